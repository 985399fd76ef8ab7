import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Agent as HttpAgent, request as httpRequest } from '../http/node-http.ts';
import { troubleOf } from './trouble.ts';

/** A request as it shall go over the wire: the target as it is written, no header added but Host and the framing. */
export interface WireRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body?: Buffer | undefined;
  /** In chunks, without a Content-Length. */
  chunked?: boolean;
  /** Announces an octet more than it has, and waits: what is said to a body that stops arriving. */
  stops?: boolean;
}

/** An answer as it came over the wire. */
export interface WireAnswer {
  status: number;
  statusText: string;
  httpVersion: string;
  /** Names and values in turn, as they came. */
  rawHeaders: readonly string[];
  /** By lower-case name; an array where a header came more than once and Node does not join it. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** A request and what became of it. */
export interface Exchange {
  /** The address that it was sent to: `http://127.0.0.1:4020`. */
  origin: string;
  request: WireRequest;
  /** Undefined where none came, whole and in time; `problem` says why. */
  answer: WireAnswer | undefined;
  problem: string | undefined;
  /** An answer began, and what came of it was not as long as it said, or could not be read on. */
  isBroken?: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
  tookMs: number;
}

export interface Wire {
  /** Of the server, with the path before every target if there is one: `http://127.0.0.1:4020`. */
  readonly origin: string;
  /** Sends a request. Never fails: what goes wrong is in the exchange. */
  send(request: WireRequest): Promise<Exchange>;
  /** Ends what is under way, without an answer; more can be sent afterwards. */
  hangUp(): void;
  close(): void;
}

/** Octets of an answer that are read at most; more is a problem of its own. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** The wire to one server; redirects are not followed. `timeoutMs` is the patience for one answer, in all. */
export function wireTo(base: string, { timeoutMs, connections }: { timeoutMs: number; connections: number }): Wire {
  const { protocol, hostname, port, origin, pathname } = new URL(base);
  const prefix = pathname.replace(/\/$/, '');
  const address = `${origin}${prefix}`;
  const isSecure = protocol === 'https:';
  const options = { keepAlive: true, maxSockets: connections };
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const start = isSecure ? httpsRequest : httpRequest;
  const host = hostname.replace(/^\[|\]$/g, '');
  const ask = (request: WireRequest): Promise<WireAnswer> =>
    new Promise((resolve, reject) => {
      const { method, target, headers, body } = request;
      const framing = framingOf(request);
      const path = target.startsWith('/') ? `${prefix}${target}` : target;
      const outgoing = start({ hostname: host, port, method, path, headers: { ...framing, ...headers }, agent });
      const patience = setTimeout(
        () => outgoing.destroy(new Error(`No whole answer came within ${timeoutMs / 1000} s.`)),
        timeoutMs,
      );
      const give =
        <T>(way: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(patience);
          way(value);
        };
      let began = false;
      const failed = give((error: Error) => reject(began ? Object.assign(error, { isBroken: true }) : error));
      outgoing.on('error', failed);
      outgoing.on('response', (incoming) => {
        began = true;
        void read(incoming).then(give(resolve), failed);
      });
      // Somebody who speaks another protocol from now on has answered, with a head and no more.
      outgoing.on('upgrade', (incoming, socket) => {
        socket.destroy();
        give(resolve)(answerOf(incoming, []));
      });
      outgoing.end(body);
    });
  let hungUp = 0;
  const hangUp = (): void => {
    hungUp++;
    agent.destroy();
  };
  return {
    origin: address,
    async send(request) {
      const before = hungUp;
      const [startedAt, began] = [Date.now(), performance.now()];
      const came = await again(
        () => ask(request),
        () => hungUp === before,
      ).then(
        (answer) => ({ answer, problem: undefined }),
        (error: Failure) => ({
          answer: undefined,
          problem: troubleOf(error),
          ...(isBroken(error) && { isBroken: true }),
        }),
      );
      return { origin: address, request, ...came, startedAt, tookMs: performance.now() - began };
    },
    hangUp,
    close: hangUp,
  };
}

interface Failure extends NodeJS.ErrnoException {
  isBroken?: boolean;
}

/** Octets that belong to no answer are met by the parser when it looks for the next one. */
function isBroken({ isBroken: began = false, code = '' }: Failure): boolean {
  return began || code.startsWith('HPE_');
}

/** A kept connection may have been closed by the server just as it was used: that says nothing about the request. */
async function again(ask: () => Promise<WireAnswer>, isOpen: () => boolean): Promise<WireAnswer> {
  try {
    return await ask();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isOpen() && (code === 'ECONNRESET' || code === 'EPIPE')) return ask();
    throw error;
  }
}

/** The headers that frame a request's body (RFC 9112, section 6). */
export function framingOf({ method, body, chunked = false, stops = false }: WireRequest): OutgoingHttpHeaders {
  if (chunked) return { 'transfer-encoding': 'chunked' };
  // What comes next on the connection would be taken for the rest.
  if (stops) return { 'content-length': announcedLength(body), connection: 'close' };
  if (body !== undefined) return { 'content-length': body.length };
  return ['POST', 'PUT', 'PATCH'].includes(method) ? { 'content-length': 0 } : {};
}

/** The Content-Length of a body that stops arriving. */
export function announcedLength(body: Buffer | undefined): number {
  return (body?.length ?? 0) + 1;
}

async function read(incoming: IncomingMessage): Promise<WireAnswer> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    octets += chunk.length;
    if (octets > MAX_ANSWER) throw new Error(`The answer has more than ${MAX_ANSWER} octets.`);
    chunks.push(chunk);
  }
  return answerOf(incoming, chunks);
}

function answerOf(incoming: IncomingMessage, chunks: readonly Buffer[]): WireAnswer {
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    httpVersion: incoming.httpVersion,
    rawHeaders: incoming.rawHeaders,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

/** The first value of a header of an answer. */
export function headerOf({ headers }: WireAnswer, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
