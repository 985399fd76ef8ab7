import { request as httpRequest } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { contracts, operations } from '../contracts.ts';
import { databases, type LastingPlace } from '../databases.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { goodRequest } from '../good-request.ts';
import { IN_MEMORY, type RunningServer, startServe } from '../server-process.ts';
import { emptyFile } from '../storage/places.ts';
import { BOUNDARY, filePart, formBytes } from '../uploads/form.ts';
import { picture } from '../uploads/pictures.ts';
import { type Ask, askIn, contractNamed, credentialNamed } from './behaviour.ts';

const ROB = credentialNamed(contractNamed('mastodon'), 'rob-write');
const SIX = credentialNamed(contractNamed('creators-hub'), 'userSix');
const EDITOR = credentialNamed(contractNamed('app-net'), 'profileEditor');
const APP_KEY = credentialNamed(contractNamed('adapty'), 'secret-key');

const AVATAR = '/api/v1/profile/avatar';
const UPLOAD = '/api/public/user/me/updateAvatarFile';

describe.each(databases)('the reference server on %s', (_, open) => {
  let database: LastingPlace;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.close());

  /** Starts a server on the database, uses it and stops it; gives the exit code. */
  const serving = async (use: (server: RunningServer) => Promise<void>, ...args: string[]): Promise<number | null> => {
    const server = await startServe(database.place, '--log-format', 'json', ...args);
    try {
      await use(server);
    } finally {
      await server.stop();
    }
    return server.process.exitCode;
  };

  it('remembers all four APIs from one start to the next', async () => {
    const seen: unknown[] = [];
    const look = async (ask: Ask, origin: string): Promise<unknown> => {
      const { avatarUrl } = jsonIn(await ask('GET', '/api/public/user/6/avatar', { as: SIX })) as { avatarUrl: string };
      const picture = await ask('GET', new URL(avatarUrl).pathname);
      const cover = await ask('GET', '/users/1558/cover');
      const profile = await ask('PATCH', '/users/me?include_user_annotations=1', { as: EDITOR, json: {} });
      const account = await ask('DELETE', '/api/v1/profile/header', { as: ROB });
      const about = [avatarUrl, cover.headers['location'], profile.body.toString(), account.body.toString()];
      return [...about.map((text) => text?.replaceAll(origin, '')), picture.headers['etag'], picture.body];
    };
    const adapty = { as: APP_KEY, headers: { 'adapty-customer-user-id': 'customer-1001' } };
    const code = await serving(async ({ origin }) => {
      for (const session of ['', 'lasting']) {
        const ask = askIn(origin, session);
        expect((await ask('DELETE', AVATAR, { as: ROB })).status).toBe(200);
        expect((await ask('DELETE', '/api/v2/server-side-api/profile/', adapty)).status).toBe(204);
        expect((await ask('PATCH', '/users/me', { as: EDITOR, json: { name: `Mark ${session}` } })).status).toBe(200);
        const form = new FormData();
        form.set('avatar', new File([new Uint8Array(await picture('png', 30))], 'me.png', { type: 'image/png' }));
        expect((await ask('PUT', UPLOAD, { as: SIX, form })).status).toBe(200);
        seen.push(await look(ask, origin));
      }
    });
    expect(code).toBe(0);
    await serving(async ({ origin }) => {
      for (const [index, session] of ['', 'lasting'].entries()) {
        const ask = askIn(origin, session);
        expect(await look(ask, origin)).toEqual(seen[index]);
        expect((await ask('DELETE', '/api/v2/server-side-api/profile/', adapty)).status).toBe(404);
      }
    });
  });

  it('finishes an upload in flight when it is asked to stop, and exits with 0', async () => {
    const server = await startServe(database.place, '--log-format', 'off');
    const body = formBytes([filePart('avatar', 'image/jpeg', await picture('jpeg', 200))]);
    const half = body.length >> 1;
    const outgoing = httpRequest(`${server.origin}${UPLOAD}`, {
      method: 'PUT',
      headers: {
        authorization: SIX,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        'content-length': body.length,
      },
    });
    const answered = new Promise<[number | undefined, Buffer]>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) =>
        buffer(incoming).then((bytes) => resolve([incoming.statusCode, bytes]), reject),
      );
    });
    outgoing.write(body.subarray(0, half));
    await sleep(150);
    const stopped = server.stop();
    await sleep(300);
    await expect(fetch(server.origin)).rejects.toThrow();
    outgoing.end(body.subarray(half));
    const [status, bytes] = await answered;
    expect([status, await stopped]).toEqual([200, 0]);
    const { avatarUrl } = JSON.parse(bytes.toString()) as { avatarUrl: string };
    await serving(async ({ origin }) => {
      const seen = await askIn(origin, '')('GET', '/api/public/user/me/avatar', { as: SIX });
      const { pathname } = new URL(avatarUrl);
      expect(jsonIn(seen)).toEqual({ avatarUrl: `${origin}${pathname}` });
      expect((await fetch(`${origin}${pathname}`)).headers.get('content-type')).toBe('image/jpeg');
    });
  });

  it.each<[mode: string, status: number]>([
    ['strict', 500],
    ['report', 200],
  ])(
    'with --gate %s answers %i from a record that somebody has damaged, tells the log and counts',
    async (mode, status) => {
      const session = `gate-${mode}`;
      await serving(
        async (server) => {
          const request = {
            method: 'DELETE',
            path: AVATAR,
            headers: { authorization: ROB, 'x-portrait-session': session },
          };
          expect((await exchange(server.origin, request)).status).toBe(200);
          await database.run(
            `update records set value = replace(value, '"username":', '"user":') where world = '${session}'`,
          );
          const answer = await exchange(server.origin, request);
          expect([answer.status, jsonIn(answer)]).toEqual([
            status,
            status === 500 ? { error: expect.any(String) } : expect.objectContaining({ user: 'rob' }),
          ]);
          const metrics = (
            await exchange(server.origin, { method: 'GET', path: '/_portrait/metrics' })
          ).body.toString();
          expect(metrics).toMatch(
            /^portrait_contract_violations_total\{api="mastodon",operation="deleteProfileAvatar",.*\} 1$/m,
          );
          const told = await lineOf(server, ({ level }) => level === 50);
          expect(told['msg']).toMatch(/deleteProfileAvatar of mastodon broke its contract with a 200/);
          expect(told['msg']).toContain(answer.headers['x-request-id']);
        },
        '--gate',
        mode,
      );
    },
  );

  it('logs each request as one line of JSON by its id, and no secret of any credential', async () => {
    await serving(
      async (server) => {
        const session = 'logged';
        const answers: Answered[] = [];
        for (const [, contract, operation] of operations) {
          for (const credential of contract.credentials) {
            const good = goodRequest(contract, operation, { credential });
            const secret = credential.credential.replace(/^\S+ /, '');
            const headers = { ...good.headers, 'x-portrait-session': session };
            answers.push(await exchange(server.origin, { ...good, headers }));
            const search = `access_token=${secret}&bearer_token=${secret}`;
            const cookie = `token=${secret}`;
            answers.push(
              await exchange(server.origin, {
                ...good,
                path: `${good.path}?${search}`,
                headers: { ...headers, authorization: undefined, cookie },
              }),
            );
          }
        }
        const last = answers.at(-1)?.headers['x-request-id'];
        await lineOf(server, ({ requestId, url }) => last === undefined || requestId === last || url === '/never');
        await sleep(200);
        const lines = linesOf(server).filter(({ session: one }) => one === session);
        expect(lines.length).toBe(answers.length);
        expect(lines.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
        const ids = lines.map(({ requestId }) => requestId as string);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [index, { headers }] of answers.entries()) {
          const id = headers['x-request-id'] ?? headers['request-id'];
          if (id !== undefined) expect(ids[index]?.replaceAll('-', '')).toBe(id.replaceAll('-', ''));
        }
        const secrets = contracts.flatMap(({ credentials }) =>
          credentials.map(({ credential }) => credential.split(' ')[1]),
        );
        expect(secrets.filter((secret) => server.output().includes(secret ?? '?'))).toEqual([]);
      },
      '--rate-limits',
      'off',
    );
  });
});

describe('a SQLite file that another process has locked', () => {
  it('is read as before; changes fail as the contract has it, and work again afterwards', async () => {
    const { place, stop } = await emptyFile();
    const server = await startServe({ args: ['--data', place.file] }, '--log-format', 'off');
    const other = new DatabaseSync(place.file);
    try {
      const ask = askIn(server.origin, '');
      const remove = (): Promise<Answered> => ask('DELETE', AVATAR, { as: ROB });
      const upload = async (): Promise<Answered> =>
        ask('PUT', '/api/public/user/me/avatarBytes', {
          as: SIX,
          headers: { 'content-type': 'image/png' },
          body: await picture('png', 30),
        });
      other.exec('begin exclusive');
      const failing = Promise.all([remove(), upload()]);
      const read = await ask('GET', '/api/public/user/me/avatar', { as: SIX });
      expect(read.status).toBe(200);
      expect((await exchange(server.origin, { method: 'GET', path: '/_portrait/health' })).status).toBe(200);
      expect((await failing).map(({ status }) => status)).toEqual([503, 500]);
      expect(jsonIn(await ask('GET', '/api/public/user/me/avatar', { as: SIX }))).toEqual(jsonIn(read));
      other.exec('rollback');
      expect([(await remove()).status, (await upload()).status]).toEqual([200, 200]);
    } finally {
      other.close();
      await server.stop();
      await stop();
    }
  });
});

it('A server in memory forgets when it stops, and listens where it is told', async () => {
  const first = await startServe(IN_MEMORY, '--log-format', 'off', '--host', 'localhost');
  expect(first.origin).toMatch(/^http:\/\/localhost:\d+$/);
  await askIn(first.origin, '')('DELETE', '/api/v1/profile/header', { as: ROB });
  expect(await first.stop()).toBe(0);
  const second = await startServe(IN_MEMORY, '--log-format', 'off');
  const account = jsonIn(await askIn(second.origin, '')('DELETE', AVATAR, { as: ROB })) as Record<string, string>;
  expect(account['header']).not.toContain('missing.png');
  await second.stop();
});

type Line = Record<string, Json>;

function linesOf(server: RunningServer): Line[] {
  return server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        // The last one may be on its way.
        return [];
      }
    });
}

/** The first line of the log that is so, as soon as it is written. */
async function lineOf(server: RunningServer, isIt: (line: Line) => boolean): Promise<Line> {
  for (const giveUpAt = Date.now() + 5_000; Date.now() < giveUpAt; await sleep(20)) {
    const found = linesOf(server).find(isIt);
    if (found !== undefined) return found;
  }
  throw new Error('No such line was logged.');
}
