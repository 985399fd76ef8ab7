import { describe, expect, it } from '@jest/globals';
import { asJpeg } from '../../src/images/conversion.ts';
import { inspect } from '../../src/images/picture.ts';
import { turns } from '../../src/images/turns.ts';
import { imageWork, onImageWork } from '../../src/images/work.ts';
import { bilevelPng, picture } from '../../src/verify/cases/uploads/pictures.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('turns', () => {
  it('lets so many run at once, the others in the order in which they came', async () => {
    const inTurn = turns(3);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const all = Array.from({ length: 30 }, (_, index) =>
      inTurn(async () => {
        started.push(index);
        most = Math.max(most, ++running);
        await pause(index % 4);
        running--;
        return index;
      }),
    );
    expect(await Promise.all(all)).toEqual(started);
    expect([most, started]).toEqual([3, Array.from({ length: 30 }, (_, index) => index)]);
  });

  it('goes on after a failure', async () => {
    const inTurn = turns(1);
    const failing = inTurn(() => Promise.reject(new Error('no')));
    const next = inTurn(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

describe('work on pictures', () => {
  it('is done on two at once', async () => {
    const bytes = await picture('png', 40);
    expect(await mostAtOnce(Array.from({ length: 12 }, () => bytes))).toBe(2);
  });

  it('is done on one large picture at once, and leaves the other place to small ones', async () => {
    const large = bilevelPng(5_000, 2_000);
    const small = await picture('png', 40);
    expect(await mostAtOnce([large, large, large])).toBe(1);
    const ended: string[] = [];
    const work = (bytes: Buffer, name: string): Promise<unknown> =>
      imageWork('inspect', bytes, () => pause(50)).then(() => ended.push(name));
    await Promise.all([...[1, 2, 3].map((n) => work(large, `large ${n}`)), work(small, 'small')]);
    // Which header is read first is not for us to say; two of the large ones wait for the third in any case.
    expect(ended.indexOf('small')).toBeLessThan(2);
    expect(ended).toHaveLength(4);
  });

  it('is told of: what, how long, how it ended', async () => {
    const told: [string, string, boolean][] = [];
    const stop = onImageWork((work, seconds, outcome) => told.push([work, outcome, seconds >= 0 && seconds < 10]));
    const png = await picture('png', 41);
    await inspect(png);
    await inspect(png);
    await asJpeg({ bytes: png, type: 'image/png' });
    await inspect(Buffer.from('no picture'));
    await imageWork('resize', png, () => Promise.reject(new Error('ours'))).catch(() => undefined);
    stop();
    await asJpeg({ bytes: png, type: 'image/png' });
    expect(told).toEqual([
      ['inspect', 'done', true],
      ['jpeg', 'done', true],
      ['inspect', 'refused', true],
      ['resize', 'failed', true],
    ]);
  });

  it('does not count the time that it waits', async () => {
    const times: number[] = [];
    const stop = onImageWork((_, seconds) => times.push(seconds));
    const png = await picture('png', 42);
    await Promise.all(Array.from({ length: 8 }, () => imageWork('resize', png, () => pause(100))));
    stop();
    expect(Math.max(...times)).toBeLessThan(0.3);
  });
});

async function mostAtOnce(pictures: Buffer[]): Promise<number> {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await pause(10);
    running--;
  };
  await Promise.all(pictures.map((bytes) => imageWork('inspect', bytes, work)));
  return most;
}
