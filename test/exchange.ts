import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Json } from '../src/contract/document.ts';
import type { Sent } from '../src/verify/cases/asked.ts';

export type { Sent } from '../src/verify/cases/asked.ts';

/** An answer as it came over the wire. */
export interface Answered {
  status: number;
  /** By lower-case name. */
  headers: Record<string, string>;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** For `exchange` with all that is asked at once, each on a connection of its own if need be. */
export const crowd = new Agent({ keepAlive: true });

/** Sends what `fetch` would not: its own Host, targets in absolute form, methods and paths that are not mended. */
export function exchange(
  origin: string,
  { method, path, headers = {}, body }: Sent,
  by: Agent = agent,
): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  const hostless = headers['host'] === '';
  const given = Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !(hostless && name === 'host')),
  );
  const framing = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: { ...framing, ...given }, setHost: !hostless, agent: by };
    const outgoing = httpRequest(options, (incoming) => void read(incoming).then(resolve, reject));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that idled for long closes, now and then just when the next request sets out on it.
      const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      if (isStale) exchange(origin, { method, path, headers, body }, by).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(body);
  });
}

async function read(incoming: IncomingMessage): Promise<Answered> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    rawHeaders: incoming.rawHeaders,
    body: Buffer.concat(chunks),
  };
}

/** The body as JSON; undefined where there is none. */
export function jsonIn({ body }: Answered): Json | undefined {
  return body.length === 0 ? undefined : (JSON.parse(body.toString()) as Json);
}

/** All headers but those that tell the time or the connection, in the order in which they came. */
export function steadyHeaders({ rawHeaders }: Answered): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!CHANGING.has(name.toLowerCase())) kept.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  return kept;
}

const CHANGING = new Set(['date', 'connection', 'keep-alive']);
