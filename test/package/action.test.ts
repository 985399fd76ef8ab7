import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT, THEIR_ENV } from './installed.ts';

const ACTION = join(ROOT, '.github', 'actions', 'verify');

/** Not there yet. */
const PLANNED = ['--har'];

interface Action {
  inputs: Record<string, { default?: string }>;
  runs: { steps: { name?: string; env?: Record<string, string> }[] };
}

const run = promisify(execFile);
const { inputs, runs }: Action = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'));
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function runnerTemp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-action-'));
  folders.push(folder);
  return folder;
}

/** The variables of one step, as GitHub fills them from the inputs of a workflow. */
function variables(step: string, given: Record<string, string>): NodeJS.ProcessEnv {
  const { env = {} } = runs.steps.find(({ name }) => name === step) ?? {};
  const filled = Object.entries(env).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => given[input] ?? inputs[input]?.default ?? ''),
  ]);
  return { ...THEIR_ENV, GITHUB_ACTION_PATH: ACTION, ...Object.fromEntries(filled) };
}

/** What `portrait` is called with; a stand-in of it tells. */
async function calledWith(given: Record<string, string>, exitCode = 0): Promise<string[]> {
  const temp = runnerTemp();
  const standIn = join(temp, 'portrait', 'node_modules', '.bin', 'portrait');
  mkdirSync(join(standIn, '..'), { recursive: true });
  writeFileSync(standIn, `#!/usr/bin/env bash\nprintf '%s\\n' "$@"\nexit ${exitCode}\n`);
  chmodSync(standIn, 0o755);
  const env = { ...variables('Verify', given), RUNNER_TEMP: temp };
  const { stdout } = await run('bash', [join(ACTION, 'verify.sh')], { env });
  return stdout.trimEnd().split('\n');
}

describe('the action', () => {
  test('hands every input on', () => {
    const written = readFileSync(join(ACTION, 'action.yml'), 'utf8');
    for (const input of Object.keys(inputs)) expect(written).toMatch(new RegExp(`\\$\\{\\{[^}]*inputs\\.${input}\\b`));
    const used = [...written.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
  });

  test.each<[what: string, given: Record<string, string>, want: string[]]>([
    ['nothing but a URL', { url: 'http://h:1' }, ['http://h:1', '--report', 'github']],
    ['no summary', { url: 'http://h:1', summary: 'false' }, ['http://h:1']],
    [
      'lists, a line each, however they are indented',
      { url: 'u', api: 'mastodon\n\n  adapty \r\n', credentials: 'a=Bearer x y\nb=$(id) "*"', summary: 'false' },
      ['u', '--api', 'mastodon', '--api', 'adapty', '--credential', 'a=Bearer x y', '--credential', 'b=$(id) "*"'],
    ],
    [
      'everything',
      {
        url: 'u',
        spec: 'my api.yaml',
        only: 'magic_bytes',
        skip: 'ignored_auth',
        seed: '7',
        'max-time': '60',
        'read-only': 'true',
        yes: 'true',
        'min-coverage': '90',
        options: '--fail-fast\n--fuzz=10',
        reports: 'junit=a.xml\nhtml=a.html',
        sarif: 'a.sarif',
      },
      [
        ...['u', '--spec', 'my api.yaml', '--only', 'magic_bytes', '--skip', 'ignored_auth', '--seed', '7'],
        ...['--max-time', '60', '--read-only', '--yes', '--min-coverage', '90', '--fail-fast', '--fuzz=10'],
        ...['--report', 'junit=a.xml', '--report', 'html=a.html', '--report', 'github'],
        ...['--report', 'sarif=a.sarif'],
      ],
    ],
    ['recorded traffic', { har: 'a.har', summary: 'false' }, ['--har', 'a.har']],
  ])('verifies with %s', async (_, given, want) => {
    expect(await calledWith(given)).toEqual(['verify', ...want]);
  });

  test('knows the options that the command has', async () => {
    const { stdout } = await run(process.execPath, ['bin/portrait.js', 'verify', '--help'], {
      cwd: ROOT,
      env: THEIR_ENV,
    });
    const options = readFileSync(join(ACTION, 'verify.sh'), 'utf8').match(/--[a-z-]+/g) ?? [];
    expect(options).toContain('--credential');
    expect(options.filter((option) => !PLANNED.includes(option) && !stdout.includes(` ${option}`))).toEqual([]);
  });

  test.each([1, 2])('fails by exit code %i, as the command does', async (exitCode) => {
    await expect(calledWith({ url: 'http://h:1' }, exitCode)).rejects.toMatchObject({ code: exitCode });
  });

  test('runs the Portrait that it came with', async () => {
    const temp = runnerTemp();
    const env = { ...variables('Install Portrait', {}), RUNNER_TEMP: temp };
    await run('bash', [join(ACTION, 'install.sh')], { env, cwd: temp });
    const { stdout } = await run(join(temp, 'portrait', 'node_modules', '.bin', 'portrait'), ['--version'], { env });
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
  });
});
