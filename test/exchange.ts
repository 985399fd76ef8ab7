import type { Json } from '../src/contract/document.ts';
import type { Sent } from '../src/verify/cases/asked.ts';
import { Connections } from './http-client/connections.ts';
import { headOf } from './http-client/request-head.ts';

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

const few = new Connections({ most: 16 });

/** For `exchange` with all that is asked at once, each on a connection of its own if need be. */
export const crowd = new Connections();

/** Sends what `fetch` would not: its own Host, targets in absolute form, methods and paths that are not mended. */
export async function exchange(origin: string, sent: Sent, by: Connections = few): Promise<Answered> {
  const head = headOf(origin, sent, by.areKept);
  for (;;) {
    const connection = await by.take(origin);
    try {
      return await connection.ask(sent.method, head, sent.body);
    } catch (error) {
      // A connection that idled for long closes, now and then just when the next request sets out on it.
      if (!connection.wasStale) throw error;
    }
  }
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
