import type { IncomingMessage } from 'node:http';
import type { Answer } from '../edge/answer.ts';

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
  answer: Answer;
  fromMemory: boolean;
}

/** The last exchanges, bounded in number and in octets of bodies. */
export interface Journal {
  record(
    request: IncomingMessage,
    body: Buffer | undefined,
    answer: Answer,
    startedAt: number,
    tookMs: number,
    fromMemory: boolean,
  ): void;
  /** Oldest first. */
  entries(): readonly Exchange[];
  clear(): void;
}

const KIBIBYTE = 1024;
const MAX_BODY_BYTES = 64 * KIBIBYTE;
const MAX_ALL_BODIES_BYTES = 8 * 1024 * KIBIBYTE;

/** A place in the ring. Headers and body are one string each: few objects that the garbage collector has to carry. */
interface Slot extends Omit<Exchange, 'requestHeaders' | 'requestBody'> {
  headerLines: string;
  /** Latin-1, a letter for each octet. */
  bodyOctets: string | undefined;
}

/** A journal of the last `maxEntries` exchanges; 0 keeps none. */
export function journalOf(maxEntries: number): Journal {
  const slots: (Slot | undefined)[] = new Array(maxEntries);
  let next = 0;
  let oldest = 0;
  let octets = 0;
  const forget = (): void => {
    octets -= slots[oldest % maxEntries]?.bodyOctets?.length ?? 0;
    slots[oldest % maxEntries] = undefined;
    oldest++;
  };
  return {
    record(request, body, answer, startedAt, tookMs, fromMemory) {
      if (maxEntries === 0) return;
      if (next - oldest === maxEntries) forget();
      const bodyOctets = body?.toString('latin1', 0, MAX_BODY_BYTES);
      slots[next % maxEntries] = {
        number: next + 1,
        method: request.method ?? '',
        url: request.url ?? '',
        httpVersion: request.httpVersion,
        headerLines: request.rawHeaders.join('\n'),
        bodyOctets,
        requestBytes: body?.length ?? 0,
        startedAt,
        tookMs,
        answer,
        fromMemory,
      };
      next++;
      octets += bodyOctets?.length ?? 0;
      while (octets > MAX_ALL_BODIES_BYTES) forget();
    },
    entries() {
      const all: Exchange[] = [];
      for (let index = oldest; index < next; index++) {
        const slot = slots[index % maxEntries];
        if (slot !== undefined) all.push(exchangeOf(slot));
      }
      return all;
    },
    clear() {
      while (oldest < next) forget();
    },
  };
}

function exchangeOf({ headerLines, bodyOctets, ...rest }: Slot): Exchange {
  return {
    ...rest,
    requestHeaders: headerLines === '' ? [] : headerLines.split('\n'),
    requestBody: bodyOctets === undefined ? undefined : Buffer.from(bodyOctets, 'latin1'),
  };
}
