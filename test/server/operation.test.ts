import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Json, TestCredential } from '../../src/contract/document.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { BOUNDARY, filePart, formBytes } from '../../src/verify/cases/uploads/form.ts';
import { picture } from '../../src/verify/cases/uploads/pictures.ts';
import { contracts, operations } from '../contracts.ts';
import { databases, type LastingPlace } from '../databases.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { type RunningServer, startServe } from '../server-process.ts';
import { emptyFile } from '../storage/places.ts';
import { type Ask, askIn, contractNamed, credentialNamed, fileForm } from './behaviour.ts';
import { servedOn } from './served.ts';

const ROB = credentialNamed(contractNamed('mastodon'), 'rob-write');
const SIX = credentialNamed(contractNamed('creators-hub'), 'userSix');
const EDITOR = credentialNamed(contractNamed('app-net'), 'profileEditor');
const CUSTOMER = {
  as: credentialNamed(contractNamed('adapty'), 'secret-key'),
  headers: { 'adapty-customer-user-id': 'customer-1001' },
};

const AVATAR = '/api/v1/profile/avatar';
const UPLOAD = '/api/public/user/me/updateAvatarFile';

describe.each(databases)('the reference server on %s', (_, open) => {
  const served = servedOn(open, '--log-format', 'json', '--rate-limits', 'off');

  it('asked to stop finishes an upload in flight, exits with 0, and remembers all four APIs at the next start', async () => {
    const first = await startServe(served.database.place, '--log-format', 'off');
    const [before, avatarUrl] = await useAndStop(first);

    const second = await startServe(served.database.place, '--log-format', 'off');
    const local = (text: string): string => text.replaceAll(first.origin, second.origin);
    try {
      for (const [index, session] of ['', 'lasting'].entries()) {
        const ask = askIn(second.origin, session);
        expect(await look(ask)).toEqual(before[index]?.map(local));
        expect((await ask('DELETE', '/api/v2/server-side-api/profile/', CUSTOMER)).status).toBe(404);
      }
      const seen = await askIn(second.origin, IN_FLIGHT)('GET', '/api/public/user/me/avatar', { as: SIX });
      expect(jsonIn(seen)).toEqual({ avatarUrl: local(avatarUrl) });
      expect((await fetch(local(avatarUrl))).headers.get('content-type')).toBe('image/jpeg');
    } finally {
      await second.stop();
    }
  });

  it('puts the API’s own 500 in the place of what a damaged record makes of an answer, and tells the log', async () => {
    const answer = await askAboutDamaged(served.server, served.database);
    expect([answer.status, jsonIn(answer)]).toEqual([500, { error: expect.any(String) }]);
  });

  it('with --gate report lets it pass, and tells the log all the same', async () => {
    const lenient = await startServe(served.database.place, '--log-format', 'json', '--gate', 'report');
    try {
      const answer = await askAboutDamaged(lenient, served.database);
      expect([answer.status, jsonIn(answer)]).toEqual([200, expect.objectContaining({ user: 'rob' })]);
    } finally {
      await lenient.stop();
    }
  });

  it('logs each request as one line of JSON by its id, and no secret of any credential', async () => {
    const session = 'logged';
    const answers: Answered[] = [];
    for (const [, contract, operation] of operations) {
      for (const credential of contract.credentials) {
        const { headers, ...good } = goodRequest(contract, operation, { credential });
        const secret = secretOf(credential);
        const inSession = { ...headers, 'x-portrait-session': session };
        answers.push(await exchange(served.origin, { ...good, headers: inSession }));
        const path = `${good.path}?access_token=${secret}&bearer_token=${secret}`;
        const elsewhere = { ...inSession, authorization: undefined, cookie: `token=${secret}` };
        answers.push(await exchange(served.origin, { ...good, path, headers: elsewhere }));
      }
    }
    const lines = await linesIn(served.server, session, answers.length);
    expect(lines.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
    const ids = lines.map(({ requestId }) => requestId as string);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [index, { headers }] of answers.entries()) {
      const id = headers['x-request-id'] ?? headers['request-id'];
      if (id !== undefined) expect(ids[index]?.replaceAll('-', '')).toBe(id.replaceAll('-', ''));
    }
    const secrets = contracts.flatMap(({ credentials }) => credentials.map(secretOf));
    expect(secrets.filter((secret) => served.server.output().includes(secret))).toEqual([]);
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

/** Uses a server and stops it in the middle of an upload; gives what was to be seen before, and the upload's URL. */
async function useAndStop(server: RunningServer): Promise<[seen: string[][], avatarUrl: string]> {
  try {
    const seen = await Promise.all(['', 'lasting'].map((session) => useAll(askIn(server.origin, session), session)));
    const upload = await halfAnUpload(server.origin);
    const stopped = server.stop();
    await sleep(300);
    await expect(fetch(server.origin)).rejects.toThrow();
    const { status, avatarUrl } = await upload.finish();
    expect([status, await stopped]).toEqual([200, 0]);
    return [seen, avatarUrl];
  } finally {
    await server.stop();
  }
}

/** Changes something in each API; gives what is to be seen of it. */
async function useAll(ask: Ask, name: string): Promise<string[]> {
  expect((await ask('DELETE', AVATAR, { as: ROB })).status).toBe(200);
  expect((await ask('DELETE', '/api/v2/server-side-api/profile/', CUSTOMER)).status).toBe(204);
  expect((await ask('PATCH', '/users/me', { as: EDITOR, json: { name: `Mark ${name}` } })).status).toBe(200);
  const form = fileForm('avatar', await picture('png', 30), 'image/png');
  expect((await ask('PUT', UPLOAD, { as: SIX, form })).status).toBe(200);
  return look(ask);
}

async function look(ask: Ask): Promise<string[]> {
  const account = await ask('DELETE', '/api/v1/profile/header', { as: ROB });
  const profile = await ask('PATCH', '/users/me?include_user_annotations=1', { as: EDITOR, json: {} });
  const avatar = await ask('GET', '/api/public/user/6/avatar', { as: SIX });
  const { avatarUrl } = jsonIn(avatar) as { avatarUrl: string };
  const loaded = await ask('GET', new URL(avatarUrl).pathname);
  return [...[account, profile, avatar].map(({ body }) => body.toString()), loaded.body.toString('base64')];
}

const IN_FLIGHT = 'in-flight';

/** Sends one half of an upload. */
async function halfAnUpload(origin: string): Promise<{ finish(): Promise<{ status: number; avatarUrl: string }> }> {
  const body = formBytes([filePart('avatar', 'image/jpeg', await picture('jpeg', 200))]);
  const half = body.length >> 1;
  const headers = {
    authorization: SIX,
    'x-portrait-session': IN_FLIGHT,
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'content-length': body.length,
  };
  const outgoing = httpRequest(`${origin}${UPLOAD}`, { method: 'PUT', headers });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  outgoing.write(body.subarray(0, half));
  await sleep(150);
  return {
    async finish() {
      outgoing.end(body.subarray(half));
      const [incoming] = await answered;
      return { status: incoming.statusCode ?? 0, ...JSON.parse((await buffer(incoming)).toString()) };
    },
  };
}

/**
 * Deletes Rob's avatar, spoils in the database what became of the account, and asks again; the log and the metrics have
 * to tell of the answer that comes.
 */
async function askAboutDamaged(server: RunningServer, database: LastingPlace): Promise<Answered> {
  const session = `damaged-${server.pid}`;
  const request = { method: 'DELETE', path: AVATAR, headers: { authorization: ROB, 'x-portrait-session': session } };
  expect((await exchange(server.origin, request)).status).toBe(200);
  await database.run(`update records set value = replace(value, '"username":', '"user":') where world = '${session}'`);
  const answer = await exchange(server.origin, request);
  const metrics = (await exchange(server.origin, { method: 'GET', path: '/_portrait/metrics' })).body.toString();
  const labels = 'api="mastodon",operation="deleteProfileAvatar",check="[^"]+"';
  expect(metrics).toMatch(new RegExp(`^portrait_contract_violations_total\\{${labels}\\} 1$`, 'm'));
  await linesIn(server, session, 2);
  const told = linesOf(server).find(({ level }) => level === 50)?.['msg'];
  expect(told).toMatch(/^deleteProfileAvatar of mastodon broke its contract with a 200 .*username/s);
  expect(told).toContain(answer.headers['x-request-id']);
  return answer;
}

function secretOf({ credential }: TestCredential): string {
  return credential.slice(credential.indexOf(' ') + 1);
}

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

/** The lines of a session, as soon as there are so many. */
async function linesIn(server: RunningServer, session: string, many: number): Promise<Line[]> {
  for (const giveUpAt = Date.now() + 5_000; Date.now() < giveUpAt; await sleep(20)) {
    const lines = linesOf(server).filter((line) => line['session'] === session);
    if (lines.length >= many) return lines;
  }
  throw new Error(`Fewer than ${many} requests of the session ${session} were logged.`);
}
