import '../lean.ts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { CHECK_NAMES } from '../../src/verify/checks/names.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { DEEP } from '../deep.ts';
import { seed } from '../seed.ts';
import type { Leaving } from './zoo/copy.ts';
import { findingsOf } from './zoo/enclosure.ts';
import { zoo } from './zoo/index.ts';

/** Of all of a table: machines are busy. */
const PATIENCE_MS = 300_000;

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

/** Of all the lines of an API. */
const PATIENCE_OF_LINES_MS = 120_000;

/** An operation of each API that has much to get wrong. */
const OPERATIONS: Record<string, string> = {
  mastodon: 'deleteProfileAvatar',
  adapty: 'deleteProfile',
  'creators-hub': 'uploadUserAvatarBytes',
  'app-net': 'uploadMyAvatar',
};

/** Everybody comes in, whatever is wrong with a request is a teapot, successes say nothing. */
function spoiled(answer: Leaving): void {
  if (answer.status === 401 || answer.status === 403) answer.status = 200;
  else if (answer.status === 400 || answer.status === 413 || answer.status === 422) answer.status = 418;
  else if (answer.status === 405) delete answer.headers['Allow'];
}

/** The status that a curl line of a finding gets now. */
async function statusBy({ curl }: Finding): Promise<number> {
  const { stdout } = await promisify(execFile)('bash', ['-c', curl], { encoding: 'latin1', maxBuffer: 1e8 });
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(stdout.replace(/^HTTP\/1\.1 100[^\r]*\r\n\r\n/, ''))?.[1]);
}

/** One API, by the seed; all of them where the tests go deep. */
const shown = DEEP ? apis : apis.slice(seed % apis.length).slice(0, 1);

describe(`the curl lines of a run with findings, SEED=${seed}`, () => {
  test.each(shown.map((api) => [api.name, api] as const))(
    'of %s each bring the finding again',
    async (name, api) => {
      const operation = OPERATIONS[name] ?? '';
      let lines = 0;
      await findingsOf(
        api,
        (copy) => {
          copy.leaving = spoiled;
        },
        {
          operations: [operation],
          checks: CHECK_NAMES,
          failFast: false,
          async meanwhile(findings, origin) {
            for (const finding of findings) {
              // A person runs the line later, when no limit counts what the run has sent.
              await fetch(`${origin}/_portrait/reset?all`, { method: 'POST' });
              const came = finding.exchanges.at(-1)?.answer?.status;
              expect([finding.title, finding.curl, await statusBy(finding)]).toEqual([
                finding.title,
                finding.curl,
                came,
              ]);
              lines++;
            }
          },
        },
      );
      expect(lines).toBeGreaterThan(3);
    },
    PATIENCE_OF_LINES_MS,
  );
});
