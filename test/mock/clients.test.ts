import { beforeAll, describe, expect, it } from '@jest/globals';
import createClient from 'openapi-fetch';
import type { paths as AdaptyPaths } from '../../generated/adapty.d.ts';
import type { paths as AppNetPaths } from '../../generated/app-net.d.ts';
import type { operations as CreatorsHubOperations, paths as CreatorsHubPaths } from '../../generated/creators-hub.d.ts';
import type { paths as MastodonPaths } from '../../generated/mastodon.d.ts';
import { fileOf } from '../../src/verify/cases/good-request.ts';
import { contracts } from '../contracts.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

/** Bytes of an example picture, as a browser would have them from a file input. */
function fileNamed(api: string, name: string, type: string): File {
  const contract = contracts.find((one) => one.api === api);
  if (contract === undefined) throw new Error(`There is no ${api}.`);
  return new File([fileOf(contract, `examples/pictures/${name}`)], name, { type });
}

/** Puts the values of a typed body into a form: what openapi-fetch needs for uploads. */
function form(body: object): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(body)) data.append(name, value instanceof Blob ? value : String(value));
  return data;
}

const bytes = <T>(body: T): T => body;

async function typeAt(url: string): Promise<string | null> {
  const response = await fetch(url);
  expect([url, response.status]).toEqual([url, 200]);
  await response.arrayBuffer();
  return response.headers.get('content-type');
}

describe('a typed client of mastodon', () => {
  const client = () =>
    createClient<MastodonPaths>({
      baseUrl: mock.origin,
      headers: { authorization: 'Bearer portrait-rob-write-accounts' },
    });

  it('deletes the avatar and gets the account', async () => {
    const { data, error, response } = await client().DELETE('/api/v1/profile/avatar');
    expect([response.status, error]).toEqual([200, undefined]);
    const account = data ?? fail('no account');
    expect(account.id).toBe('110357222516183152');
    expect(account.avatar).toBe(`${mock.origin}/avatars/original/missing.png`);
    expect(await typeAt(account.header)).toMatch(/^image\//);
    expect(account.source.note.length).toBeGreaterThanOrEqual(0);
  });

  it('deletes the header', async () => {
    const { data } = await client().DELETE('/api/v1/profile/header');
    expect(data?.header_static).toBe(`${mock.origin}/headers/original/missing.png`);
  });

  it('reads the error of a refused call', async () => {
    const { data, error, response } = await client().DELETE('/api/v1/profile/header', {
      headers: { authorization: 'Bearer portrait-rob-revoked' },
    });
    expect([response.status, data, error?.error]).toEqual([401, undefined, 'The access token was revoked']);
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  });
});

describe('a typed client of adapty', () => {
  const client = () =>
    createClient<AdaptyPaths>({
      baseUrl: mock.origin,
      headers: { authorization: 'Api-Key secret_live_portrait.GoodKeyOfTheCoastApp000000000001' },
    });

  it('deletes a profile', async () => {
    const header = { 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'iOS' } as const;
    const { data, error, response } = await client().DELETE('/api/v2/server-side-api/profile/', { params: { header } });
    expect([response.status, data, error]).toEqual([204, undefined, undefined]);
    expect(response.headers.get('request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('reads what was wrong', async () => {
    const params = { header: { 'adapty-profile-id': '00000000-0000-4000-8000-000000000000' } };
    const { error, response } = await client().DELETE('/api/v2/server-side-api/profile/', { params });
    expect([response.status, error?.error_code, error?.status_code, error?.errors[0]?.errors]).toEqual([
      404,
      'profile_does_not_exist',
      404,
      ['Profile not found'],
    ]);
  });
});

describe('a typed client of creators-hub', () => {
  const client = () =>
    createClient<CreatorsHubPaths>({
      baseUrl: `${mock.origin}/api/public`,
      headers: { authorization: 'Bearer portrait-user-6' },
    });

  it('gets avatars, by id and its own', async () => {
    const other = await client().GET('/user/{userId}/avatar', { params: { path: { userId: 12 } } });
    const own = await client().GET('/user/me/avatar');
    expect([other.response.status, own.response.status]).toEqual([200, 200]);
    expect(await typeAt(other.data?.avatarUrl ?? '')).toBe('image/jpeg');
    expect(await typeAt(own.data?.avatarUrl ?? '')).toBe('image/jpeg');
  });

  it('replaces the avatar by URL', async () => {
    const { data } = await client().PUT('/user/me/avatar', { body: { avatarUrl: 'https://example.com/me.jpg' } });
    expect(await typeAt(data?.avatarUrl ?? '')).toBe('image/jpeg');
  });

  it.each([
    ['andrew_ryan.webp', 'image/webp'],
    ['andrew_ryan.avif', 'image/avif'],
    ['andrew_ryan.jpg', 'image/jpeg'],
  ])('uploads %s as a file', async (name, type) => {
    const avatar = fileNamed('creators-hub', name, type);
    const mine = await client().PUT('/user/me/updateAvatarFile', { body: { avatar }, bodySerializer: form });
    const users = await client().PUT('/user/{userId}/updateAvatarFile', {
      params: { path: { userId: 6 } },
      body: { avatar },
      bodySerializer: form,
    });
    expect([mine.response.status, mine.error, users.response.status, users.error]).toEqual([
      200,
      undefined,
      200,
      undefined,
    ]);
    expect(await typeAt(mine.data?.avatarUrl ?? '')).toBe('image/jpeg');
  });

  it('uploads raw bytes', async () => {
    const body = fileNamed('creators-hub', 'andrew_ryan.jpg', 'image/jpeg');
    const headers = { 'content-type': 'image/jpeg' };
    const mine = await client().PUT('/user/me/avatarBytes', { body, bodySerializer: bytes, headers });
    const users = await client().PUT('/user/{userId}/avatarBytes', {
      params: { path: { userId: 6 } },
      body,
      bodySerializer: bytes,
      headers,
    });
    expect([mine.response.status, mine.error, users.response.status, users.error]).toEqual([
      200,
      undefined,
      200,
      undefined,
    ]);
  });

  it('reads why an upload was refused', async () => {
    const avatar = new File(['this is no picture'], 'avatar.jpg', { type: 'image/jpeg' });
    const { data, error, response } = await client().PUT('/user/me/updateAvatarFile', {
      body: { avatar },
      bodySerializer: form,
    });
    expect([response.status, data]).toEqual([422, undefined]);
    expect(error?.error.length).toBeGreaterThan(10);
  });

  it('does not compile with text for bytes', () => {
    type RawBody = CreatorsHubOperations['uploadMyAvatarBytes']['requestBody']['content']['image/jpeg'];
    type FormBody = CreatorsHubOperations['uploadMyAvatarFile']['requestBody']['content']['multipart/form-data'];
    const raw: RawBody = new Blob(['x']);
    const part: FormBody = { avatar: new File(['x'], 'x.jpg') };
    // @ts-expect-error Bytes are a Blob or a File.
    const text: RawBody = 'text';
    // @ts-expect-error A file part is a Blob or a File.
    const field: FormBody = { avatar: 'text' };
    expect([raw, part.avatar, text, field.avatar].map((one) => one instanceof Blob)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe.each(['/stream/0', ''])('a typed client of app-net at “%s”', (basePath) => {
  const client = () =>
    createClient<AppNetPaths>({
      baseUrl: `${mock.origin}${basePath}`,
      headers: { authorization: 'Bearer portrait-adnapi-update-profile' },
    });

  it('replaces the profile', async () => {
    const { data, error } = await client().PUT('/users/me', {
      params: { query: { include_user_annotations: 1 } },
      body: { name: 'Mark Thurman', locale: 'en', timezone: 'US/Central', description: { text: 'From Chicago' } },
    });
    expect([error, data?.meta.code]).toEqual([undefined, 200]);
    expect(data?.data.id).toBe('1558');
    expect(await typeAt(data?.data.cover_image.url ?? '')).toMatch(/^image\//);
  });

  it('changes one key of it', async () => {
    const { data, response } = await client().PATCH('/users/me', { body: { name: 'Mark' } });
    expect([response.status, data?.data.username]).toEqual([200, 'adnapi']);
    expect(response.headers.get('x-ratelimit-limit')).toBe('20');
  });

  it('is redirected to pictures', async () => {
    const path = { user_id: '@adnapi' };
    const { response } = await client().GET('/users/{user_id}/avatar', {
      params: { path, query: { w: '50' } },
      redirect: 'manual',
    });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`${mock.origin}/avatar_image.jpg?w=50`);
    const cover = await client().GET('/users/{user_id}/cover', {
      params: { path: { user_id: '3' } },
      redirect: 'manual',
    });
    const mine = await Promise.all([
      client().GET('/users/me/avatar', { redirect: 'manual' }),
      client().GET('/users/me/cover', { redirect: 'manual' }),
    ]);
    for (const one of [cover, ...mine]) {
      expect(one.response.status).toBe(302);
      expect(await typeAt(one.response.headers.get('location') ?? '')).toMatch(/^image\//);
    }
  });

  it('follows the redirect as a browser does', async () => {
    const { response, data } = await client().GET('/users/me/avatar', { parseAs: 'blob' });
    expect([response.status, response.redirected, response.headers.get('content-type')]).toEqual([
      200,
      true,
      'image/jpeg',
    ]);
    expect((data as Blob | undefined)?.size).toBe(Number(response.headers.get('content-length')));
  });

  it('uploads an avatar and a cover', async () => {
    const avatar = fileNamed('app-net', 'new_avatar_image.jpg', 'image/jpeg');
    const first = await client().POST('/users/me/avatar', { body: { avatar }, bodySerializer: form });
    expect([first.response.status, first.error]).toEqual([200, undefined]);
    expect(await typeAt(first.data?.data.avatar_image.url ?? '')).toBe('image/jpeg');
    const cover = fileNamed('app-net', 'new_cover_image.jpg', 'image/jpeg');
    const second = await client().POST('/users/me/cover', { body: { cover }, bodySerializer: form });
    expect([second.response.status, second.error]).toEqual([200, undefined]);
    expect(second.data?.data.cover_image.is_default).toBe(false);
  });

  it('reads the meta of a refusal', async () => {
    const { error, response } = await client().PATCH('/users/me', { body: { name: 'x'.repeat(51) } });
    expect([response.status, error?.meta.code]).toEqual([400, 400]);
    expect(error?.meta.error_message).toMatch(/^Bad Request: /);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
