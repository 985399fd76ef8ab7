import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { BROWSER_FILES } from '../../src/edge/start-page/browser/files.ts';
import { type RunningProcess, startProcess } from '../running-process.ts';
import { type Consumer, filesOf, installedPackage, ROOT, THEIR_ENV } from './installed.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** Declared, though our code does not name them. */
const NOT_NAMED = [
  // Prism's parts float apart unless each is held at its version.
  '@stoplight/prism-core',
  // What `portrait docs` builds pages with.
  '@redocly/cli',
  'openapi-format',
];

const run = promisify(execFile);

/** What stands in the brackets of a pattern, wherever it is found. */
function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

describe('the package', () => {
  let consumer: Consumer;
  const running: RunningProcess[] = [];

  beforeAll(async () => {
    consumer = await installedPackage();
  }, 60_000);

  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    rmSync(consumer.folder, { recursive: true, force: true });
  });

  const portrait = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
    run(consumer.program, args, { cwd: consumer.folder, env: THEIR_ENV });

  async function started(command: [string, ...string[]], args: string[]): Promise<RunningProcess> {
    const one = await startProcess(args, { ...THEIR_ENV, DATABASE_URL: '' }, { command, cwd: consumer.folder });
    running.push(one);
    return one;
  }

  let server: Promise<RunningProcess> | undefined;
  /** A reference server for all who ask one something. */
  const referenceServer = (): Promise<RunningProcess> => {
    server ??= started([consumer.program], ['serve', '--memory', '--port', '0']);
    return server;
  };

  /** The folder of each compiled module, its text, and what it imports. */
  const compiled = (): { folder: string; text: string; imports: string[] }[] =>
    filesOf(join(consumer.installed, 'dist'))
      .filter((file) => file.endsWith('.js'))
      .map((file) => {
        const path = join(consumer.installed, 'dist', file);
        const text = readFileSync(path, 'utf8');
        const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
        return { folder: dirname(path), text, imports };
      });

  const declared = (): string[] =>
    Object.keys(JSON.parse(readFileSync(join(consumer.installed, 'package.json'), 'utf8')).dependencies);

  test('holds what runs, the contracts and their types, and nothing else', () => {
    const files = filesOf(consumer.installed);
    expect([...new Set(files.map((file) => file.split('/')[0]))]).toEqual(
      ['LICENSE', 'README.md', 'bin', 'dist', 'generated', 'openapi', 'package.json'].sort(),
    );
    expect(filesOf(join(consumer.installed, 'openapi'))).toEqual(filesOf(join(ROOT, 'openapi')));
    expect(filesOf(join(consumer.installed, 'generated'))).toEqual(filesOf(join(ROOT, 'generated')));
    expect(files.filter((file) => /\.map$|\.test\.|(^|\/)test\//.test(file))).toEqual([]);
  });

  test('is small', () => {
    expect(consumer.packedBytes).toBeLessThan(MEBIBYTE);
    const files = filesOf(consumer.installed).map((file) => statSync(join(consumer.installed, file)).size);
    expect(files.reduce((sum, size) => sum + size)).toBeLessThan(4 * MEBIBYTE);
    expect(Math.max(...files)).toBeLessThan(300 * KIBIBYTE);
  });

  test('declares every package that its code imports, and no other', () => {
    const modules = compiled();
    const imported = modules
      .flatMap(({ text, imports }) => [...imports, ...namesIn(text, /\(import\.meta\.url\)\('([^']+)'\)/g)])
      .filter((name) => !name.startsWith('.') && !isBuiltin(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    expect(imported).toEqual(expect.arrayContaining(['sharp', '@redocly/openapi-core', 'tlds']));
    expect(imported.filter((name) => !declared().includes(name))).toEqual([]);
    const isNamed = (name: string): boolean => modules.some(({ text }) => new RegExp(`'${name}['/]`).test(text));
    expect(declared().filter((name) => !NOT_NAMED.includes(name) && !isNamed(name))).toEqual([]);
  });

  test('has every module and file that its code names', () => {
    const source = join(ROOT, 'src');
    // Scripts of the start page name each other as a browser asks for them, side by side.
    const isServed = (name: string): boolean => BROWSER_FILES.has(name.replace('./', ''));
    const named = compiled().flatMap(({ folder, text, imports }) => [
      ...imports.filter((name) => name.startsWith('.') && !isServed(name)).map((name) => join(folder, name)),
      ...namesIn(text, /new URL\('(\.[^']+)', import\.meta\.url\)/g).map((name) => join(folder, name)),
      ...namesIn(text, /ownModule\('([^']+)'\)/g).map((name) => join(consumer.installed, 'dist', `${name}.js`)),
    ]);
    expect(named).toContain(join(consumer.installed, 'dist', 'contract', 'bundler.js'));
    expect(named).toContain(join(consumer.installed, 'dist', 'docs', 'served', 'builder.js'));
    const files = [...BROWSER_FILES.values()].map((file) => relative(source, fileURLToPath(file)));
    named.push(...files.map((file) => join(consumer.installed, 'dist', file)));
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
    // An import of a name made at run time leads the compiler nowhere.
    expect(compiled().filter(({ text }) => text.includes('__rewriteRelativeImportExtension'))).toEqual([]);
  });

  test('helps with every command', async () => {
    const { stdout } = await portrait('--help');
    const commands = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
    expect(commands).toEqual(expect.arrayContaining(['mock', 'serve', 'verify']));
    for (const command of commands) {
      expect((await portrait(command, '--help')).stdout).toContain(`portrait ${command}`);
    }
  });

  test('is the mock by npx', async () => {
    const { origin } = await started(['npx', '--no', 'portrait'], ['mock', '--port', '0']);
    const answer = await fetch(`${origin}/api/v1/profile/avatar`, {
      method: 'DELETE',
      headers: { Authorization: 'Bearer portrait-rob-write-accounts' },
    });
    expect(answer.status).toBe(200);
    const { avatar } = (await answer.json()) as { avatar: string };
    expect((await fetch(avatar)).headers.get('content-type')).toBe('image/png');
    expect(await (await fetch(origin, { headers: { Accept: 'text/html' } })).text()).toContain('deleteProfileAvatar');
  });

  test('has its documentation at /docs/, and writes nothing to its own folder', async () => {
    const before = filesOf(consumer.installed);
    const env = { ...THEIR_ENV, PORTRAIT_CACHE: join(consumer.folder, 'cache') };
    const command: [string] = [consumer.program];
    const mock = await startProcess(['mock', '--port', '0', '--api', 'adapty'], env, { command, cwd: consumer.folder });
    running.push(mock);
    let answer = await fetch(`${mock.origin}/docs/adapty.html`);
    while (answer.status === 503 && (await answer.text()).startsWith('<')) {
      await sleep(200);
      answer = await fetch(`${mock.origin}/docs/adapty.html`);
    }
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('deleteProfile');
    expect(filesOf(consumer.installed)).toEqual(before);
  }, 120_000);

  test('mocks contracts of somebody else, and says where they are wrong as seen from there', async () => {
    cpSync(join(consumer.installed, 'openapi', 'adapty'), join(consumer.folder, 'contracts', 'adapty'), {
      recursive: true,
    });
    const args = ['mock', '--contracts', 'contracts', '--api', 'adapty', '--port', '0', '--no-watch'];
    const { origin } = await started([consumer.program], args);
    expect((await fetch(`${origin}/openapi/adapty.json`)).status).toBe(200);
    const file = join(consumer.folder, 'contracts', 'adapty', 'openapi.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('info:', 'inform:'));
    await expect(portrait(...args)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/\n {2}contracts[\\/]adapty[\\/]openapi\.yaml:\d+:\d+ /),
    });
  });

  test('is the reference server', async () => {
    const { origin } = await referenceServer();
    const picture = readFileSync(join(consumer.installed, 'openapi/creators-hub/examples/pictures/andrew_ryan.webp'));
    const form = new FormData();
    form.set('avatar', new Blob([picture], { type: 'image/webp' }), 'andrew_ryan.webp');
    const answer = await fetch(`${origin}/api/public/user/me/updateAvatarFile`, {
      method: 'PUT',
      headers: { Authorization: 'Bearer portrait-user-6' },
      body: form,
    });
    expect(answer.status).toBe(200);
    const { avatarUrl } = (await answer.json()) as { avatarUrl: string };
    expect((await fetch(avatarUrl)).status).toBe(200);
  });

  test('verifies a running server', async () => {
    const { origin } = await referenceServer();
    const args = ['--api', 'adapty', '--seed', '7', '--fuzz', '1', '--report', 'junit=verify.xml'];
    const { stdout } = await portrait('verify', origin, ...args);
    expect(stdout).toContain('seed 7');
    expect(readFileSync(join(consumer.folder, 'verify.xml'), 'utf8')).toContain('<testsuite');
    // Nobody answers there.
    await expect(portrait('verify', 'http://127.0.0.1:1', ...args)).rejects.toMatchObject({ code: 2 });
  });

  test('gives types and contracts to a program', async () => {
    writeFileSync(
      join(consumer.folder, 'program.ts'),
      `import type { components, paths } from 'portrait/mastodon';
import mastodon from 'portrait/openapi/mastodon.json' with { type: 'json' };

type Answers = paths['/api/v1/profile/avatar']['delete']['responses'];
const name: keyof Answers[200]['content'] = 'application/json';
// @ts-expect-error: the types are types, not any
const wrong: components['schemas']['CredentialAccount']['id'] = 7;
console.log(mastodon.openapi, name, wrong, import.meta.resolve('portrait/openapi/mastodon/openapi.yaml'));
`,
    );
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = '--noEmit --strict --skipDefaultLibCheck --module nodenext --target es2024 --lib es2024,dom'.split(
      ' ',
    );
    const checked = run(process.execPath, [compiler, ...options, 'program.ts'], { cwd: consumer.folder });
    expect(await checked.catch((error: { stdout: string }) => error)).toMatchObject({ stdout: '' });
    const { stdout } = await run(process.execPath, ['program.ts'], { cwd: consumer.folder, env: THEIR_ENV });
    const [said, source = ''] = stdout.trim().split(' file:');
    expect(said).toBe('3.1.0 application/json 7');
    expect(readFileSync(new URL(`file:${source}`), 'utf8')).toContain('openapi: 3.1');
  });
});
