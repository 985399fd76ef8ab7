import { describe, expect, it } from '@jest/globals';
import type { ServedPicture } from '../../src/http/picture-response.ts';
import { etagOf } from '../../src/images/etag.ts';
import { inspect } from '../../src/images/picture.ts';
import { resizedPictures } from '../../src/images/resized-pictures.ts';
import { onImageWork } from '../../src/images/work.ts';
import { drawn } from './drawn.ts';

const MEBIBYTE = 1024 * 1024;

describe('resized pictures', () => {
  it.each([
    ['one side', { width: 96 }, 96, 32],
    ['both sides', { width: 50, height: 50 }, 50, 50],
    ['more than there is', { width: 5_000 }, 960, 320],
  ])('have the size that is wished for: %s', async (_, size, width, height) => {
    const { bytes, type, etag } = await resizedPictures(MEBIBYTE)(await served('png'), size);
    expect(await inspect(bytes)).toMatchObject({ type, width, height });
    expect(etag).toBe(etagOf(bytes));
  });

  it('are made once, whoever wishes for them at the same time or later', async () => {
    const resized = resizedPictures(MEBIBYTE);
    const picture = await served('jpeg');
    const made = await worksOf(async () => {
      const both = await Promise.all([resized(picture, { width: 40 }), resized(picture, { width: 40 })]);
      expect(both[0]).toBe(both[1]);
      expect(await resized({ ...picture }, { width: 40 })).toBe(both[0]);
      await resized(picture, { height: 40 });
    });
    expect(made).toBe(2);
  });

  it('are forgotten when they become too many', async () => {
    const picture = await served('png');
    const { bytes } = await resizedPictures(MEBIBYTE)(picture, { width: 60 });
    const resized = resizedPictures(bytes.length + 1);
    const made = await worksOf(async () => {
      for (const width of [60, 60, 30, 60]) await resized(picture, { width });
    });
    expect(made).toBe(3);
  });

  it('leave a GIF as it is', async () => {
    const picture = await served('gif');
    expect(await resizedPictures(MEBIBYTE)(picture, { width: 40 })).toBe(picture);
  });

  it('fail for each who waits, and are tried anew', async () => {
    const resized = resizedPictures(MEBIBYTE);
    const broken = { type: 'image/png', bytes: Buffer.from('no picture'), etag: '"x"' };
    const failures = await Promise.allSettled([1, 2].map(() => resized(broken, { width: 40 })));
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await resized({ ...(await served('png')), etag: '"x"' }, { width: 40 })).toBeDefined();
  });
});

async function served(format: 'png' | 'jpeg' | 'gif'): Promise<ServedPicture> {
  const bytes = await (await drawn()).toFormat(format).toBuffer();
  return { type: `image/${format}`, bytes, etag: etagOf(bytes) };
}

async function worksOf(act: () => Promise<void>): Promise<number> {
  let works = 0;
  const stop = onImageWork(() => works++);
  await act();
  stop();
  return works;
}
