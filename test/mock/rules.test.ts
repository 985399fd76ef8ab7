import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { type RunningMock, startMock } from '../mock-process.ts';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock();
});

afterAll(() => mock.stop());

async function answer(method: string, path: string, token: string, body: Json): Promise<[number, Json]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${mock.origin}${path}`, { method, headers, body: JSON.stringify(body) });
  return [response.status, (await response.json()) as Json];
}

function annotationOf(type: string, octets = 0): Json {
  return { type, value: { text: 'x'.repeat(octets) } };
}

const NAMES = 'Bad Request: The ';

describe('updateMyProfile', () => {
  it.each([
    { timezone: 'US/Central' },
    { timezone: 'Asia/Kathmandu' },
    { timezone: 'UTC' },
    { locale: 'en' },
    { locale: 'pt_BR' },
    { locale: 'zh-CN' },
    { annotations: [annotationOf('com.example.one', 4_000), annotationOf('com.example.two', 4_000)] },
  ])('takes %j', async (body) => {
    expect((await answer('PATCH', '/users/me', 'portrait-adnapi-update-profile', body))[0]).toBe(200);
  });

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: '+01:00' }, 'timezone'],
    [{ locale: 'zz' }, 'locale'],
    [{ locale: 'en_QX' }, 'locale'],
    [
      { annotations: [annotationOf('com.example.one'), annotationOf('com.example.one')] },
      'annotations must have at most one',
    ],
    [{ annotations: [annotationOf('com.example.one', 8_192)] }, 'annotations of a user must take at most 8192'],
  ])('refuses %j', async (body, words) => {
    const [status, refused] = await answer('PATCH', '/users/me', 'portrait-adnapi-update-profile', body);
    expect([status, refused]).toEqual([
      400,
      { meta: { code: 400, error_message: expect.stringContaining(`${NAMES}${words}`) } },
    ]);
  });
});

describe('replaceMyAvatarByUrl', () => {
  it.each(['https://via.placeholder.com/150', 'http://8.8.8.8/a.jpg', 'http://[2606:4700::1111]/a.jpg'])(
    'takes %s',
    async (avatarUrl) => {
      expect((await answer('PUT', '/api/public/user/me/avatar', 'portrait-user-6', { avatarUrl }))[0]).toBe(200);
    },
  );

  it.each([
    'http://localhost/a.jpg',
    'http://a.localhost./a.jpg',
    'http://127.0.0.1:4010/a.jpg',
    'http://2130706433/a.jpg',
    'http://0x7f.1/a.jpg',
    'http://10.1.2.3/a.jpg',
    'http://169.254.169.254/latest',
    'http://192.168.0.1/a.jpg',
    'http://[::1]/a.jpg',
    'http://[::ffff:127.0.0.1]/a.jpg',
    'http://[fe80::1]/a.jpg',
    'http://[fd00::1]/a.jpg',
  ])('refuses %s', async (avatarUrl) => {
    const [status, refused] = await answer('PUT', '/api/public/user/me/avatar', 'portrait-user-6', { avatarUrl });
    expect([status, refused]).toEqual([422, { avatarUrl: null, error: expect.stringContaining('private') }]);
  });
});
