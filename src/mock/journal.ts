import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';

/** One request and what became of it, as far as the journal keeps it. */
export interface Exchange {
  /** Counts up from 1 for as long as the mock runs. */
  number: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  tookMs: number;
  method: string;
  url: string;
  httpVersion: string;
  /** Names and values in turn, as they came. */
  requestHeaders: readonly string[];
  /** At most `MAX_BODY_BYTES` of it. */
  requestBody: Buffer | undefined;
  requestBytes: number;
  origin: string;
  answer: Answer;
  fromMemory: boolean;
}

/** The last exchanges, bounded in number and in octets of bodies. */
export interface Journal {
  record(request: IncomingMessage, rest: Omit<Exchange, 'number' | 'method' | 'url' | 'httpVersion' | 'requestHeaders' | 'requestBytes'>): void;
  /** Oldest first. */
  entries(): readonly Exchange[];
  clear(): void;
}

const KIBIBYTE = 1024;
const MAX_BODY_BYTES = 64 * KIBIBYTE;
const MAX_ALL_BODIES_BYTES = 8 * 1024 * KIBIBYTE;

export function journalOf(maxEntries: number): Journal {
  let exchanges: (Exchange | undefined)[] = new Array(maxEntries);
  let next = 0;
  let bodies = 0;
  let oldest = 0;
  const forget = (index: number): void => {
    const slot = index % maxEntries;
    bodies -= exchanges[slot]?.requestBody?.length ?? 0;
    exchanges[slot] = undefined;
  };
  return {
    record(request, rest) {
      const body = rest.requestBody;
      // A slice would keep the whole upload alive.
      const kept = body !== undefined && body.length > MAX_BODY_BYTES ? Buffer.from(body.subarray(0, MAX_BODY_BYTES)) : body;
      if (next - oldest >= maxEntries) forget(oldest++);
      exchanges[next % maxEntries] = {
        number: next + 1,
        method: request.method ?? '',
        url: request.url ?? '',
        httpVersion: request.httpVersion,
        requestHeaders: request.rawHeaders,
        requestBytes: body?.length ?? 0,
        ...rest,
        requestBody: kept,
      };
      next++;
      bodies += kept?.length ?? 0;
      while (bodies > MAX_ALL_BODIES_BYTES && oldest < next) forget(oldest++);
    },
    entries() {
      const all: Exchange[] = [];
      for (let index = oldest; index < next; index++) {
        const exchange = exchanges[index % maxEntries];
        if (exchange !== undefined) all.push(exchange);
      }
      return all;
    },
    clear() {
      exchanges = new Array(maxEntries);
      oldest = next;
      bodies = 0;
    },
  };
}
