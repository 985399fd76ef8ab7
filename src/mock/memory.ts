import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Contract } from '../contract/contract.ts';
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

/** What an answer may depend on, whatever the API; header parameters of the contracts come on top. */
const READ_HEADERS = [
  'host',
  'authorization',
  'cookie',
  'prefer',
  'accept-language',
  'content-type',
  'content-encoding',
  'origin',
];

/** A memory of at most `entries` answers, the least used forgotten first; 0 remembers none. */
export function memoryFor(contracts: readonly Contract[], entries: number): Memory {
  const declared = contracts.flatMap(({ operations, schemes }) => [
    ...operations.flatMap(({ parameters }) => parameters).filter((parameter) => parameter.in === 'header'),
    ...[...schemes.values()].flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === 'header' ? [scheme] : [])),
  ]);
  const names = [...new Set([...READ_HEADERS, ...declared.map(({ name }) => name.toLowerCase())])];
  const answers = new LRUCache<string, Answer>({
    max: Math.max(entries, 1),
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body, head, violations, why }, key) =>
      body.length + (head.length + violations.length * 10) * 40 + why.length + key.length + 1,
  });
  return {
    keyOf(request, body) {
      let key = `${request.method} ${request.url}`;
      for (let index = 0; index < names.length; index++) {
        const value = request.headers[names[index] as string];
        // Each has its line: absent, empty or with a value, no two requests have one key.
        key += value === undefined ? '\n' : `\n=${value}`;
      }
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
