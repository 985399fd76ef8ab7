import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { privateUrls } from '../../src/verify/cases/fuzz/random-bodies.ts';
import { exchange, jsonIn, type Sent } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import { badProfiles, goneUrls, goodProfiles, profileRequest, publicUrls, urlRequest } from './rule-cases.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

async function answer(request: Sent): Promise<[number, Json | undefined]> {
  const answered = await exchange(mock.origin, request);
  return [answered.status, jsonIn(answered)];
}

describe('updateMyProfile', () => {
  it.each(goodProfiles)('takes %j', async (body) => {
    expect((await answer(profileRequest(body)))[0]).toBe(200);
  });

  it.each(badProfiles)('refuses %j', async (body, words) => {
    const [status, refused] = await answer(profileRequest(body));
    expect([status, refused]).toEqual([
      400,
      { meta: { code: 400, error_message: expect.stringContaining(`Bad Request: The ${words}`) } },
    ]);
  });
});

describe('replaceMyAvatarByUrl', () => {
  it.each([...goneUrls, ...publicUrls])('takes %s', async (avatarUrl) => {
    expect((await answer(urlRequest(avatarUrl)))[0]).toBe(200);
  });

  it.each(privateUrls)('refuses %s', async (avatarUrl) => {
    const [status, refused] = await answer(urlRequest(avatarUrl));
    expect([status, refused]).toEqual([422, { avatarUrl: null, error: expect.stringContaining('private') }]);
  });
});
