import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { handlers } from '../../../src/apis/app-net/handlers.ts';
import type { Records, User } from '../../../src/apis/app-net/records.ts';
import { seed } from '../../../src/apis/app-net/seed.ts';
import type { Json } from '../../../src/contract/document.ts';
import { successBody } from '../../../src/contract/examples.ts';
import { rehostAll } from '../../../src/contract/rehost.ts';
import type { UploadedPicture } from '../../../src/contract/uploads.ts';
import { inspect } from '../../../src/images/picture.ts';
import type { AnyHandler } from '../../../src/server/handler.ts';
import type { World } from '../../../src/server/world.ts';
import { fileOf } from '../../../src/verify/cases/good-request.ts';
import { faultsOf } from '../../declared.ts';
import { checked, contractNamed, credentialNamed, ORIGIN, toolsFor } from '../checked.ts';
import { mapWorld } from '../map-world.ts';

const contract = contractNamed('app-net');
const editor = credentialNamed(contract, 'profileEditor');
const tools = toolsFor(contract);
const freshWorld = () => mapWorld<Records>(seed(contract));
const WITH_ANNOTATIONS = { include_user_annotations: 1 };

type Id = keyof typeof handlers;

/** An example of an operation's success as this server has it, with its own origin in the pictures. */
function example(operationId: string, name?: string): Json {
  return rehostAll(contract, successBody(contract, operationId, name), ORIGIN);
}

/** The JSON of a request's example. */
function sent(id: Id, name: string): Json {
  const media = contract.operations.find((one) => one.id === id)?.body?.content.get('application/json');
  return media?.examples.get(name)?.value ?? null;
}

async function uploaded(file: string): Promise<UploadedPicture> {
  const bytes = fileOf(contract, file);
  const found = await inspect(bytes);
  if (!found.picture) throw new Error(found.problem);
  return { bytes, ...found };
}

/** What the contract has where a request says nothing; it is filled in before handlers are asked. */
const DEFAULTS = { include_html: 1, include_annotations: 0, include_user_annotations: 0 };

/** What an operation answers, which is as the contract has it. */
async function asked(id: Id, world: World<Records>, about: Parameters<typeof checked>[1] & { query?: object }) {
  const handler: AnyHandler = handlers[id];
  const filled: typeof about = { ...about, query: { ...DEFAULTS, ...about.query } };
  const answer = await handler(checked(editor, filled), world, tools);
  const schema = contract.operations.find((one) => one.id === id)?.responses.get(answer.status)?.media?.schema;
  expect(schema === undefined ? [] : faultsOf(contract, schema, answer.body)).toEqual([]);
  return answer as { status: number; headers?: Record<string, string>; body: { data: User } };
}

const update = async (world: World<Records>, body: Json, query: object = {}) =>
  (await asked('updateMyProfile', world, { body, query })).body.data;

describe('replaceMyProfile', () => {
  it.each([
    ['replacement', WITH_ANNOTATIONS, 'replacedProfileAsRecorded'],
    ['replacementWithLinks', {}, 'profileWithEntities'],
  ])('answers %s with %j as the example %s', async (request, query, answer) => {
    const { status, body } = await asked('replaceMyProfile', freshWorld(), {
      body: sent('replaceMyProfile', request),
      query,
    });
    expect([status, body]).toEqual([200, example('replaceMyProfile', answer)]);
  });

  it('takes a whole user and ignores what only the server writes', async () => {
    const world = freshWorld();
    const own = await update(world, {}, WITH_ANNOTATIONS);
    const body = {
      ...own,
      id: 7,
      username: 'somebody',
      type: 'bot',
      counts: null,
      created_at: 'yesterday',
      canonical_url: 'javascript:alert(1)',
      verified_domain: 'example.com',
      avatar_image: {},
      cover_image: 'none',
      description: { ...own.description, html: '<script>', entities: {} },
    };
    const answer = await asked('replaceMyProfile', world, { body, query: WITH_ANNOTATIONS });
    expect(answer.body.data).toEqual(own);
  });

  it('removes the description by an empty text', async () => {
    const world = freshWorld();
    const body = sent('replaceMyProfile', 'replacementWithoutDescription');
    const { data } = (await asked('replaceMyProfile', world, { body, query: {} })).body;
    expect(data).toEqual({
      ...((example('replaceMyProfile', 'profileWithoutDescription') as { data: object } | null)?.data ?? {}),
      timezone: 'America/Chicago',
    });
    expect(data).not.toHaveProperty('description');
    expect((await update(world, {})).locale).toBe('en_US');
  });
});

describe('updateMyProfile', () => {
  it.each([
    [{}, 'updatedProfile'],
    [{ include_user_annotations: 1 }, 'updatedProfileWithAnnotations'],
    [{ include_annotations: '1' }, 'updatedProfileWithAnnotations'],
    [{ include_html: 0 }, 'updatedProfileWithoutHtml'],
    [{ include_html: '0', include_annotations: 0 }, 'updatedProfileWithoutHtml'],
  ])('answers nameUpdate with %j as the example %s', async (query, answer) => {
    const { status, body } = await asked('updateMyProfile', freshWorld(), {
      body: sent('updateMyProfile', 'nameUpdate'),
      query,
    });
    expect([status, body]).toEqual([200, example('updateMyProfile', answer)]);
  });

  it.each([
    [{}, {}],
    [{ name: 'Rob' }, { name: 'Rob' }],
    [{ timezone: 'US/Pacific' }, { timezone: 'US/Pacific' }],
    [{ locale: 'de' }, { locale: 'de_DE' }],
    [
      { locale: 'pt-BR', name: ' \ud83d ' },
      { locale: 'pt_BR', name: ' \ud83d ' },
    ],
  ])('with %j changes that and nothing else', async (body, changed) => {
    const world = freshWorld();
    const before = await update(world, {}, WITH_ANNOTATIONS);
    expect(await update(world, body, WITH_ANNOTATIONS)).toEqual({ ...before, ...changed });
    expect(await update(world, {}, WITH_ANNOTATIONS)).toEqual({ ...before, ...changed });
  });

  it('links what the description speaks of', async () => {
    const { description } = await update(freshWorld(), sent('updateMyProfile', 'descriptionUpdate'));
    expect(description).toEqual({
      text: 'I read App.net',
      html: '<span itemscope="https://app.net/schemas/Post">I read <a href="http://App.net">App.net</a></span>',
      entities: { mentions: [], hashtags: [], links: [{ url: 'http://App.net', text: 'App.net', pos: 7, len: 7 }] },
    });
  });

  it('refuses whoever has no profile, and keeps nothing', async () => {
    const world = freshWorld();
    for (const subject of ['', '3']) {
      const refused = handlers.updateMyProfile(checked(editor, { subject, body: { name: 'Rob' } }), world, tools);
      await expect(refused).rejects.toMatchObject({ kind: 'subjectUnknown' });
    }
    await expect(world.read('profile', '3')).rejects.toMatchObject({ kind: 'subjectUnknown' });
    expect(await world.read('pictures', '3')).toEqual(seed(contract).pictures['3']);
  });
});

describe('annotations', () => {
  const blog = { type: 'net.app.core.directory.blog', value: { url: 'http://mynewblog.com' } };
  const note = (name: string, text: string) => ({ type: `com.example.${name}`, value: { text } });
  const afterwards = async (world: World<Records>, ...annotations: Json[]) =>
    (await update(world, { annotations }, WITH_ANNOTATIONS)).annotations;

  it('are written in their place, added at the end, or deleted', async () => {
    const world = freshWorld();
    expect(await afterwards(world)).toEqual([blog]);
    expect(await afterwards(world, note('a', '1'), note('b', '1'))).toEqual([blog, note('a', '1'), note('b', '1')]);
    expect(await afterwards(world, note('a', '2'))).toEqual([blog, note('a', '2'), note('b', '1')]);
    expect(await afterwards(world, { type: blog.type }, note('c', '1'))).toEqual([
      note('a', '2'),
      note('b', '1'),
      note('c', '1'),
    ]);
    expect(await afterwards(world, { type: 'com.example.nothing' })).toHaveLength(3);
    expect(await afterwards(world, ...['a', 'b', 'c'].map((name) => ({ type: `com.example.${name}` })))).toEqual([]);
  });

  it('change as the example says', async () => {
    const { annotations } = sent('updateMyProfile', 'annotationUpdate') as { annotations: Json[] };
    expect(await afterwards(freshWorld(), ...annotations)).toEqual(annotations.slice(0, 1));
  });

  it('stay when a profile is replaced', async () => {
    const world = freshWorld();
    await afterwards(world, note('a', '1'));
    const body = sent('replaceMyProfile', 'replacement');
    const { data } = (await asked('replaceMyProfile', world, { body, query: WITH_ANNOTATIONS })).body;
    expect(data.annotations).toEqual([blog, note('a', '1')]);
  });

  it('are refused when all together exceed 8192 octets, and nothing changes', async () => {
    const world = freshWorld();
    const rest = 8_192 - Buffer.byteLength(JSON.stringify([blog, note('a', ''), note('b', '')]));
    const full = [note('a', 'ü'.repeat(1_000)), note('b', 'x'.repeat(rest - 2_000))];
    expect(await afterwards(world, ...full)).toEqual([blog, ...full]);
    const refused = update(world, { name: 'Rob', annotations: [note('b', 'x'.repeat(rest - 1_999))] });
    await expect(refused).rejects.toMatchObject({
      kind: 'bodyInvalid',
      detail: { violations: [{ location: ['request', 'body', 'annotations'], code: 'tooLarge' }] },
    });
    expect((await update(world, {})).name).toBe('Mark Thurman 3');
    expect(await afterwards(world, { type: blog.type }, note('b', 'x'.repeat(rest - 1_999)))).toHaveLength(2);
  });

  it.each(['me', '1558', '@AdnApi'])('have the user in the place of +net.app.core.user %s', async (user_id) => {
    const wish = (format: string) => ({
      type: 'com.example.user',
      value: { '+net.app.core.user': { user_id, format }, name: 'is preserved' },
    });
    const world = freshWorld();
    const { avatar_image, description, id, username } = await update(world, {});
    const [, basic] = (await afterwards(world, wish('basic'))) ?? [];
    expect(basic?.value).toEqual({ id, username, name: 'is preserved', avatar_image });
    const [, full] = (await afterwards(world, wish('full'))) ?? [];
    expect(full?.value).toMatchObject({ id, description, name: 'is preserved' });
    expect(full?.value).not.toHaveProperty('annotations');
  });

  it.each([
    { '+net.app.core.user': { user_id: '3', format: 'basic' } },
    { '+net.app.core.user': { user_id: 'me', format: 'other' } },
    { '+net.app.core.user': 'me' },
    { '+net.app.core.file': { file_id: '1', format: 'metadata' } },
  ])('keep %j, which stands for nothing known', async (value) => {
    const [, kept] = (await afterwards(freshWorld(), { type: 'com.example.user', value })) ?? [];
    expect(kept?.value).toEqual(value);
  });
});

describe.each([
  ['Avatar', 'avatar', 'new_avatar_image.jpg', [200, 200]],
  ['Cover', 'cover', 'new_cover_image.jpg', [1500, 500]],
] as const)('upload%s', (_, kind, file, [width, height]) => {
  const id: Id = kind === 'avatar' ? 'uploadMyAvatar' : 'uploadMyCover';
  const [mine, theirs]: Id[] = kind === 'avatar' ? ['getMyAvatar', 'getUserAvatar'] : ['getMyCover', 'getUserCover'];
  const key = `${kind}_image` as const;

  it('answers as the examples do, with an address of its own', async () => {
    const picture = await uploaded(`examples/pictures/${file}`);
    const wanted = example(id) as unknown as { data: User };
    const world = freshWorld();
    const { body } = await asked(id, world, { picture, query: {} });
    // The examples tell one story: the cover's has the avatar of the one before.
    const other = kind === 'avatar' ? 'cover_image' : 'avatar_image';
    const before = await update(freshWorld(), {});
    expect(body.data).toEqual({
      ...wanted.data,
      [key]: { ...wanted.data[key], url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4020\/image\/5\/[\w-]{32}$/) },
      [other]: before[other],
    });
    const path = new URL(body.data[key].url).pathname;
    expect(world.pictures.get(path)).toMatchObject({ path, owner: '1558', type: 'image/jpeg', resize: true });
    const metadata = await sharp(world.pictures.get(path)?.bytes).metadata();
    expect([metadata.width, metadata.height]).toEqual([width, height]);
    expect(await update(world, {})).toEqual(body.data);
    expect((await asked(mine as Id, world, {})).headers).toEqual({ Location: body.data[key].url });
    expect((await asked(theirs as Id, world, { subject: '1558' })).headers).toEqual({ Location: body.data[key].url });
  });

  it('keeps the former picture, and gives each a new address', async () => {
    const world = freshWorld();
    const picture = await uploaded(`examples/pictures/${file}`);
    await Promise.all(Array.from({ length: 5 }, () => asked(id, world, { picture, query: {} })));
    expect([world.pictures.size, world.removed]).toEqual([5, []]);
  });

  it.each(['gif', 'png'])('keeps a %s one', async (ending) => {
    const world = freshWorld();
    const picture = await uploaded(`examples/pictures/new_${kind}_image.${ending}`);
    const { body } = await asked(id, world, { picture, query: { include_html: 0, include_annotations: 1 } });
    expect([body.data.description?.html, body.data.annotations?.length]).toEqual([undefined, 1]);
    expect([...world.pictures.values()].map(({ type }) => type)).toEqual([`image/${ending}`]);
    const { width, height, is_default } = body.data[key];
    expect([width, height, is_default]).toEqual([picture.width, picture.height, false]);
  });

  it('refuses what cannot be decoded and who has no profile, and keeps nothing', async () => {
    const world = freshWorld();
    const picture = await uploaded(`examples/pictures/${file}`);
    const broken = { ...picture, bytes: picture.bytes.subarray(0, 100) };
    await expect(asked(id, world, { picture: broken, query: {} })).rejects.toMatchObject({ kind: 'pictureInvalid' });
    await expect(asked(id, world, { picture, subject: '', query: {} })).rejects.toMatchObject({
      kind: 'subjectUnknown',
    });
    expect(world.pictures.size).toBe(0);
  });
});

describe('uploadMyAvatar', () => {
  it('cuts a square from the middle', async () => {
    const world = freshWorld();
    const picture = await uploaded('examples/pictures/wide_avatar_image.jpg');
    const { body } = await asked('uploadMyAvatar', world, { picture, query: {} });
    expect(body.data.avatar_image).toMatchObject({ width: 200, height: 200 });
  });
});

describe.each([
  ['getMyAvatar', '1558', '/avatar_image.jpg'],
  ['getUserAvatar', '1558', '/avatar_image.jpg'],
  ['getUserAvatar', '3', '/default_avatar_image.png'],
  ['getMyCover', '1558', '/cover_image.jpg'],
  ['getUserCover', '1558', '/cover_image.jpg'],
  ['getUserCover', '3', '/default_cover_image.png'],
] as const)('%s', (id, subject, path) => {
  it(`of user ${subject} leads to ${path}`, async () => {
    const answer = await asked(id, freshWorld(), { subject });
    expect(answer).toEqual({ status: 302, headers: { Location: `${ORIGIN}${path}` } });
  });

  it('of nobody is refused', async () => {
    await expect(asked(id, freshWorld(), { subject: '99' })).rejects.toMatchObject({ kind: 'subjectUnknown' });
  });
});
