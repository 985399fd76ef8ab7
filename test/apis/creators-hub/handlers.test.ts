import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { behaviour } from '../../../src/apis/creators-hub/index.ts';
import { refuse } from '../../../src/contract/failures.ts';
import type { UploadedPicture } from '../../../src/contract/uploads.ts';
import { fileOf } from '../../../src/verify/cases/good-request.ts';
import { checked, contractNamed, credentialNamed, ORIGIN, toolsFor } from '../checked.ts';
import { mapWorld } from '../map-world.ts';

const contract = contractNamed('creators-hub');
const six = credentialNamed(contract, 'userSix');
const manager = credentialNamed(contract, 'manager');
const NOW = Date.UTC(2026, 10, 21);
const picture: UploadedPicture = {
  bytes: fileOf(contract, 'examples/pictures/andrew_ryan.webp'),
  type: 'image/webp',
  width: 0,
  height: 0,
  frames: 1,
};
const asked: string[] = [];
const tools = toolsFor(contract, {
  async fetchPicture(url) {
    asked.push(url);
    return picture;
  },
});
const { handlers } = behaviour;

const freshWorld = () => mapWorld(behaviour.seed(contract));
const pathOf = (time: number, id: string): string => `/${time}/userAvatars/${id}/avatar.jpg`;

describe('reading an avatar', () => {
  it.each([
    ['6', '/1677061054831/userAvatars/6/avatar.jpg'],
    ['7', '/images/user-placeholder.png'],
    ['12', '/1676459112408/userAvatars/12/avatar.jpg'],
    ['1', '/1675154730150/userAvatars/1/avatar.jpg'],
  ])('of user %s gives %s, as me and by id', async (subject, path) => {
    const wanted = { status: 200, body: { avatarUrl: `${ORIGIN}${path}` } };
    expect(await handlers.getMyAvatar(checked(six, { subject }), freshWorld(), tools)).toEqual(wanted);
    expect(await handlers.getUserAvatar(checked(six, { subject }), freshWorld(), tools)).toEqual(wanted);
  });

  it('of nobody is refused', async () => {
    const read = handlers.getUserAvatar(checked(six, { subject: '99' }), freshWorld(), tools);
    await expect(read).rejects.toMatchObject({ kind: 'subjectUnknown' });
  });
});

describe.each(['uploadMyAvatarFile', 'uploadUserAvatarFile', 'uploadMyAvatarBytes', 'uploadUserAvatarBytes'] as const)(
  '%s',
  (id) => {
    it('keeps the picture as a JPEG at a new address of that user', async () => {
      const world = freshWorld();
      const path = pathOf(NOW, '6');
      const answer = await handlers[id](checked(manager, { subject: '6', picture }), world, tools);
      expect(answer).toEqual({ status: 200, body: { avatarUrl: `${ORIGIN}${path}` } });
      expect(world.pictures.get(path)).toMatchObject({ path, owner: '6', type: 'image/jpeg', resize: false });
      const { format } = await sharp(world.pictures.get(path)?.bytes).metadata();
      expect(format).toBe('jpeg');
      expect(await handlers.getUserAvatar(checked(six), world, tools)).toEqual(answer);
      expect(world.removed).toEqual([]);
    });
  },
);

describe.each(['replaceMyAvatarByUrl', 'replaceUserAvatarByUrl'] as const)('%s', (id) => {
  const body = { avatarUrl: 'https://pictures.example/6' };

  it('keeps a copy of what is there', async () => {
    const world = freshWorld();
    const answer = await handlers[id](checked(six, { body }), world, tools);
    expect(answer.body).toEqual({ avatarUrl: `${ORIGIN}${pathOf(NOW, '6')}` });
    expect(asked.at(-1)).toBe(body.avatarUrl);
    expect(world.pictures.get(pathOf(NOW, '6'))?.type).toBe('image/jpeg');
  });

  it('changes nothing when nothing can be fetched', async () => {
    const world = freshWorld();
    const replaced = handlers[id](checked(six, { body }), world, toolsFor(contract));
    await expect(replaced).rejects.toEqual(
      refuse('bodyInvalid', ['body', 'avatarUrl'], body.avatarUrl, 'notFetchable'),
    );
    expect(world.pictures.size).toBe(0);
  });
});

describe('replacing an avatar', () => {
  it('gives a new address each time, within one millisecond too', async () => {
    const world = freshWorld();
    const all = await Promise.all(
      Array.from({ length: 5 }, () => handlers.uploadMyAvatarFile(checked(six, { picture }), world, tools)),
    );
    const urls = all.map(({ body: { avatarUrl } }) => avatarUrl).sort();
    expect(urls).toEqual([0, 1, 2, 3, 4].map((later) => `${ORIGIN}${pathOf(NOW + later, '6')}`));
    const current = await handlers.getMyAvatar(checked(six), world, tools);
    expect(current.body.avatarUrl).toBe(urls.at(-1));
  });

  it('of nobody keeps nothing', async () => {
    const world = freshWorld();
    const upload = handlers.uploadUserAvatarFile(checked(manager, { subject: '99', picture }), world, tools);
    await expect(upload).rejects.toMatchObject({ kind: 'subjectUnknown' });
    expect(world.pictures.size).toBe(0);
  });

  it('by what cannot be decoded is refused', async () => {
    const world = freshWorld();
    const broken = { ...picture, bytes: Buffer.from('no picture') };
    const upload = handlers.uploadMyAvatarBytes(checked(six, { picture: broken }), world, tools);
    await expect(upload).rejects.toMatchObject({ kind: 'pictureInvalid' });
    expect(world.pictures.size).toBe(0);
  });
});
