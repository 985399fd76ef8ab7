import { beforeAll, describe, expect, it } from '@jest/globals';
import { contracts } from '../contracts.ts';
import { exchange, jsonIn } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

const mastodon = contracts.find(({ api }) => api === 'mastodon');

/**
 * Each credential has two things wrong with it, or one that another check might hide: suspended, token, scope, user,
 * confirmed, approved, enabled is the order (facts sheet 1.1).
 */
const ORDER: [credential: string | undefined, status: number, text: string][] = [
  [undefined, 401, 'The access token is invalid'],
  ['suspended-read-only', 403, 'Your login is currently disabled'],
  ['rob-revoked', 401, 'The access token was revoked'],
  ['rob-read-only', 403, 'This action is outside the authorized scopes'],
  ['app-read-only', 403, 'This action is outside the authorized scopes'],
  ['unconfirmed-read-only', 403, 'This action is outside the authorized scopes'],
  ['app-write-accounts', 422, 'This method requires an authenticated user'],
  ['unconfirmed-write-accounts', 403, 'Your login is missing a confirmed e-mail address'],
  ['pending-write-accounts', 403, 'Your login is currently pending approval'],
  ['disabled-write-accounts', 403, 'Your login is currently disabled'],
];

const CHINESE: [credential: string, text: string][] = [
  ['Bearer portrait-nobody-has-this', '访问令牌无效'],
  ['Bearer portrait-rob-revoked', '访问令牌已被吊销'],
  ['Bearer portrait-rob-expired', '访问令牌已过期'],
  ['Bearer portrait-rob-read-only', 'This action is outside the authorized scopes'],
];

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

describe.each((mastodon?.operations ?? []).map((operation) => [operation.id, operation] as const))(
  '%s',
  (_, operation) => {
    const { path } = operation;

    it.each(ORDER)('refuses %s with %i: %s', async (name, status, text) => {
      const credential = mastodon?.credentials.find((one) => one.name === name);
      expect(credential?.name).toBe(name);
      const headers = { authorization: credential?.credential };
      const answer = await exchange(mock.origin, { method: 'DELETE', path, headers });
      expect([answer.status, jsonIn(answer)]).toEqual([status, { error: text }]);
    });

    it.each(CHINESE)('tells %s in Chinese where it can: %s', async (authorization, text) => {
      const ask = async (query: string, language?: string): Promise<unknown[]> => {
        const headers = { authorization, 'accept-language': language };
        const answer = await exchange(mock.origin, { method: 'DELETE', path: `${path}${query}`, headers });
        expect(answer.headers['www-authenticate'] ?? '').not.toMatch(/[^\x20-\x7e]/);
        expect(answer.headers['content-length']).toBe(String(answer.body.length));
        return [answer.status, jsonIn(answer)];
      };
      const english = await ask('');
      const chinese = [english[0], { error: text }];
      expect(await ask('', 'zh-CN')).toEqual(chinese);
      expect(await ask('?lang=zh-CN')).toEqual(chinese);
      expect(await ask('', 'de, zh;q=0.5')).toEqual(chinese);
      expect(await ask('?lang=en', 'zh-CN')).toEqual(english);
      // What was remembered for one language is not told in another.
      expect(await ask('')).toEqual(english);
      expect(await ask('', 'zh-CN')).toEqual(chinese);
    });
  },
);
