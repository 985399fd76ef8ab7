import '../lean.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { CHECK_NAMES, type CheckName } from '../../src/verify/checks/names.ts';
import type { VerifyCommand } from '../../src/verify/command.ts';
import { runVerify } from '../../src/verify/command.ts';
import { verifyRecorded } from '../../src/verify/recorded.ts';
import { type Subject, subjectNamed } from '../../src/verify/subject.ts';
import { type RunningMock, startMock } from '../mock-process.ts';
import { type Ended, type Runs, recording, startRuns } from './command-line.ts';

const PATIENCE_MS = 120_000;
const SETTING: VerifyCommand = { fuzz: 1, connections: 1, timeout: 5, maxTime: 60 };

let folder: string;
let runs: Runs;
beforeAll(() => {
  runs = startRuns();
  folder = mkdtempSync(join(tmpdir(), 'portrait-command-'));
});
afterAll(async () => {
  await runs.stop();
  rmSync(folder, { recursive: true });
});

/** Runs `portrait verify` as a user does, without a terminal. */
function portraitVerify(...args: string[]): Promise<Ended> {
  return runs.run(['verify', ...args], folder);
}

describe('portrait verify', () => {
  test(
    'ends with 2 and the way out where nobody listens',
    async () => {
      const { code, said } = await portraitVerify('http://127.0.0.1:9');
      expect(code).toBe(2);
      expect(said).toContain('http://127.0.0.1:9 gives no answer');
      expect(said).toContain('Is the server running, and is this its address?');
    },
    PATIENCE_MS,
  );

  test(
    'ends with 2 for a check that does not exist, naming those there are',
    async () => {
      const { code, said } = await portraitVerify('http://127.0.0.1:9', '--only', 'no_such_check');
      expect(code).toBe(2);
      expect(said).toContain('“no_such_check”');
      for (const name of CHECK_NAMES) expect(said).toContain(name);
    },
    PATIENCE_MS,
  );

  test.each<[string, Partial<VerifyCommand>, string[]]>([
    ['an API', { api: ['no-such-api'] }, apis.map(({ name }) => name)],
    ['a credential', { api: ['mastodon'], credential: { nobody: 'Bearer x' } }, ['rob-write-accounts', 'oauth2']],
    ['an operation', { api: ['adapty'], operation: ['noSuchOperation'] }, ['deleteProfile']],
    ['a report', { api: ['adapty'], report: ['no-such-report=x'] }, ['sarif', 'junit', 'html']],
  ])(
    'names those there are for %s that does not exist',
    async (_, command, there) => {
      const server = await recording((_request, response) => response.end());
      const failure: Error = await runVerify(`http://127.0.0.1:${server.port}`, { ...SETTING, ...command }).then(
        () => new Error('It ran.'),
        (error: Error) => error,
      );
      await server.stop();
      for (const name of there) expect(failure.message).toContain(name);
      expect(server.came.filter((line) => !line.includes('/_portrait/'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'lists what it would write to a server elsewhere, and sends nothing of it without --yes',
    async () => {
      const server = await recording((_request, response) => response.end());
      // The address of this machine, but by no name of the loopback.
      const { code, said } = await portraitVerify(`http://0.0.0.0:${server.port}`, '--api', 'creators-hub');
      await server.stop();
      expect(code).toBe(2);
      expect(said).toContain('PUT    /user/{userId}/updateAvatarFile (creators-hub uploadUserAvatarFile)');
      expect(said).toContain('--yes');
      expect(said).toContain('--read-only');
      expect(server.came).toEqual(['GET /_portrait/health']);
    },
    PATIENCE_MS,
  );

  test(
    'sends only methods that change nothing with --read-only, to a server elsewhere as well',
    async () => {
      const server = await recording((_request, response) => response.writeHead(400).end());
      const { code } = await portraitVerify(
        `http://0.0.0.0:${server.port}`,
        ...['--api', 'creators-hub', '--api', 'app-net', '--read-only', '--fuzz', '1'],
      );
      await server.stop();
      expect(code).toBe(1);
      expect(server.came.length).toBeGreaterThan(100);
      const methods = new Set(server.came.map((line) => line.split(' ')[0]));
      expect([...methods].sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
    },
    PATIENCE_MS,
  );

  test(
    'tries only the operations that are named',
    async () => {
      const server = await recording((request, response) =>
        response.writeHead(request.url?.includes('/avatar') ? 404 : 400).end(),
      );
      const { code } = await portraitVerify(
        `http://127.0.0.1:${server.port}`,
        ...[
          '--api',
          'creators-hub',
          '--operation',
          'getUserAvatar',
          '--only',
          'status_code_conformance',
          '--fuzz',
          '0',
        ],
      );
      await server.stop();
      expect(code).toBe(0);
      const paths = new Set(server.came.map((line) => (line.split(' ')[1] ?? '').split('?')[0]));
      expect(paths).toContain('/api/public/user/6/avatar');
    },
    PATIENCE_MS,
  );

  test(
    'keeps the credentials that it is given out of all that it writes',
    async () => {
      const secret = 'sEcrEt-7f3a9c';
      // A server that tells in every place what it was told.
      const server = await recording((request, response) => {
        const authorization = request.headers.authorization ?? '';
        response.writeHead(500, { 'content-type': 'application/json', 'x-echo': authorization });
        response.end(JSON.stringify({ error: authorization, asked: request.url }));
      });
      const formats = ['sarif', 'har', 'html', 'junit', 'ctrf', 'github'];
      const { code, said } = await portraitVerify(
        `http://127.0.0.1:${server.port}`,
        // Random requests change parameters, and mastodon has none.
        ...['--api', 'creators-hub', '--operation', 'getUserAvatar', '--fuzz', '30', '--seed', '3'],
        ...['--credential', `userSix=Bearer ${secret}`],
        ...formats.flatMap((format) => ['--report', `${format}=verify.${format}`]),
      );
      await server.stop();
      expect(code).toBe(1);
      expect(said).toContain('curl');
      expect(said).not.toContain(secret);
      const files = readdirSync(folder).filter((file) => file.startsWith('verify.'));
      expect(files.sort()).toEqual(formats.map((format) => `verify.${format}`).sort());
      const telling = files.filter((file) => readFileSync(join(folder, file), 'utf8').includes(secret));
      expect(telling).toEqual([]);
    },
    PATIENCE_MS,
  );
});

interface Entry {
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    postData?: { text: string; comment?: string };
  };
  response: {
    status: number;
    headers: { name: string; value: string }[];
    content: { size: number; text?: string; encoding?: string };
  };
}

interface Har {
  log: { entries: Entry[] };
}

describe('portrait verify --har', () => {
  let mock: RunningMock;
  let subjects: Subject[];
  let har: Har;

  beforeAll(async () => {
    mock = await startMock();
    subjects = await Promise.all(apis.map((api) => subjectNamed(api, new Map())));
    const picture = readFileSync(join(ROOT, 'openapi/creators-hub/examples/pictures/user-6.jpg'));
    const bearer = { authorization: 'Bearer portrait-user-6' };
    const ask = (target: string, init: RequestInit): Promise<Response> =>
      fetch(`${mock.origin}${target}`, { redirect: 'manual', ...init });
    const asked = [
      ask('/api/public/user/6/avatar', { headers: bearer }),
      ask('/api/public/user/6/avatar', {}),
      ask('/api/public/user/none/avatar', { headers: bearer }),
      ask('/api/public/user/me/avatarBytes', {
        method: 'PUT',
        headers: { ...bearer, 'content-type': 'image/jpeg' },
        body: picture,
      }),
      ask('/stream/0/users/1558/avatar?w=40', {}),
      ask('/stream/0/users/me', {
        method: 'PATCH',
        headers: { authorization: 'Bearer portrait-adnapi-update-profile', 'content-type': 'application/json' },
        body: '{"name":"Mark"}',
      }),
      ask('/api/v1/profile/avatar', {
        method: 'DELETE',
        headers: { authorization: 'Bearer portrait-rob-write-accounts' },
      }),
    ];
    for (const answer of await Promise.all(asked)) await answer.arrayBuffer();
    har = (await (await fetch(`${mock.origin}/_portrait/requests.har`)).json()) as Har;
  }, PATIENCE_MS);
  afterAll(() => mock?.stop());

  const checksThatFail = async (recorded: Har): Promise<CheckName[]> => {
    const file = join(folder, 'recorded.har');
    writeFileSync(file, JSON.stringify(recorded));
    const options = { seed: 1, checks: new Set(CHECK_NAMES) };
    const { summary } = await verifyRecorded(file, subjects, options, { end() {} });
    expect(summary.exchanges).toBe(7);
    return summary.findings.map(({ check }) => check);
  };

  test('finds nothing in what the mock has answered, good requests and bad ones', async () => {
    expect(await checksThatFail(har)).toEqual([]);
  });

  test('does not ask who may, of a recording from which a browser has left out all credentials', async () => {
    const sanitized = structuredClone(har);
    for (const { request } of sanitized.log.entries)
      request.headers = request.headers.filter(({ name }) => name.toLowerCase() !== 'authorization');
    expect(await checksThatFail(sanitized)).toEqual([]);
  });

  test.each<[what: string, method: string, target: string, check: CheckName, tamper: (entry: Entry) => void]>([
    [
      'a status',
      'GET',
      '/user/6/avatar',
      'status_code_conformance',
      ({ response }) => Object.assign(response, { status: 207 }),
    ],
    [
      'a header',
      'GET',
      '/stream/0/users/',
      'response_headers_conformance',
      ({ response }) => {
        response.headers = response.headers.filter(({ name }) => name.toLowerCase() !== 'location');
      },
    ],
    [
      'a body',
      'DELETE',
      '/profile/avatar',
      'response_schema_conformance',
      ({ response: { content } }) => {
        content.text = (content.text ?? '').replace('"id":"110357222516183152"', '"id":7');
      },
    ],
    [
      'the bytes of an uploaded picture',
      'PUT',
      '/avatarBytes',
      'negative_data_rejection',
      ({ request: { postData } }) => {
        if (postData)
          Object.assign(postData, { text: Buffer.from('This is no picture.').toString('base64'), comment: 'base64' });
      },
    ],
  ])('finds that %s is another', async (_, method, target, check, tamper) => {
    const tampered = structuredClone(har);
    const found = tampered.log.entries.filter(
      ({ request, response }) => request.method === method && request.url.includes(target) && response.status < 400,
    );
    expect(found.length).toBe(1);
    for (const entry of found) tamper(entry);
    expect(await checksThatFail(tampered)).toContain(check);
  });
});
