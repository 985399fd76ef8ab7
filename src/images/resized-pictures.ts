import { LRUCache } from 'lru-cache';
import type { ServedPicture } from '../http/picture-response.ts';
import { etagOf } from './etag.ts';
import { resized, type Size } from './resize.ts';

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 16 * MEBIBYTE;

/** Gives a picture in a size, as its server scales it; a GIF as it is. */
export type ResizedPictures = (picture: ServedPicture, size: Size) => Promise<ServedPicture>;

/**
 * Scales pictures and keeps what was made, at most so many octets, the longest unused going first. Who wishes for the same
 * at the same time waits for the same work.
 */
export function resizedPictures(maxBytes: number): ResizedPictures {
  const kept = new LRUCache<string, ServedPicture>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  const underWay = new Map<string, Promise<ServedPicture>>();
  return async (picture, size) => {
    const key = `${picture.etag} ${size.width ?? ''} ${size.height ?? ''}`;
    const known = kept.get(key) ?? underWay.get(key);
    if (known !== undefined) return known;
    const work = scaled(picture, size);
    underWay.set(key, work);
    try {
      const made = await work;
      if (made !== picture) kept.set(key, made);
      return made;
    } finally {
      underWay.delete(key);
    }
  };
}

/** The scaled pictures of this process. */
export const resizedPicture = resizedPictures(MAX_BYTES);

async function scaled(picture: ServedPicture, size: Size): Promise<ServedPicture> {
  const bytes = await resized(picture.bytes, picture.type, size);
  return bytes === picture.bytes ? picture : { type: picture.type, bytes, etag: etagOf(bytes) };
}
