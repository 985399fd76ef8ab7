import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { contracts, operations } from '../contracts.ts';
import { type Answered, exchange, jsonIn, type Sent } from '../exchange.ts';
import { type RunningMock, startMock } from '../mock-process.ts';

interface Entry {
  number: number;
  startedAt: string;
  tookMs: number;
  api: string | null;
  operation: string | null;
  request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    bytes: number;
    body?: Json;
    base64?: string;
    cut?: boolean;
  };
  verdict: {
    accepted: boolean;
    refused: string | null;
    why: string;
    violations: { code: string }[];
    fromMemory: boolean;
  };
  response: { status: number; headers: Record<string, string>; body: Json };
}

interface HarEntry {
  startedDateTime: string;
  time: number;
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    queryString: { name: string; value: string }[];
    postData?: { mimeType: string; text: string };
    bodySize: number;
  };
  response: {
    status: number;
    statusText: string;
    content: { mimeType: string; text: string; size: number };
    redirectURL: string;
  };
}

const KEPT = 20;

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock('--log-format', 'json', '--journal', String(KEPT));
});

afterEach(() => clear());

afterAll(() => mock.stop());

const send = (request: Sent): Promise<Answered> => exchange(mock.origin, request);
const clear = (): Promise<Answered> => send({ method: 'DELETE', path: '/_portrait/requests' });

async function entries(): Promise<Entry[]> {
  const { body } = await send({ method: 'GET', path: '/_portrait/requests' });
  return (JSON.parse(body.toString()) as { requests: Entry[] }).requests;
}

async function harEntries(): Promise<HarEntry[]> {
  const { body } = await send({ method: 'GET', path: '/_portrait/requests.har' });
  const { log } = JSON.parse(body.toString()) as { log: { version: string; creator: object; entries: HarEntry[] } };
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'portrait', version: expect.any(String) } });
  return log.entries;
}

describe('the journal', () => {
  it('gives the newest, and those that are not known yet', async () => {
    for (const id of ['1', '2', '3', '4']) await send({ method: 'GET', path: `/users/${id}/avatar` });
    const all = await entries();
    const urls = (from: number): string[] => all.slice(from).map(({ request }) => request.url);
    const { number } = all[1] ?? { number: 0 };
    for (const [search, want] of [
      ['?last=3', urls(1)],
      ['?last=0', []],
      ['?last=99', urls(0)],
      [`?after=${number}`, urls(2)],
      [`?after=${number}&last=1`, urls(3)],
      ['?after=999999', []],
    ] as const) {
      const answer = await send({ method: 'GET', path: `/_portrait/requests${search}` });
      const { requests } = JSON.parse(answer.body.toString()) as { requests: Entry[] };
      expect([search, requests.map(({ request }) => request.url)]).toEqual([search, want]);
    }
    for (const search of ['?last=x', '?last=-1', '?after=', '?after=1.5']) {
      expect([search, (await send({ method: 'GET', path: `/_portrait/requests${search}` })).status]).toEqual([
        search,
        400,
      ]);
    }
  });

  it('keeps what was sent, what came back and why', async () => {
    const body = '{"name":"Mark Thurman","extra":"é"}';
    const [answer] = [
      await send({
        method: 'PATCH',
        path: '/stream/0/users/me?include_html=1',
        headers: {
          authorization: 'Bearer portrait-adnapi-update-profile',
          'content-type': 'application/json',
          'x-page': 'settings',
        },
        body,
      }),
    ];
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      number: expect.any(Number),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      tookMs: expect.any(Number),
      api: 'app-net',
      operation: 'updateMyProfile',
      request: {
        method: 'PATCH',
        url: '/stream/0/users/me?include_html=1',
        headers: { 'x-page': 'settings', 'content-type': 'application/json' },
        bytes: Buffer.byteLength(body),
        body: JSON.parse(body),
      },
      verdict: { accepted: true, refused: null, why: expect.stringContaining('example'), violations: [] },
      response: { status: 200, headers: { 'content-type': 'application/json' }, body: jsonIn(answer) },
    });
  });

  it('says what was wrong', async () => {
    await send({
      method: 'PATCH',
      path: '/users/me',
      headers: { authorization: 'Bearer portrait-adnapi-update-profile', 'content-type': 'application/json' },
      body: '{"name":',
    });
    await send({ method: 'GET', path: '/nothing-here' });
    const [malformed, nowhere] = await entries();
    expect(malformed).toMatchObject({
      operation: 'updateMyProfile',
      request: { body: '{"name":' },
      verdict: { accepted: false, refused: 'bodyMalformed', violations: [{ code: 'bodyMalformed' }] },
      response: { status: 400 },
    });
    expect(nowhere).toMatchObject({ api: null, operation: null, response: { status: 404 } });
  });

  it('keeps bytes as base64, and of large bodies the beginning', async () => {
    const [, contract, operation] = operations.find(
      ([title]) => title === 'creators-hub uploadMyAvatarBytes',
    ) as (typeof operations)[number];
    const good = goodRequest(contract, operation);
    await send(good);
    await send({ ...good, body: Buffer.alloc(200_000, 0xff) });
    const [small, large] = await entries();
    expect(Buffer.from(small?.request.base64 ?? '', 'base64').equals(Buffer.from(good.body ?? ''))).toBe(true);
    expect(large?.request).toMatchObject({ bytes: 200_000, cut: true });
    expect(Buffer.from(large?.request.base64 ?? '', 'base64').length).toBeLessThanOrEqual(64 * 1024);
  });

  it(`keeps the last ${KEPT} and no more, oldest first`, async () => {
    for (let index = 0; index < KEPT + 5; index++)
      await send({ method: 'GET', path: `/users/3/avatar?w=${index + 1}` });
    const kept = await entries();
    expect(kept.map(({ request }) => request.url)).toEqual(
      Array.from({ length: KEPT }, (_, index) => `/users/3/avatar?w=${index + 6}`),
    );
    const numbers = kept.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect(new Set(numbers).size).toBe(KEPT);
  });

  it('is emptied by DELETE, and does not record who reads it', async () => {
    await send({ method: 'GET', path: '/users/3/avatar' });
    expect((await entries()).length).toBe(1);
    expect((await entries()).length).toBe(1);
    const { status, body } = await clear();
    expect([status, body.length]).toEqual([204, 0]);
    expect(await entries()).toEqual([]);
    expect(await harEntries()).toEqual([]);
  });

  it('is not emptied by who calls the mock by a foreign name', async () => {
    await send({ method: 'GET', path: '/users/3/avatar' });
    const headers = { host: 'rebound.example' };
    expect((await send({ method: 'DELETE', path: '/_portrait/requests', headers })).status).toBe(403);
    expect(await entries()).toMatchObject([{ request: { url: '/users/3/avatar' } }]);
  });

  it('records pictures too', async () => {
    await send({ method: 'GET', path: '/avatar_image.jpg?w=20' });
    expect(await entries()).toMatchObject([
      {
        request: { url: '/avatar_image.jpg?w=20' },
        response: { status: 200, headers: { 'content-type': 'image/jpeg' } },
      },
    ]);
  });
});

describe('the journal as HAR', () => {
  it('has each exchange as tools read it', async () => {
    await send({ method: 'GET', path: '/users/@adnapi/avatar?w=20&h=10' });
    await send({
      method: 'PUT',
      path: '/api/public/user/me/avatar',
      headers: { authorization: 'Bearer portrait-user-6', 'content-type': 'application/json' },
      body: '{"avatarUrl":"https://example.com/me.jpg"}',
    });
    const [redirect, change] = await harEntries();
    expect(redirect).toMatchObject({
      startedDateTime: expect.stringMatching(/Z$/),
      time: expect.any(Number),
      request: {
        method: 'GET',
        url: `${mock.origin}/users/@adnapi/avatar?w=20&h=10`,
        httpVersion: 'HTTP/1.1',
        cookies: [],
        queryString: [
          { name: 'w', value: '20' },
          { name: 'h', value: '10' },
        ],
        bodySize: 0,
      },
      response: { status: 302, statusText: 'Found', redirectURL: `${mock.origin}/avatar_image.jpg?w=20&h=10` },
      cache: {},
      timings: { send: expect.any(Number), wait: expect.any(Number), receive: expect.any(Number) },
    });
    expect(change).toMatchObject({
      request: {
        postData: { mimeType: 'application/json', text: '{"avatarUrl":"https://example.com/me.jpg"}' },
        bodySize: 42,
      },
      response: {
        status: 200,
        content: { mimeType: 'application/json', size: expect.any(Number), text: expect.stringContaining('avatarUrl') },
      },
    });
  });
});

describe('credentials', () => {
  const secrets = contracts.flatMap(({ credentials }) =>
    credentials.map(({ credential }) => credential.replace(/^\S+ /, '')),
  );
  const unknown = 'portrait-nobody-must-read-this';

  it('are in neither the journal nor the log, whichever way they came', async () => {
    const requests: Sent[] = [
      ...secrets.map(
        (secret): Sent => ({
          method: 'DELETE',
          path: '/api/v1/profile/avatar',
          headers: { authorization: `Bearer ${secret}` },
        }),
      ),
      { method: 'DELETE', path: '/api/v1/profile/avatar', headers: { authorization: `Bearer ${unknown}` } },
      { method: 'DELETE', path: '/api/v1/profile/avatar', headers: { authorization: unknown } },
      { method: 'DELETE', path: `/api/v1/profile/avatar?access_token=${unknown}` },
      { method: 'DELETE', path: `/api/v1/profile/avatar?lang=en&bearer_token=${unknown}&x=1` },
      { method: 'GET', path: `/users/3/avatar?access%5Ftoken=${unknown}&w=20` },
      { method: 'GET', path: '/api/public/user/me/avatar', headers: { cookie: `token=${unknown}; theme=dark` } },
      { method: 'GET', path: '/nothing-here', headers: { 'proxy-authorization': `Basic ${unknown}` } },
      { method: 'GET', path: `/users/me/avatar?access_token=${secrets[0]}` },
    ];
    for (const request of requests) {
      await send(request);
      const [json, har] = [
        await send({ method: 'GET', path: '/_portrait/requests' }),
        await send({ method: 'GET', path: '/_portrait/requests.har' }),
      ];
      for (const secret of [...secrets, unknown]) {
        expect([request.path, json.body.includes(secret), har.body.includes(secret)]).toEqual([
          request.path,
          false,
          false,
        ]);
      }
      await clear();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(mock.output()).toContain('deleteProfileAvatar');
    for (const secret of [...secrets, unknown]) expect(mock.output().includes(secret)).toBe(false);
  });

  it('are shown by the names that the contract has for them', async () => {
    await send({
      method: 'DELETE',
      path: '/api/v1/profile/avatar',
      headers: { authorization: 'Bearer portrait-rob-write-accounts' },
    });
    const [entry] = await entries();
    expect(entry?.request.headers['authorization']).toMatch(/^Bearer .*rob-write-accounts/);
  });
});
