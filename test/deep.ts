import { seed } from './seed.ts';

/**
 * Whether tests go as deep as they can (`DEEP=1 npm test`): every planted bug, every page in every language, our own run
 * against the mock as well. What is run otherwise is a part of that, or a sample by a seed, for `npm test` has to stay
 * quick.
 */
export const DEEP = process.env['DEEP'] === '1';

/**
 * All of them where the tests go deep; otherwise one of so many, by the seed, so that each has its turn. Of the same ones,
 * other places take others.
 */
export function sampled<T>(all: readonly T[], oneOf: number, place = 0): T[] {
  return all.filter((_, index) => DEEP || (index + seed + place) % oneOf === 0);
}
