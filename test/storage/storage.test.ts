import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/contract/document.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { NewPicture, RecordKey, Storage, WorldInfo } from '../../src/storage/storage.ts';
import { type EmptyPlace, PLACES } from './places.ts';

const MINUTE_MS = 60_000;

describe.each(PLACES)('storage in %s', (_kind, empty) => {
  let place: EmptyPlace;
  let storage: Storage;
  beforeAll(async () => {
    place = await empty();
    storage = await openStorage(place.place);
  });
  beforeEach(async () => {
    await storage.forgetIdle(new Date('2100-01-01'));
    await storage.resetAll();
  });
  afterAll(async () => {
    await storage.close();
    await place.stop();
  });

  /** Without the world that has no name, which is never forgotten. */
  const named = async (): Promise<WorldInfo[]> => (await storage.worlds()).filter((world) => world.name !== '');

  it('answers', () => expect(storage.check()).resolves.toBeUndefined());

  describe('records', () => {
    it('are undefined before they are written, then as written, then null once removed', async () => {
      expect(await storage.read('', USER)).toBeUndefined();
      await storage.change('', (change) => change.write(USER, { name: 'Alice' }));
      expect(await storage.read('', USER)).toEqual({ name: 'Alice' });
      await storage.change('', (change) => change.remove(USER));
      expect(await storage.read('', USER)).toBeNull();
      await storage.change('', (change) => change.write(USER, [1]));
      expect(await storage.read('', USER)).toEqual([1]);
    });

    it('are told apart by world, API, kind and id', async () => {
      const others: [string, RecordKey][] = [
        ['other', USER],
        ['', { ...USER, api: 'b' }],
        ['', { ...USER, kind: 'token' }],
        ['', { ...USER, id: '7' }],
      ];
      await storage.change('', (change) => change.write(USER, 'it'));
      for (const [world, record] of others) expect(await storage.read(world, record)).toBeUndefined();
    });

    it.each([
      ['NUL', '\u0000'],
      ['a lone surrogate', 'a\ud800b'],
      ['another lone surrogate', 'a\udfffb'],
      ['an emoji', '👩‍👩‍👧'],
      ['quotes and backslashes', '\\"\'\\u0000'],
      ['every control character', String.fromCharCode(...Array.from({ length: 160 }, (_, code) => code))],
      ['the end of a line', 'a\u2028b\r\n'],
      ['nothing', ''],
      ['100 000 characters', 'ä€'.repeat(50_000)],
    ])('keep %s', async (_what, text) => {
      const value: Json = { [text]: [text, { deep: text }] };
      await storage.change('', (change) => change.write(USER, value));
      expect(await storage.read('', USER)).toEqual(value);
    });

    it.each([null, true, 0, -1.5e-300, '', [], {}].map((value) => [JSON.stringify(value), { value }]))(
      'keep %s',
      async (_text, value) => {
        await storage.change('', (change) => change.write(USER, value));
        expect(await storage.read('', USER)).toEqual(value);
      },
    );

    it('have names of any characters, each its own', async () => {
      const names = [
        '\u0000',
        '\\u0000',
        '\ud800',
        '\udc00',
        '\ufffd',
        'é',
        'e\u0301',
        'É',
        "'",
        '"',
        '%',
        '_',
        ' ',
        '',
      ];
      for (const id of names) await storage.change('', (change) => change.write({ ...USER, id }, id));
      for (const id of names) expect(await storage.read('', { ...USER, id })).toBe(id);
      for (const world of names) await storage.change(world, (change) => change.write(USER, world));
      for (const world of names) expect(await storage.read(world, USER)).toBe(world);
      expect((await named()).map((world) => world.name).sort()).toEqual(names.filter((name) => name !== '').sort());
    });
  });

  describe('change', () => {
    it('gives what act gives, and lets it read what it has written', async () => {
      const seen = await storage.change('', async (change) => {
        const before = await change.read(USER);
        await change.write(USER, 1);
        const between = await change.read(USER);
        await change.remove(USER);
        return [before, between, await change.read(USER)];
      });
      expect(seen).toEqual([undefined, 1, null]);
    });

    it('changes nothing when act throws, and throws the same', async () => {
      const failure = new Error('no');
      await storage.change('', (change) => change.addPicture(PICTURE));
      const changing = storage.change('', async (change) => {
        await change.write(USER, 1);
        await change.addPicture({ ...PICTURE, path: '/other.jpg' });
        await change.removePicture(PICTURE.path);
        await change.removePicture('/seeded.png');
        throw failure;
      });
      await expect(changing).rejects.toBe(failure);
      expect(await storage.read('', USER)).toBeUndefined();
      expect(await storage.picture('', '/other.jpg')).toBeUndefined();
      expect(await storage.picture('', '/seeded.png')).toBeUndefined();
      expect(await storage.picture('', PICTURE.path)).toBeDefined();
    });

    it('that fails leaves those beside it as they are', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 90 }, (_, index) =>
          storage.change(`w${index % 3}`, async (change) => {
            await change.write({ ...USER, id: String(index) }, index);
            if (index % 4 === 0) throw new Error('no');
            return index;
          }),
        ),
      );
      for (const [index, outcome] of outcomes.entries()) {
        const isGood = index % 4 !== 0;
        expect(outcome).toMatchObject(isGood ? { status: 'fulfilled', value: index } : { status: 'rejected' });
        expect(await storage.read(`w${index % 3}`, { ...USER, id: String(index) })).toBe(isGood ? index : undefined);
      }
    });

    it('comes after the other changes of its world', async () => {
      const worlds = ['', 'one', 'two'];
      await Promise.all(worlds.flatMap((world) => Array.from({ length: 100 }, () => increment(storage, world))));
      for (const world of worlds) expect(await storage.read(world, COUNTER)).toBe(100);
    });

    it('is seen by nobody before it is done', async () => {
      await storage.change('', (change) => change.write(USER, 'old'));
      const reads: Promise<unknown>[] = [];
      let isDone = false;
      const changing = storage.change('', async (change) => {
        await change.write(USER, 'half');
        for (let count = 0; count < 10; count++) reads.push(storage.read('', USER));
        await change.read(USER);
        await change.write(USER, 'new');
        isDone = true;
      });
      await changing;
      expect(isDone).toBe(true);
      for (const read of reads) expect(['old', 'new']).toContain(await read);
    });
  });

  describe('pictures', () => {
    it('come back as they were, with an ETag of their bytes', async () => {
      const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256));
      expect(await storage.change('', (change) => change.addPicture({ ...PICTURE, bytes }))).toBe(true);
      const found = await storage.picture('', PICTURE.path);
      expect(found).toMatchObject({ type: 'image/jpeg', resize: true, etag: expect.stringMatching(/^"[\w-]{22}"$/) });
      expect(Buffer.isBuffer(found?.bytes)).toBe(true);
      expect(found?.bytes.equals(bytes)).toBe(true);
      await storage.change('', (change) => change.addPicture({ ...PICTURE, path: '/same.jpg', bytes, resize: false }));
      await storage.change('', (change) => change.addPicture({ ...PICTURE, path: '/different.jpg' }));
      expect(await storage.picture('', '/same.jpg')).toMatchObject({ etag: found?.etag, resize: false });
      expect((await storage.picture('', '/different.jpg'))?.etag).not.toBe(found?.etag);
    });

    it('are found in their world, and without one', async () => {
      await storage.change('mine', (change) => change.addPicture(PICTURE));
      expect(await storage.picture('mine', PICTURE.path)).toBeDefined();
      expect(await storage.picture(undefined, PICTURE.path)).toBeDefined();
      expect(await storage.picture('yours', PICTURE.path)).toBeUndefined();
      expect(await storage.picture(undefined, '/none.jpg')).toBeUndefined();
    });

    it('have paths of their own over all worlds', async () => {
      await storage.change('mine', (change) => change.addPicture(PICTURE));
      const taken = await storage.change('yours', async (change) => {
        await change.write(USER, 'kept');
        return change.addPicture({ ...PICTURE, bytes: Buffer.from('other') });
      });
      expect(taken).toBe(false);
      expect(await storage.read('yours', USER)).toBe('kept');
      expect((await storage.picture(undefined, PICTURE.path))?.bytes.equals(PICTURE.bytes)).toBe(true);
      const added = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          storage.change(`w${index % 5}`, (change) => change.addPicture({ ...PICTURE, path: '/race.jpg' })),
        ),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('that were uploaded are gone once removed; seeded ones are hidden in that world alone', async () => {
      await storage.change('mine', (change) => change.addPicture(PICTURE));
      await storage.change('yours', (change) => change.removePicture(PICTURE.path));
      expect(await storage.picture('mine', PICTURE.path)).toBeDefined();
      await storage.change('mine', (change) => change.removePicture(PICTURE.path));
      expect(await storage.picture('mine', PICTURE.path)).toBeUndefined();
      for (let times = 0; times < 2; times++)
        await storage.change('mine', (change) => change.removePicture('/seeded.png'));
      expect(await storage.picture('mine', '/seeded.png')).toBeNull();
      expect(await storage.picture('other', '/seeded.png')).toBeUndefined();
      expect(await storage.picture(undefined, '/seeded.png')).toBeUndefined();
      await storage.change('mine', (change) => change.addPicture({ ...PICTURE, path: '/seeded.png' }));
      expect(await storage.picture('mine', '/seeded.png')).toMatchObject({ type: 'image/jpeg' });
    });

    it('of one owner are 1000 at most, the newest', async () => {
      const upload = (owner: string, index: number): Promise<boolean> =>
        storage.change('mine', (change) => change.addPicture({ ...PICTURE, owner, path: `/${owner}/${index}.jpg` }));
      await upload('6', 0);
      await upload('7', 0);
      // So that none of the next is of the same millisecond.
      await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all(Array.from({ length: 999 }, (_, index) => upload('6', index + 1)));
      expect(await storage.picture('mine', '/6/0.jpg')).toBeDefined();
      await upload('6', 1000);
      expect(await storage.picture('mine', '/6/0.jpg')).toBeUndefined();
      expect(await storage.picture('mine', '/7/0.jpg')).toBeDefined();
      expect(await storage.picture('mine', '/6/1000.jpg')).toBeDefined();
      expect(await named()).toMatchObject([{ name: 'mine', changes: 1001 }]);
      await storage.reset('mine');
      expect(await named()).toMatchObject([{ name: 'mine', changes: 0 }]);
    });
  });

  describe('worlds', () => {
    it('are known from their first use or change, the longest idle first', async () => {
      const at = (minutes: number): Date => new Date(Date.UTC(2030, 0, 1, 0, minutes));
      await storage.touch('b', at(1));
      await storage.touch('a', at(2));
      await storage.touch('c', at(3));
      await storage.touch('b', at(4));
      await storage.touch('a', at(1));
      await storage.change('b', async (change) => {
        await change.write(USER, 1);
        await change.remove({ ...USER, id: '7' });
        await change.addPicture(PICTURE);
        await change.removePicture('/seeded.png');
      });
      expect(await named()).toEqual([
        { name: 'a', createdAt: at(2), usedAt: at(2), changes: 0 },
        { name: 'c', createdAt: at(3), usedAt: at(3), changes: 0 },
        { name: 'b', createdAt: at(1), usedAt: at(4), changes: 4 },
      ]);
      await storage.change('d', (change) => change.write(USER, 1));
      expect((await named())[0]).toMatchObject({ name: 'd', changes: 1 });
    });

    it('remember a use that came shortly after another', async () => {
      const first = Date.UTC(2030, 0, 1);
      for (const ms of [0, 10, 3_000, 2_000]) await storage.touch('often', new Date(first + ms));
      expect(await storage.forgetIdle(new Date(first + 2_500))).toEqual([]);
      expect(await named()).toMatchObject([{ name: 'often', usedAt: new Date(first + 3_000) }]);
    });

    it('are put back one by one, or all', async () => {
      const fill = (world: string): Promise<void> =>
        storage.change(world, async (change) => {
          await change.write(USER, world);
          await change.addPicture({ ...PICTURE, path: `/${world}.jpg` });
          await change.removePicture('/seeded.png');
        });
      for (const world of ['', 'one', 'two']) await fill(world);
      await storage.reset('one');
      expect(await storage.read('one', USER)).toBeUndefined();
      expect(await storage.picture('one', '/one.jpg')).toBeUndefined();
      expect(await storage.picture('one', '/seeded.png')).toBeUndefined();
      expect(await storage.read('two', USER)).toBe('two');
      await storage.resetAll();
      for (const world of ['', 'two']) expect(await storage.read(world, USER)).toBeUndefined();
      expect((await named()).map(({ name, changes }) => [name, changes]).sort()).toEqual([
        ['one', 0],
        ['two', 0],
      ]);
    });

    it('are forgotten when nobody has used them since, but for the one without a name', async () => {
      const at = new Date(Date.UTC(2030, 0, 1));
      const later = new Date(at.getTime() + MINUTE_MS);
      for (const world of ['', 'idle', 'idle too']) await storage.touch(world, at);
      await storage.touch('used', later);
      await storage.change('idle', async (change) => {
        await change.write(USER, 1);
        for (let index = 0; index < 120; index++) await change.addPicture({ ...PICTURE, path: `/${index}.jpg` });
      });
      expect((await storage.forgetIdle(later)).sort()).toEqual(['idle', 'idle too']);
      expect((await storage.worlds()).map((world) => world.name)).toEqual(['', 'used']);
      expect(await storage.read('idle', USER)).toBeUndefined();
      expect(await storage.picture(undefined, '/119.jpg')).toBeUndefined();
      await storage.touch('idle', later);
      expect((await storage.worlds()).map((world) => world.name)).toContain('idle');
    });
  });

  it('close finishes what is under way and refuses what comes after', async () => {
    const own = await empty();
    const closing = await openStorage(own.place);
    const changes = Array.from({ length: 20 }, () => increment(closing, 'w'));
    await closing.close();
    await closing.close();
    await expect(Promise.all(changes)).resolves.toHaveLength(20);
    await expect(increment(closing, 'w')).rejects.toThrow('closed');
    await own.stop();
  });
});

const USER: RecordKey = { api: 'a', kind: 'user', id: '6' };
const COUNTER: RecordKey = { api: 'a', kind: 'counter', id: '1' };
const PICTURE: NewPicture = {
  path: '/1/avatar.jpg',
  api: 'a',
  owner: '6',
  type: 'image/jpeg',
  bytes: Buffer.from([0, 1, 2, 255, 0]),
  resize: true,
};

function increment(storage: Storage, world: string): Promise<void> {
  return storage.change(world, async (change) => {
    await change.write(COUNTER, Number((await change.read(COUNTER)) ?? 0) + 1);
  });
}
