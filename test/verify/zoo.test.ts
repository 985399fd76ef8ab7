import { describe, expect, test } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { CHECK_NAMES } from '../../src/verify/checks/names.ts';
import { DEEP } from '../deep.ts';
import { findingsOf } from './zoo/enclosure.ts';
import { zoo } from './zoo/index.ts';

/** Of all of a table: machines are busy. */
const PATIENCE_MS = 300_000;

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

/** One bug for each check, by the seed; each of them where the tests go deep. */
const chosen = DEEP
  ? zoo
  : CHECK_NAMES.flatMap((name) => {
      const fitting = zoo.filter(([, { check }]) => check === name);
      return fitting.slice(seed % fitting.length).slice(0, 1);
    });

const rows = chosen.map(([api, animal]) => [api.name, animal.title, animal.check, api, animal] as const);

describe(`portrait verify, SEED=${seed}`, () => {
  test.each(rows)(
    '%s: %s: is found by %s',
    async (_, __, check, api, { operation, plant, timeoutMs }) => {
      const findings = await findingsOf(api, plant, { operations: [operation], checks: [check], timeoutMs });
      // What was under way at the first finding may bring more of its kind.
      expect(findings[0]).toMatchObject({ check, api: api.name });
    },
    PATIENCE_MS,
  );

  // Otherwise test/verify/own-run says so, with everything that there is to try.
  (DEEP ? test : test.skip).each(apis.map((api) => [api.name, api] as const))(
    '%s: without a bug nothing is found by any check',
    async (_, api) => {
      const operations = new Set(zoo.filter(([one]) => one === api).map(([, { operation }]) => operation));
      const findings = await findingsOf(api, () => {}, {
        operations: [...operations],
        checks: CHECK_NAMES,
        failFast: false,
      });
      expect(findings.map(({ check, operation, title, came }) => ({ check, operation, title, came }))).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('the zoo', () => {
  test('has a bug for each check, in each API', () => {
    const found = new Set(zoo.map(([, { check }]) => check));
    expect(CHECK_NAMES.filter((name) => !found.has(name))).toEqual([]);
    expect(new Set(zoo.map(([api]) => api))).toEqual(new Set(apis));
    expect(zoo.length).toBeGreaterThanOrEqual(60);
  });
});
