import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { sharpLibrary } from '../../src/images/picture.ts';
import { fileOf } from '../../src/verify/cases/good-request.ts';
import { type Kind, picture } from '../../src/verify/cases/uploads/pictures.ts';
import { databases } from '../databases.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { rehosted } from '../rehosted.ts';
import {
  type Ask,
  type Asked,
  askIn,
  contractNamed,
  credentialNamed,
  enoughOfSpan,
  exampleOf,
  fileForm,
  operationNamed,
  told,
} from './behaviour.ts';
import { servedOn } from './served.ts';

const contract = contractNamed('app-net');
const EDITOR = credentialNamed(contract, 'profileEditor');
const READER = credentialNamed(contract, 'reader');
const ME = '/stream/0/users/me';
const SPAN_S = 60;

const LINK = {
  name: 'Mark',
  locale: 'de',
  timezone: 'Europe/Berlin',
  description: { text: '🎉 @appdotnet #Straße App.net' },
};

interface User {
  [key: string]: Json;
  avatar_image: { url: string; width: number; height: number; is_default: boolean };
  cover_image: { url: string; width: number; height: number; is_default: boolean };
}

const userIn = (answer: Answered): User => (jsonIn(answer) as { data: User }).data;
const messageIn = (answer: Answered): unknown =>
  (jsonIn(answer) as { meta?: { error_message?: string } } | undefined)?.meta?.error_message;

/** The request example of an operation. */
function sent(operationId: string, example: string): Json {
  const [media] = operationNamed(contract, operationId).body?.content.values() ?? [];
  return media?.examples.get(example)?.value ?? null;
}

describe.each(databases)('App.net on %s', (_, open) => {
  const served = servedOn(open, '--api', 'app-net', '--log-format', 'off');
  let ask: Ask;

  const anew = (): void => {
    ask = askIn(served.origin);
  };
  const mine = (method: string, path = '', asked: Asked = {}): Promise<Answered> =>
    ask(method, `${ME}${path}`, { as: EDITOR, ...asked });
  const here = (operationId: string, name: string): Json =>
    rehosted(contract, exampleOf(contract, operationId, 200, name), served.origin);
  const profile = async (): Promise<User> => userIn(await mine('PATCH', '?include_user_annotations=1', { json: {} }));

  it('replaceMyProfile gives the first example but for what it writes out, and remembers it', async () => {
    anew();
    const json = sent('replaceMyProfile', 'replacement');
    const answer = await mine('PUT', '?include_user_annotations=1', { json });
    expect(told(answer)).toEqual({ status: 200, body: here('replaceMyProfile', 'replacedProfileAsRecorded') });
    // The example of the documentation is short for it: one text for both forms, no empty lists.
    const documented = (here('replaceMyProfile', 'replacedProfile') as { data: User }).data;
    expect({ ...userIn(answer), description: documented['description'] }).toEqual(documented);
    expect(await profile()).toEqual(userIn(answer));
    anew();
    expect((await profile())['name']).toBe('Mark Thurman 3');
  });

  it.each([
    ['replaceMyProfile', 'PUT', 'replacementWithLinks', 'profileWithEntities', ''],
    ['updateMyProfile', 'PATCH', 'nameUpdate', 'updatedProfile', ''],
    ['updateMyProfile', 'PATCH', 'nameUpdate', 'updatedProfileWithAnnotations', '?include_user_annotations=1'],
    ['updateMyProfile', 'PATCH', 'nameUpdate', 'updatedProfileWithAnnotations', '?include_annotations=1'],
  ])('%s, %s of %s, gives %s with “%s”', async (operationId, method, request, example, search) => {
    anew();
    const answer = await mine(method, search, { json: sent(operationId, request) });
    expect(told(answer)).toEqual({ status: 200, body: here(operationId, example) });
  });

  it('include_html=0 leaves the HTML out', async () => {
    anew();
    const answer = await mine('PATCH', '?include_html=0', { json: {} });
    expect(userIn(answer)['description']).toEqual({
      text: 'new description',
      entities: { mentions: [], hashtags: [], links: [] },
    });
  });

  it('PATCH changes what came and nothing else; what only the server writes is passed over', async () => {
    anew();
    const before = await profile();
    const json = {
      name: 'Mark',
      id: 7,
      username: 'other',
      counts: { posts: 0 },
      avatar_image: { url: 'http://x.example' },
    };
    await mine('PATCH', '', { json });
    expect(await profile()).toEqual({ ...before, name: 'Mark' });
    await mine('PATCH', '', { json: { locale: 'pt-BR' } });
    expect(await profile()).toEqual({ ...before, name: 'Mark', locale: 'pt_BR' });
  });

  it('a description that is emptied is gone, until there is one again', async () => {
    anew();
    expect(userIn(await mine('PATCH', '', { json: { description: { text: '' } } }))).not.toHaveProperty('description');
    expect(await profile()).not.toHaveProperty('description');
    expect((await mine('PUT', '', { json: LINK })).status).toBe(200);
    expect(await profile()).toHaveProperty('description.text', LINK.description.text);
  });

  it('annotations are written one by one, and deleted without a value', async () => {
    anew();
    const blog = { type: 'net.app.core.directory.blog', value: { url: 'http://mynewblog.com' } };
    const free = { type: 'com.example.colour', value: { favourite: ['green', 1, null] } };
    await mine('PATCH', '', { json: { annotations: [free] } });
    expect((await profile())['annotations']).toEqual([blog, free]);
    await mine('PATCH', '', { json: { annotations: [{ type: blog.type }] } });
    expect((await profile())['annotations']).toEqual([free]);
    await mine('PATCH', '', { json: sent('updateMyProfile', 'annotationUpdate') });
    expect((await profile())['annotations']).toEqual([
      free,
      { type: 'net.app.core.geolocation', value: { latitude: 37.7749, longitude: -122.4194 } },
    ]);
    // Together with those that there are they would be too large.
    const large = (type: string) => ({ type, value: { text: 'x'.repeat(5_000) } });
    expect((await mine('PATCH', '', { json: { annotations: [large('com.example.one')] } })).status).toBe(200);
    const before = await profile();
    const refused = await mine('PATCH', '', { json: { name: 'No', annotations: [large('com.example.two')] } });
    expect(told(refused)).toEqual({
      status: 400,
      body: exampleOf(contract, 'updateMyProfile', 400, 'annotationsTooLarge'),
    });
    expect(await profile()).toEqual(before);
  });

  it('finds mentions, hashtags and links, and counts in code points', async () => {
    anew();
    const user = userIn(await mine('PUT', '', { json: LINK }));
    expect(user['description']).toMatchObject({
      text: LINK.description.text,
      entities: {
        mentions: [{ name: 'appdotnet', id: '3', pos: 2, len: 10 }],
        hashtags: [{ pos: 13, len: 7 }],
        links: [{ url: expect.stringMatching(/^http:\/\/App\.net\/?$/i), text: 'App.net', pos: 21, len: 7 }],
      },
    });
    const { html } = user['description'] as { html: string };
    expect(html).toMatch(/^<span itemscope="https:\/\/app\.net\/schemas\/Post">🎉 .*<\/span>$/);
  });

  it.each([
    ['en', 'en_US'],
    ['de-AT', 'de_AT'],
    ['zh_TW', 'zh_TW'],
  ])('makes the locale %s %s', async (locale, stored) => {
    anew();
    expect(userIn(await mine('PATCH', '', { json: { locale } }))['locale']).toBe(stored);
  });

  it.each(['US/Central', 'Canada/Central', 'Europe/Berlin'])(
    'keeps the time zone %s as it is sent',
    async (timezone) => {
      anew();
      expect(userIn(await mine('PATCH', '', { json: { timezone } }))['timezone']).toBe(timezone);
    },
  );

  it.each<[what: string, json: Json, example: string]>([
    ['an unknown locale', { locale: 'xx_YY' }, 'localeInvalid'],
    ['an unknown time zone', { timezone: 'Mars/Olympus' }, 'timezoneInvalid'],
    ['a name of 51 letters', { name: 'x'.repeat(51) }, 'nameInvalid'],
    ['a name and a wrong locale, of which it applies none', { name: 'Mark', locale: '' }, 'localeInvalid'],
  ])('refuses %s and changes nothing', async (_what, json, example) => {
    anew();
    const before = await profile();
    expect(told(await mine('PATCH', '', { json }))).toEqual({
      status: 400,
      body: exampleOf(contract, 'updateMyProfile', 400, example),
    });
    expect(await profile()).toEqual(before);
  });

  it('redirects to the pictures with the query, but for what is secret', async () => {
    anew();
    const token = EDITOR.slice('Bearer '.length);
    const answer = await ask('GET', `${ME}/avatar?w=50&access_token=${token}&callback=x&h=20&q=a+b`);
    const { location = '' } = answer.headers;
    expect([answer.status, location]).toEqual([302, `${served.origin}/avatar_image.jpg?w=50&h=20&q=a+b`]);
    expect(answer.headers['content-length']).toBe('0');
    for (const path of ['1558', '@adnapi', '@ADNapi', '%40adnapi'])
      expect((await ask('GET', `/users/${path}/cover`)).headers['location']).toBe(`${served.origin}/cover_image.jpg`);
    const others = await ask('GET', '/stream/0/users/@appdotnet/avatar');
    expect(others.headers['location']).toBe(`${served.origin}/default_avatar_image.png`);
    expect((await ask('GET', `${ME}/avatar`, { as: READER })).status).toBe(302);
    expect((await ask('GET', `${ME}/avatar`)).status).toBe(401);
  });

  it.each<[kind: Kind, type: string, frames: number]>([
    ['jpeg', 'image/jpeg', 1],
    ['rotated-jpeg', 'image/jpeg', 1],
    ['transparent-png', 'image/png', 1],
    ['animated-gif', 'image/gif', 3],
  ])('crops an avatar to a square: %s', async (kind, type, frames) => {
    anew();
    const user = userIn(await mine('POST', '/avatar', { form: fileForm('avatar', await picture(kind, 60), type) }));
    expect(user.avatar_image).toEqual({ url: expect.any(String), width: 24, height: 24, is_default: false });
    expect((await profile()).avatar_image).toEqual(user.avatar_image);
    const { location } = (await ask('GET', '/users/@adnapi/avatar')).headers;
    expect(location).toBe(user.avatar_image.url);
    expect(await sizeAt(user.avatar_image.url)).toEqual({ type, width: 24, height: 24, frames });
  });

  it('keeps a cover’s shape, and scales it down by w and h', async () => {
    anew();
    const bytes = fileOf(contract, 'examples/pictures/new_cover_image.jpg');
    const { cover_image } = userIn(await mine('POST', '/cover', { form: fileForm('cover', bytes, 'image/jpeg') }));
    const { url, width, height } = cover_image;
    expect([width, height]).toEqual([1500, 500]);
    for (const [search, wanted] of [
      ['', { width: 1500, height: 500 }],
      ['?w=300', { width: 300, height: 100 }],
      ['?h=100', { width: 300, height: 100 }],
      ['?w=50&h=50', { width: 50, height: 50 }],
      ['?w=5000', { width: 1500, height: 500 }],
    ] as const)
      expect(await sizeAt(`${url}${search}`)).toMatchObject(wanted);
    // By the redirect as well, which hands the wish on.
    expect(await sizeAt(`${served.origin}/users/1558/cover?w=60`, ask)).toMatchObject({ width: 60 });
  });

  it('refuses a cover that is too narrow, and changes nothing', async () => {
    anew();
    const before = await profile();
    const answer = await mine('POST', '/cover', { form: fileForm('cover', await picture('jpeg', 959), 'image/jpeg') });
    expect(told(answer)).toEqual({ status: 400, body: exampleOf(contract, 'uploadMyCover', 400, 'coverTooNarrow') });
    expect(await profile()).toEqual(before);
  });

  it('lists the caller’s scopes, and says how the rate limit stands', async () => {
    anew();
    const { headers } = await mine('PATCH', '', { json: {} });
    expect(headers).toMatchObject({
      'x-oauth-scopes': 'update_profile',
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': '19',
    });
    expect(Number(headers['x-ratelimit-reset'])).toBeLessThanOrEqual(SPAN_S);
  });

  it('allows 20 writes a minute, refused ones among them, and reading always', async () => {
    anew();
    await enoughOfSpan(SPAN_S, 6_000);
    const writes = await Promise.all(
      Array.from({ length: 20 }, (_unused, index) => mine('PATCH', '', { json: index % 2 ? {} : { name: 1 } })),
    );
    expect(writes.filter(({ status }) => status === 429)).toEqual([]);
    const throttled = await mine('POST', '/avatar');
    expect([throttled.status, messageIn(throttled)]).toEqual([429, 'Too many requests']);
    expect(Number(throttled.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(throttled.headers['retry-after'])).toBeLessThanOrEqual(SPAN_S);
    expect((await mine('GET', '/avatar')).status).toBe(302);
    // Another token counts for itself.
    expect((await mine('PATCH', '', { as: READER, json: {} })).status).toBe(403);
  });

  /** What a picture is, by its bytes; asked in a session, or as an `<img>` does. */
  async function sizeAt(url: string, asking?: Ask): Promise<object> {
    const { pathname, search } = new URL(url);
    const answer =
      asking === undefined
        ? await exchange(served.origin, { method: 'GET', path: `${pathname}${search}` })
        : await asking('GET', `${pathname}${search}`);
    if (answer.status === 302) return sizeAt(answer.headers['location'] ?? '', asking);
    const sharp = await sharpLibrary();
    const { width, height, pages = 1 } = await sharp(answer.body).metadata();
    return { type: answer.headers['content-type'], width, height, frames: pages };
  }
});
