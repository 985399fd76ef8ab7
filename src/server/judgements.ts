import { LRUCache } from 'lru-cache';
import type { Contract } from '../contract/contract.ts';
import type { TestCredential } from '../contract/document.ts';
import type { Judged } from '../contract/judge.ts';
import { headersRead, headKey } from '../contract/read-headers.ts';
import type { Exchange } from './exchange.ts';

/** What a request was found to be, and the values that were read out of its parameters. */
export interface Judgement {
  judged: Judged;
  caller: TestCredential | undefined;
  path: object;
  query: object;
}

/**
 * Judgements of good requests without a body. They depend on nothing but the request, and looking at everything anew costs
 * more than all the rest of a small request. Whether somebody may come now, and what the answer is, is asked each time.
 */
export interface Judgements {
  keyOf(exchange: Exchange): string;
  get(key: string): Judgement | undefined;
  set(key: string, judgement: Judgement): void;
}

const REMEMBERED = 5_000;
/** Letters of a key; longer requests are judged anew each time. */
const MAX_KEY = 4_000;

/** A memory of judgements, the least used forgotten first. */
export function judgementsFor(contracts: readonly Contract[]): Judgements {
  const names = headersRead(contracts);
  const known = new LRUCache<string, Judgement>({ max: REMEMBERED });
  return {
    keyOf: ({ method, url, request: { headers } }) => headKey({ method, url, headers }, names),
    get: (key) => known.get(key),
    set(key, judgement) {
      if (key.length <= MAX_KEY) known.set(key, judgement);
    },
  };
}
