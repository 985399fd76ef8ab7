import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { contracts } from '../contracts.ts';
import { databases, failingDatabases } from '../databases.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { expectProblem } from '../problem.ts';
import { startServe } from '../server-process.ts';
import { askIn, contractNamed, credentialNamed } from './behaviour.ts';
import { servedOn } from './served.ts';

const ROB = credentialNamed(contractNamed('mastodon'), 'rob-write');
const AVATAR = '/api/v1/profile/avatar';
const IDLE_MINUTES = '0.05';

interface SessionInfo {
  name: string | null;
  createdAt: string;
  usedAt: string;
  changes: number;
}

describe.each(failingDatabases)('a page of the reference server on %s', (storageName, open) => {
  const served = servedOn(open, '--log-format', 'off');

  const page = (method: string, path: string, headers: Record<string, string> = {}): Promise<Answered> =>
    exchange(served.origin, { method, path, headers });
  const deleteIn = (session: string): Promise<Answered> => askIn(served.origin, session)('DELETE', AVATAR, { as: ROB });
  const sessions = async (): Promise<SessionInfo[]> =>
    (jsonIn(await page('GET', '/_portrait/sessions')) as unknown as { sessions: SessionInfo[] }).sessions;
  const changesIn = async (name: string | null): Promise<number | undefined> =>
    (await sessions()).find((session) => session.name === name)?.changes;

  it('/_portrait/health says what is served, and where it is remembered', async () => {
    const health = await page('GET', '/_portrait/health');
    expect([health.status, health.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(jsonIn(health)).toMatchObject({
      status: 'ok',
      uptimeSeconds: expect.any(Number),
      storage: expect.stringContaining(storageName),
      apis: contracts.map(({ api, operations }) => ({ name: api, operations: operations.length })),
    });
  });

  it('/_portrait/health is 503 while the database is away, and well again afterwards', async () => {
    const bringBack = await served.database.takeAway();
    const failing = await page('GET', '/_portrait/health');
    await bringBack();
    expect([failing.status, (jsonIn(failing) as Record<string, Json>)['status']]).toEqual([503, 'failing']);
    expect((jsonIn(failing) as Record<string, string>)['problem']).toContain(storageName);
    expect((await page('GET', '/_portrait/health')).status).toBe(200);
    // So are the pages that ask it.
    expect((await page('GET', '/_portrait/sessions')).status).toBe(200);
    expect((await page('GET', '/_portrait/metrics')).status).toBe(200);
  });

  it('/_portrait/metrics is Prometheus text, and counts', async () => {
    const session = randomUUID();
    const before = await metrics(served.origin);
    await deleteIn(session);
    await askIn(served.origin, session)('DELETE', AVATAR);
    const after = await metrics(served.origin);
    const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    const labels = 'api="mastodon",operation="deleteProfileAvatar"';
    expect(grown(`portrait_requests_total{${labels},status="200"}`)).toBe(1);
    expect(grown(`portrait_requests_total{${labels},status="401"}`)).toBe(1);
    expect(grown('portrait_refusals_total{api="mastodon",kind="credentialMissing"}')).toBe(1);
    expect(grown(`portrait_request_duration_seconds_count{${labels}}`)).toBe(2);
    expect(grown('portrait_sessions')).toBe(1);
    expect([...after.keys()].filter((name) => name.startsWith('portrait_contract_violations_total{'))).toEqual([]);
  });

  it('/_portrait/sessions lists worlds with their changes', async () => {
    const name = `listed-${randomUUID()}`;
    const before = Date.now();
    expect(await changesIn(name)).toBeUndefined();
    await askIn(served.origin, name)('DELETE', AVATAR);
    expect(await changesIn(name)).toBe(0);
    await deleteIn(name);
    expect(await changesIn(name)).toBeGreaterThan(0);
    const listed = (await sessions()).find((session) => session.name === name);
    for (const time of [listed?.createdAt, listed?.usedAt]) {
      expect(Date.parse(time ?? '')).toBeGreaterThanOrEqual(before - 1_000);
      expect(Date.parse(time ?? '')).toBeLessThanOrEqual(Date.now());
    }
  });

  it('/_portrait/reset puts one world back, or all', async () => {
    const [one, other] = [`one-${randomUUID()}`, `other-${randomUUID()}`];
    for (const name of [one, other, '']) await deleteIn(name);
    const reset = await page('POST', '/_portrait/reset', { 'x-portrait-session': one });
    expect([reset.status, reset.body.length]).toEqual([204, 0]);
    expect(await changesIn(one)).toBe(0);
    for (const name of [other, null]) expect(await changesIn(name)).toBeGreaterThan(0);
    expect((await page('POST', `/_portrait/reset?session=${other}`)).status).toBe(204);
    expect(await changesIn(other)).toBe(0);
    expect(await changesIn(null)).toBeGreaterThan(0);
    expect((await page('POST', '/_portrait/reset')).status).toBe(204);
    expect(await changesIn(null)).toBe(0);
    for (const name of [one, other, '']) await deleteIn(name);
    expect((await page('POST', '/_portrait/reset?all')).status).toBe(204);
    expect((await sessions()).filter(({ changes }) => changes > 0)).toEqual([]);
  });

  it('DELETE /_portrait/sessions forgets the session of the request, and no other', async () => {
    const [one, other] = [`one-${randomUUID()}`, `other-${randomUUID()}`];
    for (const name of [one, other]) await deleteIn(name);
    const header = { 'x-portrait-session': one };
    expectProblem(await page('DELETE', '/_portrait/sessions', { ...header, origin: 'https://evil.example' }), 403);
    expect(await changesIn(one)).toBeGreaterThan(0);
    expect((await page('DELETE', '/_portrait/sessions', header)).status).toBe(204);
    expect(await changesIn(one)).toBeUndefined();
    expect(await changesIn(other)).toBeGreaterThan(0);
    expectProblem(await page('DELETE', '/_portrait/sessions'), 400);
    await askIn(served.origin, one)('DELETE', AVATAR);
    expect(await changesIn(one)).toBe(0);
  });

  it('/_portrait/reset heeds no page of another origin, and only POST', async () => {
    await deleteIn('');
    for (const origin of ['https://evil.example', 'null', served.origin.replace('127.0.0.1', 'localhost')])
      expectProblem(await page('POST', '/_portrait/reset', { origin }), 403);
    const renamed = await page('POST', '/_portrait/reset', { host: 'evil.example' });
    expectProblem(renamed, 403);
    const read = await page('GET', '/_portrait/reset');
    expectProblem(read, 405);
    expect(read.headers['allow']).toBe('POST');
    expect(await changesIn(null)).toBeGreaterThan(0);
    expect((await page('POST', '/_portrait/reset', { origin: served.origin })).status).toBe(204);
    expect(await changesIn(null)).toBe(0);
  });

  it.each(['no name', 'a/b', 'x'.repeat(65), ''])('refuses “%s” as the name of a session', async (name) => {
    const headers = { 'x-portrait-session': name, authorization: ROB };
    const answer = await exchange(served.origin, { method: 'DELETE', path: AVATAR, headers });
    expect([answer.status, jsonIn(answer)]).toEqual([400, { error: expect.stringContaining('no name of a session') }]);
  });

  it.each([...contracts.map(({ api }) => `/openapi/${api}.json`), '/', '/favicon.ico'])('%s is there', async (path) => {
    const answer = await page('GET', path);
    expect([answer.status, answer.body.length > 0]).toEqual([200, true]);
  });
});

describe('a session that is idle', () => {
  it.each(databases)('is forgotten on %s; the shared world and busy ones stay', async (_name, open) => {
    const database = await open();
    const server = await startServe(database.place, '--log-format', 'off', '--session-idle', IDLE_MINUTES);
    try {
      const [idle, busy] = ['idle', 'busy'].map((name) => askIn(server.origin, name));
      // The idle one last: a first request takes long on a busy machine.
      for (const ask of [askIn(server.origin, ''), busy, idle]) await ask?.('DELETE', AVATAR, { as: ROB });
      const names = async (): Promise<(string | null)[]> => {
        const answer = jsonIn(await exchange(server.origin, { method: 'GET', path: '/_portrait/sessions' }));
        return (answer as unknown as { sessions: SessionInfo[] }).sessions.map(({ name }) => name).sort();
      };
      expect(await names()).toEqual(['busy', 'idle', null].sort());
      const giveUpAt = Date.now() + 15_000;
      while ((await names()).includes('idle') && Date.now() < giveUpAt) {
        await busy?.('DELETE', AVATAR);
        await sleep(100);
      }
      expect(await names()).toEqual(['busy', null].sort());
      // It begins anew, throttle included.
      const again = await idle?.('DELETE', '/api/v1/profile/header', { as: ROB });
      expect(again?.headers['x-ratelimit-remaining']).toBe('299');
      expect((jsonIn(again as Answered) as Record<string, string>)['avatar']).not.toContain('missing.png');
    } finally {
      await server.stop();
      await database.close();
    }
  });
});

/** The samples of `/_portrait/metrics`, read as its format says (Prometheus text, version 0.0.4). */
async function metrics(origin: string): Promise<Map<string, number>> {
  const answer = await exchange(origin, { method: 'GET', path: '/_portrait/metrics' });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const samples = new Map<string, number>();
  for (const line of answer.body.toString().split('\n')) {
    if (line === '' || /^# (HELP|TYPE) [a-z_:][\w:]* /i.test(line)) continue;
    const [, sample = '', value = ''] =
      /^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})?) (\S+)$/.exec(line) ?? [];
    expect({ line, number: /^[+-]?(\d|Inf|NaN)/.test(value) || Number.isNaN(Number(value)) }).toEqual({
      line,
      number: true,
    });
    samples.set(sample, Number(value));
  }
  return samples;
}
