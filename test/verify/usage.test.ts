import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Runs, startPortrait, startRuns } from './command-line.ts';

const PATIENCE_MS = 60_000;

let folder: string;
let runs: Runs;
beforeAll(() => {
  runs = startRuns();
  folder = mkdtempSync(join(tmpdir(), 'portrait-usage-'));
});
afterAll(async () => {
  await runs.stop();
  rmSync(folder, { recursive: true });
});

const URL = 'http://127.0.0.1:9';

describe('wrong usage ends with 2, which never means findings:', () => {
  test.each<[args: string[], said: string]>([
    [['verify', URL, '--nope'], "unknown option '--nope'\n(portrait verify --help says what there is)"],
    [['verify', URL, '--seed', 'abc'], '(portrait verify --help says what there is)'],
    [['verify', URL, '--min-coverage', '101'], 'A number from 0 to 100 is expected.'],
    [['verify', URL, '--api', 'mastodon', '--spec', 'a.yaml'], 'cannot be used with'],
    [['verify', URL, 'surplus'], 'too many arguments'],
    [['verify', URL, '--credential', 's3cr3t'], 'has no name'],
    [['verify', URL, '--credential', 'oauth2='], 'The credential oauth2 is empty.'],
    [['verify', URL, '--credential', 'oauth2=Bearer '], "--credential oauth2='Bearer …'"],
    [['verify', 'ftp://example.com'], '“ftp://example.com” cannot be asked'],
    [['verify', URL, '--har', 'some.har'], 'no server is asked'],
    [['verify', '--har', 'nope.har', '--api', 'mastodon'], 'nope.har does not exist'],
    [
      ['verify', '--har', 'some.har', '--api', 'mastodon', '--report', 'html=/dev/null/x.html'],
      'The report /dev/null/x.html cannot be written with --report: /dev/null is a file',
    ],
    [['mock', '--nope'], '(portrait mock --help says what there is)'],
    [['serve', '--nope'], '(portrait serve --help says what there is)'],
    [['docs', '--nope'], '(portrait docs --help says what there is)'],
    [['nope'], '(portrait --help says what there is)'],
  ])(
    'portrait %j',
    async (args, said) => {
      const ended = await runs.run(args, folder);
      expect(ended.said).toContain(said);
      expect(ended.said).not.toContain('s3cr3t');
      expect(ended.code).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    'help and version end with 0',
    async () => {
      for (const args of [['--help'], ['verify', '--help'], ['--version']])
        expect((await startPortrait(args, folder).ended).code).toBe(0);
    },
    PATIENCE_MS,
  );
});
