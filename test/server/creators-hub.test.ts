import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharpLibrary } from '../../src/images/picture.ts';
import { fileOf } from '../../src/verify/cases/good-request.ts';
import { picture } from '../../src/verify/cases/uploads/pictures.ts';
import { databases, type LastingPlace } from '../databases.ts';
import { type Answered, jsonIn } from '../exchange.ts';
import { type RunningServer, startServe } from '../server-process.ts';
import { type Ask, askIn, contractNamed, credentialNamed, exampleOf, fileForm, told } from './behaviour.ts';

const contract = contractNamed('creators-hub');
const SIX = credentialNamed(contract, 'userSix');
const SEVEN = credentialNamed(contract, 'userSevenWithoutUserManage');
const MANAGER = credentialNamed(contract, 'manager');
const MASTER = credentialNamed(contract, 'master');
const MINE = '/api/public/user/me';
const of = (id: number | string): string => `/api/public/user/${id}`;

const urlFailure = (status: number, name: string) => ({
  status,
  body: exampleOf(contract, 'replaceMyAvatarByUrl', status, name),
});

const WIDTH = 40;

/** The ways to a new avatar, by what is sent: `to` is the path of a user, `web` where a test server has pictures. */
const WAYS: [way: string, replace: (ask: Ask, to: string, as: string, web: string) => Promise<Answered>][] = [
  [
    'a file',
    async (ask, to, as) =>
      ask('PUT', `${to}/updateAvatarFile`, {
        as,
        form: fileForm('avatar', await picture('webp', WIDTH), 'image/webp'),
      }),
  ],
  [
    'raw bytes',
    async (ask, to, as) =>
      ask('PUT', `${to}/avatarBytes`, {
        as,
        headers: { 'content-type': 'image/png' },
        body: await picture('transparent-png', WIDTH),
      }),
  ],
  ['a URL', (ask, to, as, web) => ask('PUT', `${to}/avatar`, { as, json: { avatarUrl: `${web}/picture.gif` } })],
];

describe.each(databases)('Creators Hub on %s', (_, open) => {
  let database: LastingPlace;
  let server: RunningServer;
  let pictures: Server;
  let web: string;
  let ask: Ask;
  beforeAll(async () => {
    pictures = await pictureServer();
    const place = `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
    web = `http://${place}`;
    database = await open();
    server = await startServe(database.place, '--api', 'creators-hub', '--log-format', 'off', '--fetch-from', place);
  });
  afterAll(async () => {
    await server?.stop();
    pictures.close();
    await database?.close();
  });

  const anew = (): void => {
    ask = askIn(server.origin);
  };
  const urlIn = (answer: Answered): string => (jsonIn(answer) as { avatarUrl: string }).avatarUrl;
  const seen = async (path: string, as: string): Promise<string> => urlIn(await ask('GET', `${path}/avatar`, { as }));
  const seeded = (name: string): string => {
    const { avatarUrl } = exampleOf(contract, 'getUserAvatar', 200, name) as { avatarUrl: string };
    return `${server.origin}${new URL(avatarUrl).pathname}`;
  };

  it.each([
    ['me', SIX, 'avatar'],
    ['6', SEVEN, 'avatar'],
    ['me', SEVEN, 'placeholderAvatar'],
    ['7', SIX, 'placeholderAvatar'],
    ['12', SIX, 'managersAvatar'],
    ['me', MASTER, 'administratorsAvatar'],
  ])('shows the avatar of %s to everybody who has a token (%s)', async (id, as, example) => {
    anew();
    const url = await seen(of(id), as);
    expect(url).toBe(seeded(example));
    const loaded = await fetch(url);
    expect([loaded.status, loaded.headers.get('content-type')]).toEqual([
      200,
      url.endsWith('.png') ? 'image/png' : 'image/jpeg',
    ]);
  });

  describe.each(WAYS)('by %s', (_way, replace) => {
    it('makes a new URL each time, which loads as a JPEG and everybody sees', async () => {
      anew();
      const before = Date.now();
      const urls: string[] = [];
      for (let round = 0; round < 3; round++) urls.push(urlIn(await replace(ask, MINE, SIX, web)));
      expect(new Set(urls).size).toBe(3);
      for (const url of urls) {
        const [, time] = /^(?:http:\/\/[^/]+)\/(\d+)\/userAvatars\/6\/avatar\.jpg$/.exec(url) ?? [];
        expect(Number(time)).toBeGreaterThanOrEqual(before);
        expect(Number(time)).toBeLessThan(before + 60_000);
        // As an `<img>` does: without the session's header.
        expect(await loaded(url)).toEqual({ status: 200, type: 'image/jpeg', format: 'jpeg', width: WIDTH });
      }
      for (const [path, as] of [
        [MINE, SIX],
        [of(6), SIX],
        [of(6), SEVEN],
        [of(6), MASTER],
      ] as const)
        expect(await seen(path, as)).toBe(urls[2]);
      expect(await seen(of(7), SIX)).toBe(seeded('placeholderAvatar'));
      ask = askIn(server.origin);
      expect(await seen(MINE, SIX)).toBe(seeded('avatar'));
    });

    it.each([
      ['6', SIX, 200],
      ['6', MANAGER, 200],
      ['6', MASTER, 200],
      ['6', SEVEN, 403],
      ['7', SEVEN, 200],
      ['12', SIX, 403],
    ])('replaces the avatar of %s for %s: %i', async (id, as, status) => {
      anew();
      const before = await seen(of(id), SIX);
      const answer = await replace(ask, of(id), as, web);
      const { error } = exampleOf(contract, 'uploadUserAvatarFile', 403, 'userManageMissing') as { error: string };
      expect(told(answer)).toMatchObject(status === 403 ? { status, body: { error } } : { status });
      expect(await seen(of(id), SIX)).toBe(status === 200 ? urlIn(answer) : before);
      if (status === 200) expect(urlIn(answer)).toContain(`/userAvatars/${id}/avatar.jpg`);
    });
  });

  it('gives two uploads of the same moment two URLs, and shows one of them', async () => {
    anew();
    const [, upload] = WAYS[1] ?? [];
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload?.(ask, MINE, SIX, web)));
    const urls = answers.map((answer) => urlIn(answer as Answered));
    expect(new Set(urls).size).toBe(8);
    expect(urls).toContain(await seen(MINE, SIX));
    for (const url of urls) expect((await loaded(url)).status).toBe(200);
  });

  it('takes the contract’s own picture from its own store', async () => {
    anew();
    const { avatarUrl } = exampleOf(contract, 'getUserAvatar', 200, 'managersAvatar') as { avatarUrl: string };
    const answer = await ask('PUT', `${MINE}/avatar`, { as: SIX, json: { avatarUrl } });
    expect(answer.status).toBe(200);
    const sharp = await sharpLibrary();
    const original = await sharp(fileOf(contract, 'examples/pictures/user-12.jpg')).metadata();
    expect(await loaded(urlIn(answer))).toMatchObject({ format: 'jpeg', width: original.width });
    expect(await seen(MINE, SIX)).toBe(urlIn(answer));
  });

  it.each([
    ['a private address', () => 'http://10.0.0.1/me.jpg', 'urlPrivate'],
    ['a loopback address that nobody has allowed', () => 'http://127.0.0.1:9/me.jpg', 'urlPrivate'],
    ['the same machine by name', () => 'http://localhost:9/me.jpg', 'urlPrivate'],
    ['a private address by a redirect', () => `${web}/to-private`, 'urlPrivate'],
    ['what is missing', () => `${web}/missing.jpg`, 'urlNotFetchable'],
    ['a page', () => `${web}/page.html`, 'urlNotAPicture'],
    ['a page that claims to be a picture', () => `${web}/page.jpg`, 'urlNotAPicture'],
    ['what is no web address', () => 'ftp://example.com/me.jpg', 'urlNotHttp'],
  ])('refuses the URL of %s, in the contract’s words, and changes nothing', async (_what, url, example) => {
    anew();
    const answer = await ask('PUT', `${MINE}/avatar`, { as: SIX, json: { avatarUrl: url() } });
    expect(told(answer)).toEqual(urlFailure(422, example));
    expect(await seen(MINE, SIX)).toBe(seeded('avatar'));
  });

  it('follows a redirect to a picture', async () => {
    anew();
    const answer = await ask('PUT', `${MINE}/avatar`, { as: SIX, json: { avatarUrl: `${web}/moved` } });
    expect(await loaded(urlIn(answer))).toMatchObject({ status: 200, format: 'jpeg' });
  });

  it.each([
    ['99', 404, 'userUnknown'],
    ['0', 400, 'userIdOutOfRange'],
    ['six', 400, 'userIdNotANumber'],
  ])('knows no user %s', async (id, status, example) => {
    anew();
    expect(told(await ask('GET', `${of(id)}/avatar`, { as: SIX }))).toEqual({
      status,
      body: exampleOf(contract, 'getUserAvatar', status, example),
    });
    const upload = await ask('PUT', `${of(id)}/avatarBytes`, {
      as: MASTER,
      headers: { 'content-type': 'image/png' },
      body: await picture('png', WIDTH),
    });
    expect(upload.status).toBe(status);
  });

  it('takes the cookie of a browser for a token', async () => {
    anew();
    const cookie = `token=${SIX.slice('Bearer '.length)}`;
    const answer = await ask('GET', `${MINE}/avatar`, { headers: { cookie } });
    expect([answer.status, urlIn(answer)]).toEqual([200, seeded('avatar')]);
  });
});

async function loaded(url: string): Promise<{ status: number; [key: string]: unknown }> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const sharp = await sharpLibrary();
  const { format, width } = await sharp(bytes).metadata();
  return { status: response.status, type: response.headers.get('content-type'), format, width };
}

/** Pictures, and what is none, on loopback. */
async function pictureServer(): Promise<Server> {
  const gif = await picture('animated-gif', WIDTH);
  const page = '<!doctype html><title>No picture</title>';
  const answers: Record<string, [status: number, headers: Record<string, string>, body: string | Buffer]> = {
    '/picture.gif': [200, { 'content-type': 'image/gif' }, gif],
    '/page.html': [200, { 'content-type': 'text/html' }, page],
    '/page.jpg': [200, { 'content-type': 'image/jpeg' }, page],
    '/moved': [302, { location: '/picture.gif' }, ''],
    '/to-private': [302, { location: 'http://10.0.0.1/me.jpg' }, ''],
  };
  const server = createServer(({ url = '' }, response) => {
    const [status, headers, body] = answers[url] ?? [404, {}, ''];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
