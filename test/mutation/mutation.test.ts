import { describe, expect, test } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { mutantsOf, sampleOf } from './mutants.ts';
import { knownSurvivors } from './survivors.ts';
import { trialsOf } from './trials.ts';

/** What a client sees at once, so that a sample of it is a matter of seconds; `npm run mutate` tries all of it. */
const IN_SIGHT = /\/(handlers|pictures|profile|annotations|entities|html|locale)\.ts$/;
const EACH = 3;
const SEED = 20;

describe('mutants', () => {
  const mutants = mutantsOf(apis.map(({ name }) => name));

  test('have keys of their own', () => {
    expect(new Set(mutants.map(({ key }) => key)).size).toBe(mutants.length);
  });

  test('of survivors.yaml are there, each with a reason', () => {
    const keys = new Set(mutants.map(({ key }) => key));
    const known = [...knownSurvivors()];
    expect(known.filter(([key, reason]) => !keys.has(key) || reason.trim() === '')).toEqual([]);
  });

  test('a sample of them is killed', async () => {
    const known = knownSurvivors();
    const inSight = mutants.filter(({ file, key }) => IN_SIGHT.test(file) && !known.has(key));
    const sample = apis.flatMap(({ name }) =>
      sampleOf(
        inSight.filter(({ api }) => api === name),
        SEED,
        EACH,
      ),
    );
    const verdicts = await trialsOf(sample, 1, () => {});
    const survivors = verdicts.filter(({ by }) => by === undefined).map(({ key }) => key);
    expect(verdicts).toHaveLength(apis.length * EACH);
    expect(survivors).toEqual([]);
  }, 180_000);
});
