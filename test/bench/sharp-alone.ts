import { squared } from '../../src/images/conversion.ts';
import { inspectHeader } from '../../src/images/picture.ts';

const AT_ONCE = 16;

/** How often in a second sharp alone, in this process, does what an upload asks of it: decode, judge, crop, write. */
export async function sharpAlone(picture: Buffer, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      await inspectHeader(picture);
      await squared({ bytes: picture, type: 'image/jpeg' });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return done / ((performance.now() - began) / 1000);
}
