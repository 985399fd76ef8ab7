import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { harIn } from '../../src/verify/har-entries.ts';
import { listening } from '../loopback.ts';
import { type Ended, type Runs, startPortrait, startRuns } from './command-line.ts';

const PATIENCE_MS = 120_000;

/** A contract whose answers may nest without end. */
const SPEC = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'getThings',
        responses: {
          200: {
            description: 'Things.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Node: {
        type: ['object', 'array'],
        additionalProperties: false,
        items: { $ref: '#/components/schemas/Node' },
      },
    },
  },
};

let folder: string;
let spec: string;
let runs: Runs;
beforeAll(() => {
  runs = startRuns();
  folder = mkdtempSync(join(tmpdir(), 'portrait-hostile-'));
  spec = join(folder, 'openapi.json');
  writeFileSync(spec, JSON.stringify(SPEC));
});
afterAll(async () => {
  await runs.stop();
  rmSync(folder, { recursive: true });
});

const environment = (): NodeJS.ProcessEnv => ({ NODE_OPTIONS: '', TMPDIR: folder, GITHUB_ACTIONS: '' });
const portraitVerify = (args: string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  runs.run(['verify', ...args], folder, { ...environment(), ...more });

/** Limits such as people write who mean that there are none. */
const HUGE = `
openapi: 3.1.0
info: { title: Huge, version: 1.0.0 }
paths:
  /things:
    post:
      operationId: addThing
      parameters:
        - { name: q, in: query, schema: { type: string, maxLength: 1000000000000 } }
        - { name: n, in: query, schema: { type: integer, minimum: -1000000000000000000000, maximum: 1.0e+300 } }
        - { name: all, in: query, schema: { type: array, maxItems: 1000000000, items: { type: string } } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string, minLength: 1, maxLength: 1000000000000 }
                list: { type: array, minItems: 1000000000, items: { type: integer } }
      responses: { '200': { description: ok }, '400': { description: no } }
`;

/** A tree whose nodes have many branches: each of which may be at an edge of its own, on every level. */
const TREE = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Tree', version: '1' },
  paths: {
    '/trees': {
      post: {
        operationId: 'plant',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
        responses: { 200: { description: 'ok' }, 400: { description: 'no' } },
      },
    },
  },
  components: {
    schemas: {
      Tree: {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 12 }, (_, branch) => [`b${branch}`, { $ref: '#/components/schemas/Tree' }]),
        ),
      },
    },
  },
});

interface Hostile {
  server: Server;
  origin: string;
  came: IncomingMessage[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server that says of itself what `health` has, and answers everything else as it likes. */
async function hostile(answer: RequestListener, health?: object): Promise<Hostile> {
  const came: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    request.resume();
    came.push(request);
    if (request.url !== '/_portrait/health') answer(request, response);
    else response.writeHead(health === undefined ? 404 : 200).end(JSON.stringify(health));
  });
  const { origin, stop } = await listening(server);
  return { server, origin, came, [Symbol.asyncDispose]: stop };
}

function json(text: string): RequestListener {
  return (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

const SERVE = { server: 'portrait serve', version: '9' };

describe('portrait verify, held against a hostile server', () => {
  test.each<[what: string, answer: RequestListener, health: object | undefined]>([
    ['lists within lists without end', json('['.repeat(100_000) + ']'.repeat(100_000)), undefined],
    [
      'another protocol',
      (_, { socket }) => socket?.end('HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      undefined,
    ],
    ['a name that is none', json('{"a":1}'), { server: 5, version: {} }],
    ['a key of megabytes', json(`{"${'k'.repeat(4_000_000)}":1}`), undefined],
  ])(
    'finds, and reports in bounds, %s',
    async (_, answer, health) => {
      await using server = await hostile(answer, health);
      const formats = ['sarif', 'junit', 'html', 'ctrf'];
      const { code, said } = await portraitVerify([
        ...[server.origin, '--spec', spec, '--fuzz', '1', '--max-time', '20'],
        ...formats.flatMap((format) => ['--report', `${format}=hostile.${format}`]),
      ]);
      expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('The contract is broken') });
      for (const format of formats) expect(statSync(join(folder, `hostile.${format}`)).size).toBeLessThan(1_000_000);
      expect(readFileSync(join(folder, 'hostile.junit'), 'utf8')).toMatch(/<\/testsuites>\s*$/);
    },
    PATIENCE_MS,
  );

  test(
    'tries limits that nobody can reach no further than anybody would',
    async () => {
      const huge = join(folder, 'huge.yaml');
      writeFileSync(huge, HUGE);
      await using server = await hostile((_, response) => response.writeHead(400).end());
      const { code, said } = await portraitVerify([server.origin, '--spec', huge, '--fuzz', '3', '--seed', '3']);
      expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('positive_data_acceptance') });
    },
    PATIENCE_MS,
  );

  test(
    'tries a schema that contains itself no deeper than it can be walked',
    async () => {
      const tree = join(folder, 'tree.json');
      writeFileSync(tree, TREE);
      await using server = await hostile(json('{}'));
      const { code, said } = await portraitVerify([server.origin, '--spec', tree, '--fuzz', '1', '--max-time', '20']);
      expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('The contract is broken') });
      expect(server.came.length).toBeLessThan(5_000);
    },
    PATIENCE_MS,
  );

  test(
    'looks for its contracts no longer than a run may take',
    async () => {
      await using server = await hostile(async (_, response) => {
        await sleep(400);
        response.writeHead(404).end();
      });
      const { code, said } = await portraitVerify([server.origin, '--max-time', '1']);
      expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining('answers at') });
      expect(server.came.length).toBeLessThan(12);
    },
    PATIENCE_MS,
  );

  test(
    'says nothing that GitHub Actions would take for a command',
    async () => {
      await using server = await hostile(json('{"##[add-mask]a":1}'), { server: 'portrait x\n::error::forged' });
      const { said } = await portraitVerify([server.origin, '--spec', spec, '--fuzz', '0'], { GITHUB_ACTIONS: 'true' });
      expect(said).not.toMatch(/^\s*::error/m);
      const [, token = '', paused = ''] = /^::stop-commands::(\S+)$([\s\S]*)/m.exec(said) ?? [];
      expect(token).not.toBe('');
      const [within = '', after] = paused.split(`\n::${token}::\n`);
      expect(within).toContain('##[add-mask]');
      expect([said.slice(0, said.indexOf('::stop-commands')), after].join('')).not.toContain('##[');
    },
    PATIENCE_MS,
  );

  test(
    'sends nothing that could change anything with --read-only, to one that says it is Portrait’s either',
    async () => {
      await using server = await hostile(json('{}'), SERVE);
      await portraitVerify([server.origin, '--api', 'creators-hub', '--read-only', '--fuzz', '1']);
      expect([...new Set(server.came.map(({ method }) => method))].sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
      const sessions = new Set(server.came.map(({ headers }) => headers['x-portrait-session']));
      expect(sessions.size).toBeGreaterThan(2);
    },
    PATIENCE_MS,
  );

  test(
    'ends in the middle of a sequence when the time is over',
    async () => {
      await using server = await hostile(async (_, response) => {
        await sleep(100);
        response.writeHead(200).end();
      }, SERVE);
      const args = ['--api', 'mastodon', '--operation', 'deleteProfileAvatar', '--max-time', '1', '--connections', '1'];
      const { said } = await portraitVerify([server.origin, ...args]);
      expect(said).toContain('Time was over after 1 s');
      expect(said).not.toContain('The contract is held');
      expect(server.came.length).toBeLessThan(40);
    },
    PATIENCE_MS,
  );

  test.each<['SIGINT' | 'SIGTERM', number, string]>([
    ['SIGINT', 200, '{}'],
    ['SIGTERM', 500, '{}'],
  ])(
    'is stopped by %s, and its reports are whole',
    async (signal, status, body) => {
      await using server = await hostile(async (_, response) => {
        await sleep(300);
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
      const reports = ['--report', 'junit=cut.xml', '--report', 'har=cut.har'];
      const args = ['verify', server.origin, '--spec', spec, ...reports];
      const run = startPortrait(args, folder, environment());
      while (server.came.length < 8 && run.process.exitCode === null) await sleep(20);
      run.process.kill(signal);
      const { code, said } = await run.ended;
      expect(said).toContain('The run was interrupted: not everything was tried.');
      expect(said).toContain(status === 500 ? '✗ not_a_server_error' : 'Interrupted before everything was tried');
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(readFileSync(join(folder, 'cut.xml'), 'utf8')).toMatch(/<\/testsuites>\s*$/);
      expect(JSON.parse(readFileSync(join(folder, 'cut.har'), 'utf8')).log.entries.length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});

describe('a secret of the caller’s', () => {
  test(
    'is in no report, in whatever letters it is written there',
    async () => {
      const secret = "s'E+cr/Et==";
      // Tells what it was told, decoded and not.
      await using server = await hostile((request, response) => {
        const { authorization = '' } = request.headers;
        response.writeHead(500, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({ told: authorization, asked: request.url, form: encodeURIComponent(authorization) }),
        );
      });
      const formats = ['sarif', 'har', 'html', 'junit', 'ctrf'];
      const { said } = await portraitVerify([
        ...[server.origin, '--api', 'app-net', '--operation', 'updateMyProfile', '--operation', 'uploadMyAvatar'],
        ...['--fuzz', '1', '--max-time', '4', '--credential', `profileEditor=Bearer ${secret}`],
        ...formats.flatMap((format) => ['--report', `${format}=told.${format}`]),
      ]);
      expect(said).toContain('curl');
      const written = [said, ...formats.map((format) => readFileSync(join(folder, `told.${format}`), 'utf8'))];
      for (const way of [secret, encodeURIComponent(secret), secret.toUpperCase(), "s'\\''E", 'E+cr/E', 'E%2Bcr'])
        expect(written.filter((text) => text.includes(way))).toEqual([]);
      // Nor in the octets that a line hands on to curl.
      for (const [, encoded = ''] of said.matchAll(/printf %s (\S+) \| base64/g))
        expect(Buffer.from(encoded, 'base64').toString('latin1')).not.toContain(secret);
    },
    PATIENCE_MS,
  );
});

describe('a recording', () => {
  const whole = {
    startedDateTime: '2026-01-31T12:00:00Z',
    time: 1,
    request: { method: 'GET', url: 'http://127.0.0.1/things', headers: [] },
    response: {
      ...{ status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1' },
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { size: 2, text: '{}' },
    },
  };
  const judge = (entry: unknown) => {
    writeFileSync(join(folder, 'recorded.har'), JSON.stringify({ log: { entries: [entry] } }));
    return portraitVerify(['--har', 'recorded.har', '--spec', spec, '--report', 'junit=recorded.xml']);
  };

  test(
    'has its JUnit report like any run',
    async () => {
      const { code } = await judge(whole);
      expect(code).toBe(0);
      expect(readFileSync(join(folder, 'recorded.xml'), 'utf8')).toMatch(/<\/testsuites>\s*$/);
    },
    PATIENCE_MS,
  );

  test(
    'that is broken is refused',
    async () => {
      const { code, said } = await judge(null);
      expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining('log.entries[0] must be object') });
    },
    PATIENCE_MS,
  );

  test.each<[place: string, entry: unknown]>([
    ['log.entries[0].response must have required property', { ...whole, response: {} }],
    [
      'log.entries[0].request.headers.0 must have',
      { ...whole, request: { ...whole.request, headers: [{ name: 'a' }] } },
    ],
    ['log.entries[0].startedDateTime must match', { ...whole, startedDateTime: 'yesterday' }],
  ])('that is broken is refused with the place: %s', (place, entry) => {
    const text = JSON.stringify({ log: { entries: [entry] } });
    expect(() => harIn(text, 'recorded.har')).toThrow(`recorded.har is no HAR: ${place}`);
  });
});
