import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createRestAPIClient, MastoHttpError } from 'masto';
import createClient from 'openapi-fetch';
import type { paths as AdaptyPaths } from '../../generated/adapty.d.ts';
import type { paths as AppNetPaths } from '../../generated/app-net.d.ts';
import type { paths as CreatorsHubPaths } from '../../generated/creators-hub.d.ts';
import type { paths as MastodonPaths } from '../../generated/mastodon.d.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { fileOf } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { databases } from '../databases.ts';
import { contractNamed, credentialNamed, enoughOfSpan } from './behaviour.ts';
import { commandsOfPage, curlCommands, statusOf } from './clients-curl.ts';
import { servedOn } from './served.ts';

const DOCUMENTED_ORIGIN = 'http://127.0.0.1:4020';

/** Operations whose command of the start page goes online, to the vendor's own example; no test does that. */
const ONLINE = ['replaceMyAvatarByUrl', 'replaceUserAvatarByUrl'];

describe.each(databases)('a client of the reference server on %s', (_, open) => {
  const served = servedOn(open, '--log-format', 'off');

  /** A session is a header that every client can send. */
  const inSession = (name: string, authorization: string) => ({ authorization, 'x-portrait-session': name });

  describe('masto.js', () => {
    const as = (name: string, session: string) =>
      createRestAPIClient({
        url: served.origin,
        accessToken: credentialNamed(contractNamed('mastodon'), name).replace('Bearer ', ''),
        requestInit: { headers: { 'x-portrait-session': session } },
      });

    it('removes avatar and header, one after the other and again', async () => {
      const { avatar, header } = as('rob-write-accounts', 'masto').v1.profile;
      const first = await avatar.remove();
      expect(first).toMatchObject({ id: '110357222516183152', username: 'rob', source: expect.anything() });
      expect(first.avatar).toBe(`${served.origin}/avatars/original/missing.png`);
      expect(first.avatarStatic).toBe(first.avatar);
      expect(first.header).not.toContain('missing.png');
      expect((await fetch(first.header)).headers.get('content-type')).toMatch(/^image\//);
      expect(await avatar.remove()).toEqual(first);
      const second = await header.remove();
      expect(second).toEqual({ ...first, header: second.header, headerStatic: second.header });
      expect(second.header).toBe(`${served.origin}/headers/original/missing.png`);
      expect(await avatar.remove()).toEqual(second);
    });

    it.each([
      ['rob-revoked', 401, 'The access token was revoked'],
      ['unknown', 401, 'The access token is invalid'],
      ['rob-read-only', 403, 'This action is outside the authorized scopes'],
      ['pending-write-accounts', 403, 'Your login is currently pending approval'],
      ['app-write-accounts', 422, 'This method requires an authenticated user'],
    ])('tells %s what is wrong: %i', async (name, statusCode, message) => {
      const error = await failure(as(name, 'masto-errors').v1.profile.avatar.remove());
      expect({ statusCode: error.statusCode, message: error.message }).toEqual({ statusCode, message });
    });

    it('is told that it asks too often', async () => {
      await enoughOfSpan(300, 10_000);
      const { avatar } = as('rob-read-only', 'masto-throttled').v1.profile;
      await Promise.all(Array.from({ length: 300 }, () => failure(avatar.remove())));
      const { statusCode, message } = await failure(avatar.remove());
      expect({ statusCode, message }).toEqual({ statusCode: 429, message: 'Too many requests' });
    });
  });

  it('openapi-fetch deletes by the types of mastodon, and sees it', async () => {
    const headers = inSession('typed', 'Bearer portrait-rob-write');
    const client = createClient<MastodonPaths>({ baseUrl: served.origin, headers });
    await client.DELETE('/api/v1/profile/avatar');
    const { data, error } = await client.DELETE('/api/v1/profile/header');
    expect(error).toBeUndefined();
    expect([data?.avatar, data?.header].map((url) => url?.replace(served.origin, ''))).toEqual([
      '/avatars/original/missing.png',
      '/headers/original/missing.png',
    ]);
  });

  it('openapi-fetch deletes by the types of adapty, and finds nothing then', async () => {
    const headers = inSession('typed', credentialNamed(contractNamed('adapty'), 'secret-key'));
    const client = createClient<AdaptyPaths>({ baseUrl: served.origin, headers });
    const header = { 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'iOS' } as const;
    const first = await client.DELETE('/api/v2/server-side-api/profile/', { params: { header } });
    expect([first.response.status, first.data, first.error]).toEqual([204, undefined, undefined]);
    const second = await client.DELETE('/api/v2/server-side-api/profile/', { params: { header } });
    expect([second.response.status, second.error?.error_code]).toEqual([404, 'profile_does_not_exist']);
  });

  it.each(['file', 'bytes', 'url'])(
    'openapi-fetch replaces by %s by the types of creators-hub, and sees it',
    async (way) => {
      const headers = inSession(`typed-${way}`, 'Bearer portrait-user-6');
      const { GET, PUT } = createClient<CreatorsHubPaths>({ baseUrl: `${served.origin}/api/public`, headers });
      const avatar = fileNamed('creators-hub', 'andrew_ryan.webp', 'image/webp');
      const avatarUrl = 'https://creatorshub.s3.eu-central-1.amazonaws.com/1677061054831/userAvatars/6/avatar.jpg';
      const before = await GET('/user/me/avatar');
      const replaced = {
        file: () => PUT('/user/me/updateAvatarFile', { body: { avatar }, bodySerializer: form }),
        bytes: () =>
          PUT('/user/me/avatarBytes', {
            body: new Blob([avatar], { type: 'image/webp' }),
            bodySerializer: (body: Blob) => body,
            headers: { 'content-type': 'image/webp' },
          }),
        url: () => PUT('/user/me/avatar', { body: { avatarUrl } }),
      }[way];
      const { data, error } = (await replaced?.()) ?? {};
      expect(error).toBeUndefined();
      expect(data?.avatarUrl).not.toBe(before.data?.avatarUrl);
      const seen = await GET('/user/{userId}/avatar', { params: { path: { userId: 6 } } });
      expect(seen.data).toEqual(data);
      expect((await fetch(data?.avatarUrl ?? '')).headers.get('content-type')).toBe('image/jpeg');
    },
  );

  it.each(['/stream/0', ''])(
    'openapi-fetch changes and uploads by the types of app-net at “%s”, and sees it',
    async (base) => {
      const headers = inSession(`typed${base.replaceAll('/', '.')}`, 'Bearer portrait-adnapi-update-profile');
      const { GET, PATCH, POST, PUT } = createClient<AppNetPaths>({ baseUrl: `${served.origin}${base}`, headers });
      const body = { name: 'Mark', locale: 'en', timezone: 'US/Central', description: { text: 'From Chicago' } };
      expect((await PUT('/users/me', { body })).data?.data.locale).toBe('en_US');
      const patched = await PATCH('/users/me', { body: { name: 'Mark 2' } });
      expect(patched.data?.data).toMatchObject({ name: 'Mark 2', description: { text: 'From Chicago' } });
      const avatar = fileNamed('app-net', 'wide_avatar_image.jpg', 'image/jpeg');
      const uploaded = await POST('/users/me/avatar', { body: { avatar }, bodySerializer: form });
      const { url, width, height } = uploaded.data?.data.avatar_image ?? {};
      expect(width).toBe(height);
      const path = { user_id: '@adnapi' };
      const redirect = await GET('/users/{user_id}/avatar', {
        params: { path, query: { w: '20' } },
        redirect: 'manual',
      });
      expect(redirect.response.headers.get('location')).toBe(`${url}?w=20`);
      const followed = await GET('/users/me/avatar', { parseAs: 'blob' });
      expect([followed.response.redirected, (followed.data as Blob | undefined)?.size]).toEqual([
        true,
        (await (await fetch(url ?? '')).arrayBuffer()).byteLength,
      ]);
      const cover = fileNamed('app-net', 'new_cover_image.jpg', 'image/jpeg');
      const covered = await POST('/users/me/cover', { body: { cover }, bodySerializer: form });
      expect(covered.data?.data).toMatchObject({ avatar_image: { url }, cover_image: { is_default: false } });
      const refused = await PATCH('/users/me', { body: { name: 'x'.repeat(51) } });
      expect(refused.error?.meta.error_message).toMatch(/^Bad Request: /);
    },
  );

  it('curl runs each command of the start page, with the declared success', async () => {
    const page = await (await fetch(served.origin)).text();
    const commands = commandsOfPage(page);
    expect(commands.size).toBe(operations.length);
    const got = new Map<string, number | 'online'>();
    const wanted = new Map<string, number | 'online' | undefined>();
    for (const [, { api }, { id, responses }] of operations) {
      // Each in a world as it was: some undo what others need.
      await fetch(`${served.origin}/_portrait/reset`, { method: 'POST' });
      const command = commands.get(`curl-${api}-${id}`) ?? '';
      const isOnline = command.includes('https://via.placeholder.com');
      got.set(`${api} ${id}`, isOnline ? 'online' : await statusOf(command, served.origin, served.origin));
      wanted.set(`${api} ${id}`, ONLINE.includes(id) ? 'online' : responses.keys().next().value);
    }
    expect(got).toEqual(wanted);
  });

  it('curl runs each command of the README for this server, with what it shows', async () => {
    for (const { command, status } of curlCommands(readFileSync(`${ROOT}README.md`, 'utf8'), DOCUMENTED_ORIGIN)) {
      await fetch(`${served.origin}/_portrait/reset?all`, { method: 'POST' });
      const got = await statusOf(command, DOCUMENTED_ORIGIN, served.origin);
      if (status === undefined) expect({ command, isSuccess: got < 400 }).toEqual({ command, isSuccess: true });
      else expect({ command, status: got }).toEqual({ command, status });
    }
  });
});

describe('the curl commands of a text', () => {
  it('are found in its blocks, with the status that is shown below them', () => {
    const text = [
      'Run `curl http://a.example/0`:',
      '```console',
      '$ npm start',
      "$ curl -i http://a.example/1 \\\n    -H 'X: 1'",
      'HTTP/1.1 403 Forbidden',
      '$ curl http://b.example/2',
      '```',
      '```sh',
      'curl http://a.example/3',
      '```',
      '```js',
      'curl http://a.example/4',
      '```',
    ].join('\n');
    expect(curlCommands(text, 'http://a.example')).toEqual([
      { command: "curl -i http://a.example/1 \\\n    -H 'X: 1'", status: 403 },
      { command: 'curl http://a.example/3', status: undefined },
    ]);
  });

  it('are those of the mock in today’s README, at its own origin', () => {
    const commands = curlCommands(readFileSync(`${ROOT}README.md`, 'utf8'), 'http://127.0.0.1:4010');
    expect(commands.map(({ status }) => status)).toContain(403);
  });
});

async function failure(call: Promise<unknown>): Promise<MastoHttpError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MastoHttpError);
  return error as MastoHttpError;
}

/** Bytes of an example picture, as a browser would have them from a file input. */
function fileNamed(api: string, name: string, type: string): File {
  return new File([fileOf(contractNamed(api), `examples/pictures/${name}`)], name, { type });
}

/** Puts the values of a typed body into a form: what openapi-fetch needs for uploads. */
function form(body: object): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(body)) data.append(name, value instanceof Blob ? value : String(value));
  return data;
}
