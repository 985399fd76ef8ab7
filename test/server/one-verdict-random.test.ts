import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isOwnPath } from '../../src/edge/own-pages.ts';
import { targetOf } from '../../src/http/origin.ts';
import { randomBodies } from '../../src/verify/cases/fuzz/random-bodies.ts';
import { randomParameters } from '../../src/verify/cases/fuzz/random-parameters.ts';
import { operations } from '../contracts.ts';
import { hostileRequests } from '../hostile/requests.ts';
import { startMock } from '../mock-process.ts';
import { seed } from '../seed.ts';
import { differences, races } from './verdict/differences.ts';
import { type Pair, pairOf } from './verdict/pair.ts';
import { casesOf, hostileCaseOf } from './verdict/verdict-case.ts';

/** Multiplies how much is asked. */
const effort = Number(process.env['EFFORT'] ?? 1);

let pair: Pair;

beforeAll(async () => {
  pair = await pairOf(startMock('--log-format', 'off'));
});

afterAll(() => pair.stop());

describe(`mock and reference server, SEED=${seed}`, () => {
  const bodies = operations.flatMap(([title, ...of]) => casesOf(title, randomBodies(...of, 200 * effort, seed)));
  const parameters = operations.flatMap(([title, ...of]) => casesOf(title, randomParameters(...of, 65 * effort, seed)));
  const hostile = [...hostileRequests(400 * effort, seed)]
    .filter(({ kind, answers }) => answers > 0 && !races.includes(kind))
    // Own pages are each server's own.
    .filter(({ targets }) => !targets.some((target) => isOwnPath(targetOf(target).path)))
    .map(hostileCaseOf);

  it('are asked enough', () => {
    expect(bodies.length + parameters.length).toBeGreaterThanOrEqual(1_500);
  });

  it.each([
    ['JSON bodies', bodies],
    ['parameters', parameters],
    ['hostile requests', hostile],
  ])(
    'give one verdict on random %s',
    async (_, cases) => {
      expect(await pair.disagreements(cases, differences)).toEqual([]);
    },
    600_000,
  );
});
