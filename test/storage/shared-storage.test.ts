import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openStorage, type StoragePlace } from '../../src/storage/open-storage.ts';
import type { Task, Told } from './other-process.ts';
import { SHARED_PLACES } from './places.ts';

const OTHER_PROCESS = fileURLToPath(new URL('other-process.ts', import.meta.url));
const RECORD = { api: 'a', kind: 'user', id: '6' };
const COUNTER = { api: 'a', kind: 'counter', id: '1' };
const PICTURE = { path: '/1.jpg', api: 'a', owner: '6', type: 'image/jpeg', bytes: Buffer.from('1'), resize: false };

describe.each(SHARED_PLACES)('two processes on %s', (_kind, empty) => {
  const clean: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });

  const emptyPlace = async (): Promise<StoragePlace> => {
    const { place, stop } = await empty();
    clean.push(stop);
    return place;
  };
  const opened = async (place: StoragePlace) => {
    const storage = await openStorage(place);
    clean.push(() => storage.close());
    return storage;
  };
  const process = (): ChildProcess => {
    const child = fork(OTHER_PROCESS, { env: { ...globalThis.process.env, NODE_OPTIONS: '' }, execArgv: [] });
    clean.push(() => child.kill('SIGKILL'));
    return child;
  };

  it('see at once what the other has acknowledged', async () => {
    const place = await emptyPlace();
    const [one, other] = [await opened(place), await opened(place)];
    for (let count = 0; count < 50; count++) {
      await one.change('w', async (change) => {
        await change.write(RECORD, count);
        if (count === 0) await change.addPicture(PICTURE);
      });
      expect(await other.read('w', RECORD)).toBe(count);
      await other.change('w', (change) => change.write(RECORD, -count));
      expect(await one.read('w', RECORD)).toBe(-count || 0);
    }
    expect((await other.picture('w', PICTURE.path))?.bytes).toEqual(PICTURE.bytes);
    expect(await other.change('w2', (change) => change.addPicture(PICTURE))).toBe(false);
    await other.reset('w');
    expect(await one.read('w', RECORD)).toBeUndefined();
    expect(await one.picture(undefined, PICTURE.path)).toBeUndefined();
  });

  it('read at once while a change is under way', async () => {
    const place = await emptyPlace();
    const [one, other] = [await opened(place), await opened(place)];
    await one.change('w', (change) => change.write(RECORD, 'old'));
    await one.change('w', async (change) => {
      await change.write(RECORD, 'half');
      for (const storage of [one, other]) {
        expect(await storage.read('w', RECORD)).toBe('old');
        expect(await storage.worlds()).toMatchObject([{ name: 'w' }]);
        await storage.check();
      }
      await change.write(RECORD, 'new');
    });
    expect(await other.read('w', RECORD)).toBe('new');
  });

  it('migrate an empty database at once, ten times, and count together', async () => {
    const children = [process(), process()];
    for (let round = 0; round < 10; round++) {
      const place = await emptyPlace();
      const told = await Promise.all(children.map((child) => work(child, { place, times: 10 })));
      expect(told).toEqual([{ done: true }, { done: true }]);
      const storage = await openStorage(place);
      expect(await storage.read('shared', COUNTER)).toBe(20);
      await storage.close();
    }
  }, 120_000);

  it('lose nothing that was acknowledged when one is killed', async () => {
    const place = await emptyPlace();
    for (let round = 0; round < 3; round++) {
      const child = process();
      let acknowledged = 0;
      child.on('message', (told: Told) => {
        if ('counted' in told) acknowledged = told.counted;
        if (acknowledged >= 20 * (round + 1)) child.kill('SIGKILL');
      });
      const gone = once(child, 'exit');
      child.send({ place, times: 1_000_000 } satisfies Task);
      await gone;
      const storage = await openStorage(place);
      // One more may have become durable before it could be acknowledged.
      const counted = Number(await storage.read('shared', COUNTER));
      expect(counted - acknowledged).toBeGreaterThanOrEqual(0);
      expect(counted - acknowledged).toBeLessThanOrEqual(1);
      await storage.change('shared', (change) => change.write(COUNTER, 20 * (round + 1)));
      await storage.close();
    }
  });
});

/** What it tells last. */
function work(child: ChildProcess, task: Task): Promise<Told> {
  return new Promise((resolve) => {
    const hear = (told: Told): void => {
      if ('counted' in told) return;
      child.off('message', hear);
      resolve(told);
    };
    child.on('message', hear);
    child.send(task);
  });
}
