import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IN_MEMORY, startServe } from '../server-process.ts';
import { type Ended, type Recording, type Runs, recording, startPortrait, startRuns } from './command-line.ts';

const PATIENCE_MS = 120_000;

/** Two operations that need a key, and one that needs nobody. */
const SPEC = `
openapi: 3.1.0
info: { title: Keys, version: 1.0.0 }
paths:
  /health:
    get: { operationId: getHealth, responses: { '200': { description: ok } } }
  /keys:
    get:
      operationId: listKeys
      security: [{ key: [] }]
      responses: { '200': { description: ok }, '401': { description: who? } }
  /keys/first:
    get:
      operationId: getKey
      security: [{ key: [] }]
      responses: { '200': { description: ok }, '401': { description: who? } }
components:
  securitySchemes: { key: { type: http, scheme: bearer } }
`;

/** Holds that contract: whoever has the key comes in. */
const holding: RequestListener = ({ url = '', method = '', headers }, response) => {
  const path = url.replace(/\?.*$/s, '');
  if (!['/health', '/keys', '/keys/first'].includes(path)) return response.writeHead(404).end();
  // One of its resources has no HEAD, which it says before it looks at the caller.
  const allowed = path === '/keys/first' ? ['GET'] : ['GET', 'HEAD'];
  if (!allowed.includes(method)) return response.writeHead(405, { allow: allowed.join(', ') }).end();
  if (path !== '/health' && headers.authorization !== 'Bearer good') return response.writeHead(401).end();
  return response.end();
};

let folder: string;
let server: Recording;
let others: Recording;
let runs: Runs;
beforeAll(async () => {
  runs = startRuns();
  folder = mkdtempSync(join(tmpdir(), 'portrait-outcome-'));
  writeFileSync(join(folder, 'keys.yaml'), SPEC);
  server = await recording(holding);
  // A server of something else, that says so with an address in it.
  others = await recording(({ url = '' }, response) =>
    response.writeHead(404).end(`No page ${url}, request ${Date.now()}`),
  );
});
afterAll(async () => {
  for (const one of [server, others, runs]) await one.stop();
  rmSync(folder, { recursive: true });
});

const portraitVerify = (...args: string[]): Promise<Ended> => runs.run(['verify', ...args], folder);
const verify = (...args: string[]): Promise<Ended> =>
  portraitVerify(server.origin, '--spec', 'keys.yaml', '--fuzz', '3', ...args);

describe('without a credential', () => {
  test(
    'a contract is not held where nobody was let in',
    async () => {
      const { code, said } = await verify('--operation', 'listKeys', '--operation', 'getKey');
      expect(said).toContain(
        '? Nothing could be found out, because no good request was let in for want of a credential.',
      );
      expect(said).toMatch(/Left out\n- .*2 operations \(listKeys, getKey\).*--credential key='Bearer …'/);
      expect(said).not.toContain('is held');
      expect(code).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    'nor where only what is for everybody could be tried',
    async () => {
      const { code, said } = await verify();
      expect(said).toContain('because 2 of 3 operations let no good request in for want of a credential');
      expect(said).toContain("Say who asks: --credential key='Bearer …', or choose what can be tried: --operation ID.");
      expect(code).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    'it is held by what is chosen and is for everybody; and with the credential all of it',
    async () => {
      for (const args of [
        ['--operation', 'getHealth'],
        ['--credential', 'key=Bearer good'],
      ]) {
        const { code, said } = await verify(...args);
        expect(said).toContain('✓ The contract is held.');
        expect(said).not.toContain('Left out');
        expect(code).toBe(0);
      }
    },
    PATIENCE_MS,
  );

  test(
    'every report says that it could not be found out',
    async () => {
      await verify('--report', 'html=unknown.html', '--report', 'sarif=unknown.sarif', '--report', 'junit=unknown.xml');
      for (const file of ['unknown.html', 'unknown.sarif', 'unknown.xml']) {
        const text = readFileSync(join(folder, file), 'utf8');
        expect(text).toContain('Not everything could be found out');
        expect(text).not.toContain('The contract is held');
      }
    },
    PATIENCE_MS,
  );
});

describe('--min-coverage', () => {
  test(
    'has a verdict of its own, which names what was reached and what was demanded',
    async () => {
      const credential = ['--credential', 'key=Bearer good'];
      const { code, said } = await verify(...credential, '--operation', 'getHealth', '--min-coverage', '90');
      expect(said).toMatch(/✗ Less was covered than demanded; no finding in what was tried\./);
      expect(said).toMatch(
        /Covered were \d+(\.\d)? % .*, demanded 90 % \(--min-coverage\): TCL 1 33 %, TCL 2 33 %, .*TCL 6 /,
      );
      expect(said).not.toContain('is held');
      expect(code).toBe(1);
      expect((await verify(...credential, '--min-coverage', '10')).code).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe('a server that has none of the contracts', () => {
  test.each<[what: string, args: string[], said: RegExp]>([
    [
      'is not fired at, and asked about --spec and --api',
      [],
      /^portrait: None of mastodon, adapty, creators-hub, app-net answers at .* Did you mean --spec FILE, or --api NAME\?/,
    ],
    ['is asked about its address when these were said', ['--spec', 'keys.yaml'], /keys does not answer at/],
  ])(
    '%s',
    async (_, args, expected) => {
      const before = others.came.length;
      const { code, said } = await portraitVerify(others.origin, ...args);
      expect(said).toMatch(expected);
      expect(code).toBe(2);
      expect(others.came.length - before).toBeLessThan(60);
    },
    PATIENCE_MS,
  );

  test(
    'is told from a broken one, which says something of its own of one path',
    async () => {
      const broken = await recording(({ url = '' }, response) =>
        response.writeHead(404).end(url.startsWith('/keys/first') ? 'no such key' : 'no such path'),
      );
      const { code } = await portraitVerify(broken.origin, '--spec', 'keys.yaml', '--fuzz', '1');
      await broken.stop();
      expect(code).toBe(1);
    },
    PATIENCE_MS,
  );
});

describe('what is wrong once and right when asked for again', () => {
  test(
    'is named, and does not count',
    async () => {
      let asked = 0;
      const moody = await recording((request, response) => {
        if (request.url === '/health' && request.method === 'GET' && ++asked === 3) response.writeHead(500).end();
        else holding(request, response);
      });
      const { code, said } = await portraitVerify(
        ...[moody.origin, '--spec', 'keys.yaml', '--operation', 'getHealth', '--fuzz', '3'],
        ...['--report', 'html=moody.html'],
      );
      await moody.stop();
      const told =
        /1 answer was wrong once and right when asked for again; it does not count: getHealth not_a_server_error \(.+\)/;
      expect(said).toMatch(told);
      expect(readFileSync(join(folder, 'moody.html'), 'utf8')).toMatch(told);
      expect(code).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe('curl lines', () => {
  test.each<[what: string, headers: Record<string, string>, without: string]>([
    ['leave to curl what nothing depends on', {}, ''],
    ['send no Accept where the server says that it looks at it', { vary: 'Origin, accept' }, ' -H Accept:'],
  ])(
    '%s',
    async (_, headers, without) => {
      const broken = await recording((_request, response) => response.writeHead(500, headers).end());
      const { said } = await portraitVerify(
        ...[broken.origin, '--spec', 'keys.yaml', '--operation', 'getHealth', '--fuzz', '0'],
      );
      await broken.stop();
      expect(said).toContain(`again     curl -i ${broken.origin}/health${without}\n`);
    },
    PATIENCE_MS,
  );
});

/** What a Portrait server lists of sessions, without the shared world. */
async function sessionsAt(origin: string): Promise<string[]> {
  const listed = (await (await fetch(`${origin}/_portrait/sessions`)).json()) as {
    sessions: { name: string | null }[];
  };
  return listed.sessions.flatMap(({ name }) => (name === null ? [] : [name]));
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const began = Date.now(); !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() - began > PATIENCE_MS / 2) throw new Error('It did not come to that.');
}

describe('Ctrl+C', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends the run, tells what was found so far and ends with %i',
    async (signal, status) => {
      // Slow, as real servers are, and wrong.
      const slow = await recording((_, response) => void setTimeout(() => response.writeHead(500).end(), 20));
      const reports = ['html', 'sarif', 'junit', 'har', 'ctrf'];
      const running = startPortrait(
        [
          ...['verify', slow.origin, '--spec', 'keys.yaml', '--fuzz', '400'],
          ...reports.flatMap((format) => ['--report', `${format}=cut.${format}`]),
        ],
        folder,
      );
      await until(() => running.said().includes('1 finding') || running.said().includes('findings'));
      running.process.kill(signal);
      const { code, said } = await running.ended;
      await slow.stop();
      expect(code).toBe(status);
      expect(said).toContain('✗ not_a_server_error');
      expect(said).toMatch(/✗ Interrupted before everything was tried: \d+ findings? so far\./);
      expect(said).toContain('This report is incomplete.');
      const files = readdirSync(folder).filter((file) => file.startsWith('cut.'));
      expect(files.length).toBe(reports.length);
      for (const file of files)
        expect(readFileSync(join(folder, file), 'utf8')).toContain('Interrupted before everything');
      JSON.parse(readFileSync(join(folder, 'cut.har'), 'utf8'));
    },
    PATIENCE_MS,
  );
});

describe('a Portrait server', () => {
  test(
    'has no session of the run when it is over, nor when it was interrupted',
    async () => {
      const portrait = await startServe(IN_MEMORY, '--log-format', 'off');
      try {
        expect((await portraitVerify(portrait.origin, '--api', 'adapty', '--fuzz', '1')).code).toBe(0);
        expect(await sessionsAt(portrait.origin)).toEqual([]);
        const running = startPortrait(['verify', portrait.origin], folder);
        await until(async () => (await sessionsAt(portrait.origin)).length > 3);
        running.process.kill('SIGINT');
        expect((await running.ended).code).toBe(130);
        expect(await sessionsAt(portrait.origin)).toEqual([]);
      } finally {
        await portrait.stop();
      }
    },
    PATIENCE_MS,
  );
});
