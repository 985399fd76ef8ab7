import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMock } from '../mock-process.ts';
import { seed } from '../seed.ts';
import { sharedMock } from '../shared-run/mock.ts';
import { type Difference, differences } from './verdict/differences.ts';
import { type Pair, pairOf } from './verdict/pair.ts';
import { credentialCases, tables } from './verdict/tables.ts';

/** Those of the explained differences that some case has shown. */
const met = new Set<Difference>();

/** Milliseconds for one table; a busy machine takes its time. */
const PATIENCE = 120_000;

let pair: Pair;

beforeAll(async () => {
  pair = await pairOf(sharedMock());
});

afterAll(() => pair.stop());

describe(`mock and reference server, SEED=${seed}`, () => {
  it.each(tables)(
    'give one verdict on %s, %i cases and more',
    async (_, atLeast, cases) => {
      expect(cases.length).toBeGreaterThanOrEqual(atLeast);
      expect(await pair.disagreements(cases, differences, met)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'give one verdict on credentials with --any-token',
    async () => {
      const open = await pairOf(startMock('--log-format', 'off', '--any-token'), '--any-token');
      try {
        expect(await open.disagreements(credentialCases(), differences, met)).toEqual([]);
      } finally {
        await open.stop();
      }
    },
    PATIENCE,
  );

  it('differ in every way that is explained', () => {
    expect(differences.filter((difference) => !met.has(difference))).toEqual([]);
  });
});
