import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Contract } from '../contract/contract.ts';
import { headersRead, headKey } from '../contract/read-headers.ts';
import type { Answer } from '../edge/answer.ts';

/** Answers by request. Prism's answer depends on nothing but the request, so that the same one gets the same bytes. */
export interface Memory {
  keyOf(request: IncomingMessage, body: Buffer | undefined): string;
  get(key: string): Answer | undefined;
  set(key: string, answer: Answer): void;
}

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 32 * MEBIBYTE;

/** Bodies up to this many octets are part of the key as they are; of larger ones a digest. */
const MAX_LITERAL_BODY = 1024;

/** A memory of at most `entries` answers, the least used forgotten first; 0 remembers none. */
export function memoryFor(contracts: readonly Contract[], entries: number): Memory {
  const names = headersRead(contracts);
  const answers = new LRUCache<string, Answer>({
    max: Math.max(entries, 1),
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body, head, violations, why }, key) =>
      body.length + (head.length + violations.length * 10) * 40 + why.length + key.length + 1,
  });
  return {
    keyOf(request, body) {
      const key = headKey(request, names);
      return body === undefined ? key : `${key}\n${bodyKey(body)}`;
    },
    get: (key) => answers.get(key),
    set(key, answer) {
      if (entries > 0 && answer.lasting) answers.set(key, answer);
    },
  };
}

function bodyKey(body: Buffer): string {
  if (body.length <= MAX_LITERAL_BODY) return `=${body.toString('latin1')}`;
  return `#${createHash('sha256').update(body).digest('base64')}`;
}
