import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { CHECK_NAMES } from '../../src/verify/checks/names.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { DEEP } from '../deep.ts';
import type { Leaving } from './zoo/copy.ts';
import { findingsOf } from './zoo/enclosure.ts';

/** Of one line, and of all of an API's, in milliseconds: machines are busy. */
const PATIENCE_MS = 120_000;

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

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

/** One API, by the seed; all of them where the tests go deep. */
const chosen = DEEP ? apis : apis.slice(seed % apis.length).slice(0, 1);

describe(`the curl lines of a run with findings, SEED=${seed}`, () => {
  it.each(chosen.map((api) => [api.name, api] as const))(
    'of %s each bring the finding again',
    async (name, api) => {
      const operation = OPERATIONS[name] ?? '';
      let shown = 0;
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
              shown++;
            }
          },
        },
      );
      expect(shown).toBeGreaterThan(3);
    },
    PATIENCE_MS,
  );
});
