import fc from 'fast-check';
import type { Hostile } from './hostile.ts';
import { spoiledBodies } from './spoiled-bodies.ts';
import { spoiledFraming } from './spoiled-framing.ts';
import { spoiledHeads } from './spoiled-heads.ts';

const BATCH = 250;

const anyHostile = fc.oneof(
  ...[...spoiledBodies, ...spoiledHeads, ...spoiledFraming].map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

/** So many hostile requests; the same seed gives the same ones. */
export function* hostileRequests(count: number, seed: number): Generator<Hostile> {
  for (let made = 0; made < count; made += BATCH) {
    yield* fc.sample(anyHostile, { numRuns: Math.min(BATCH, count - made), seed: seed + made });
  }
}
