import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { databases } from '../databases.ts';
import { jsonIn } from '../exchange.ts';
import { rehosted } from '../rehosted.ts';
import { IN_MEMORY, startServe } from '../server-process.ts';
import { type Ask, askIn, contractNamed, credentialNamed, enoughOfSpan, exampleOf, told } from './behaviour.ts';
import { servedOn } from './served.ts';

const contract = contractNamed('mastodon');
const AVATAR = '/api/v1/profile/avatar';
const HEADER = '/api/v1/profile/header';
const ROB = credentialNamed(contract, 'rob-write-accounts');
const SPAN_S = 300;

/** The account as it is before anything is deleted, by the example that still has its avatar. */
const withAvatar = exampleOf(contract, 'deleteProfileHeader', 200, 'headerDeletedAvatarKept') as Account;
const withHeader = exampleOf(contract, 'deleteProfileAvatar', 200, 'avatarDeleted') as Account;

interface Account {
  avatar: string;
  avatar_static: string;
  header: string;
  header_static: string;
  [key: string]: Json;
}

describe.each(databases)('Mastodon on %s', (_, open) => {
  const served = servedOn(open, '--api', 'mastodon', '--log-format', 'off');
  let ask: Ask;

  const anew = (): void => {
    ask = askIn(served.origin);
  };
  const here = (name: string, operationId: string): Json =>
    rehosted(contract, exampleOf(contract, operationId, 200, name), served.origin);

  it('deletes the avatar: the first example, and again; the header stays', async () => {
    anew();
    for (let round = 0; round < 2; round++) {
      const answer = await ask('DELETE', AVATAR, { as: ROB });
      expect(told(answer)).toEqual({ status: 200, body: here('avatarDeleted', 'deleteProfileAvatar') });
    }
    const { avatar, header } = jsonIn(await ask('DELETE', AVATAR, { as: ROB })) as Account;
    for (const url of [avatar, header]) expect((await ask('GET', new URL(url).pathname)).status).toBe(200);
  });

  it('deletes the header then, which leaves nothing but placeholders: the other first example', async () => {
    anew();
    await ask('DELETE', AVATAR, { as: ROB });
    for (let round = 0; round < 2; round++) {
      const answer = await ask('DELETE', HEADER, { as: ROB });
      expect(told(answer)).toEqual({ status: 200, body: here('headerDeleted', 'deleteProfileHeader') });
    }
  });

  it('deletes the header and leaves the avatar', async () => {
    anew();
    expect(told(await ask('DELETE', HEADER, { as: ROB }))).toEqual({
      status: 200,
      body: here('headerDeletedAvatarKept', 'deleteProfileHeader'),
    });
  });

  it.each([
    [AVATAR, [withAvatar.avatar, withAvatar.avatar_static], [withHeader.header, withHeader.header_static]],
    [HEADER, [withHeader.header, withHeader.header_static], [withAvatar.avatar, withAvatar.avatar_static]],
  ])('DELETE %s removes the file and its still variant, here and nowhere else', async (path, gone, kept) => {
    anew();
    const elsewhere = askIn(served.origin);
    const statusOf = async (asking: Ask, urls: string[]): Promise<number[]> =>
      Promise.all(urls.map(async (url) => (await asking('GET', new URL(url).pathname)).status));
    expect(await statusOf(ask, [...gone, ...kept])).toEqual([200, 200, 200, 200]);
    await ask('DELETE', path, { as: ROB });
    expect(await statusOf(ask, [...gone, ...kept])).toEqual([404, 404, 200, 200]);
    expect(await statusOf(elsewhere, [...gone, ...kept])).toEqual([200, 200, 200, 200]);
  });

  it('remembers across connections and in its session only', async () => {
    const name = `test-${randomUUID()}`;
    await askIn(served.origin, name)('DELETE', AVATAR, { as: ROB });
    expect(jsonIn(await askIn(served.origin, name)('DELETE', HEADER, { as: ROB }))).toEqual(
      here('headerDeleted', 'deleteProfileHeader'),
    );
    const [other] = [askIn(served.origin)];
    expect(jsonIn(await other('DELETE', HEADER, { as: ROB }))).toEqual(
      here('headerDeletedAvatarKept', 'deleteProfileHeader'),
    );
    // By the cookie of that name it is the same world.
    const byCookie = await askIn(served.origin, '')('GET', new URL(withAvatar.avatar).pathname, {
      headers: { cookie: `X-Portrait-Session=${name}` },
    });
    expect(byCookie.status).toBe(404);
  });

  it.each(['rob-write-accounts', 'rob-write'])('lets %s delete, however the token is carried', async (name) => {
    anew();
    const as = credentialNamed(contract, name);
    const token = as.slice('Bearer '.length);
    expect((await ask('DELETE', AVATAR, { as })).status).toBe(200);
    expect((await ask('DELETE', AVATAR, { as: `bearer ${token}` })).status).toBe(200);
    expect((await ask('DELETE', `${AVATAR}?access_token=${token}`)).status).toBe(200);
    expect((await ask('DELETE', `${AVATAR}?bearer_token=${token}`)).status).toBe(200);
  });

  it.each([
    ['nobody', undefined, 401, 'The access token is invalid'],
    ['another scheme', 'Basic cm9iOnJvYg==', 401, 'The access token is invalid'],
    ['unknown', undefined, 401, 'The access token is invalid'],
    ['rob-revoked', undefined, 401, 'The access token was revoked'],
    ['rob-expired', undefined, 401, 'The access token expired'],
    ['suspended-read-only', undefined, 403, 'Your login is currently disabled'],
    ['rob-read-only', undefined, 403, 'This action is outside the authorized scopes'],
    ['app-read-only', undefined, 403, 'This action is outside the authorized scopes'],
    ['app-write-accounts', undefined, 422, 'This method requires an authenticated user'],
    ['unconfirmed-read-only', undefined, 403, 'This action is outside the authorized scopes'],
    ['unconfirmed-write-accounts', undefined, 403, 'Your login is missing a confirmed e-mail address'],
    ['pending-write-accounts', undefined, 403, 'Your login is currently pending approval'],
    ['disabled-write-accounts', undefined, 403, 'Your login is currently disabled'],
  ])('refuses %s, in the order of the service’s checks, and changes nothing', async (who, literal, status, error) => {
    anew();
    const known = contract.credentials.find(({ name }) => name === who)?.credential;
    for (const path of [AVATAR, HEADER])
      expect(told(await ask('DELETE', path, { as: known ?? literal }))).toEqual({ status, body: { error } });
    expect(jsonIn(await ask('DELETE', HEADER, { as: ROB }))).toEqual(
      here('headerDeletedAvatarKept', 'deleteProfileHeader'),
    );
  });

  it.each([
    ['rob-revoked', '访问令牌已被吊销'],
    ['rob-expired', '访问令牌已过期'],
    ['unknown', '访问令牌无效'],
    // These are fixed English in the service.
    ['rob-read-only', 'This action is outside the authorized scopes'],
  ])('tells %s why in Chinese, asked for by lang or Accept-Language', async (who, error) => {
    anew();
    const as = credentialNamed(contract, who);
    const byQuery = await ask('DELETE', `${AVATAR}?lang=zh-CN`, { as });
    const byHeader = await ask('DELETE', AVATAR, { as, headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' } });
    const both = await ask('DELETE', `${AVATAR}?lang=zh-CN`, { as, headers: { 'accept-language': 'en' } });
    expect([byQuery, byHeader, both].map((answer) => jsonIn(answer))).toEqual([{ error }, { error }, { error }]);
    const english = await ask('DELETE', AVATAR, { as, headers: { 'accept-language': 'de, en' } });
    expect(JSON.stringify(jsonIn(english))).toMatch(/^[ -~]*$/);
  });

  it('throttles a token after 300 requests in 5 minutes, before any other check, and says how it stands', async () => {
    anew();
    await enoughOfSpan(SPAN_S, 10_000);
    const as = credentialNamed(contract, 'rob-read-only');
    const first = await ask('DELETE', AVATAR, { as });
    expect([first.status, first.headers['x-ratelimit-limit'], first.headers['x-ratelimit-remaining']]).toEqual([
      403,
      '300',
      '299',
    ]);
    const others = await Promise.all(Array.from({ length: 299 }, () => ask('DELETE', HEADER, { as })));
    expect(others.map(({ status }) => status)).toEqual(Array(299).fill(403));
    const left = others.map(({ headers }) => Number(headers['x-ratelimit-remaining'])).sort((one, two) => one - two);
    expect(left).toEqual(Array.from({ length: 299 }, (_unused, index) => index));

    const throttled = await ask('DELETE', AVATAR, { as });
    expect(told(throttled)).toEqual({ status: 429, body: { error: 'Too many requests' } });
    const { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset = '' } = throttled.headers;
    expect([remaining, throttled.headers['retry-after']]).toEqual(['0', undefined]);
    expect(reset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect([Date.parse(reset) % (SPAN_S * 1000), Date.parse(reset) > Date.now()]).toEqual([0, true]);
    expect(jsonIn(await ask('DELETE', `${AVATAR}?lang=zh-CN`, { as }))).toEqual({ error: '请求过于频繁' });
    // Another token, another session and, after a reset, this one are as before.
    expect((await ask('DELETE', AVATAR, { as: ROB })).status).toBe(200);
    expect((await askIn(served.origin)('DELETE', AVATAR, { as })).status).toBe(403);
    expect((await ask('POST', '/_portrait/reset')).status).toBe(204);
    expect((await ask('DELETE', AVATAR, { as })).headers['x-ratelimit-remaining']).toBe('299');
  });

  it('names each answer by a UUID of its own', async () => {
    anew();
    const answers = [
      await ask('DELETE', AVATAR, { as: ROB }),
      await ask('DELETE', AVATAR),
      await ask('GET', AVATAR),
      await ask('DELETE', '/api/v1/profile/xyz'),
    ];
    const ids = answers.map(({ headers }) => headers['x-request-id'] ?? '');
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(answers.length);
  });
});

it('Mastodon throttles nobody with --rate-limits off, and always tells the full allowance', async () => {
  const server = await startServe(IN_MEMORY, '--api', 'mastodon', '--rate-limits', 'off', '--log-format', 'off');
  try {
    const ask = askIn(server.origin);
    const as = credentialNamed(contract, 'rob-read-only');
    const answers = await Promise.all(Array.from({ length: 320 }, () => ask('DELETE', AVATAR, { as })));
    const told = answers.map(({ status, headers }) => `${status} ${headers['x-ratelimit-remaining']}`);
    expect([...new Set(told)]).toEqual(['403 300']);
  } finally {
    await server.stop();
  }
});
