import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { decoded, type Header, headerOf, isDecodable } from './decoder.ts';
import { PictureError } from './picture-error.ts';
import { imageWork } from './work.ts';

export { MAX_PIXELS } from './decoder.ts';
export { sharpLibrary } from './sharp-library.ts';

/** What a decoder makes of some bytes. Width and height are as people see them, after the turn that EXIF asks for. */
export type Inspection = ({ picture: true } & Header) | { picture: false; problem: string };

const REMEMBERED = 1_000;

const inspections = new LRUCache<string, Promise<Inspection>>({ max: REMEMBERED });

/**
 * Says what the bytes are, by decoding them, not by their name: type, size in pixels, frames. A picture of too many
 * pixels is one all the same, and not decoded: that limit is the contract's to tell.
 * Verdicts are remembered by content, so that a fixture uploaded a thousand times is decoded once.
 */
export function inspect(bytes: Buffer): Promise<Inspection> {
  const key = createHash('sha256').update(bytes).digest('base64');
  let inspection = inspections.get(key);
  if (inspection === undefined) {
    inspection = verdict(imageWork('inspect', bytes, (header) => demandSound(bytes, header)));
    inspections.set(key, inspection);
    inspection.catch(() => inspections.delete(key));
  }
  return inspection;
}

/**
 * The same, but leaves a picture of one frame to be decoded by those who convert it anyway: they find the same damage
 * and throw it as a PictureError.
 */
export async function inspectHeader(bytes: Buffer): Promise<Inspection> {
  const inspection = await verdict(headerOf(bytes));
  return inspection.picture && inspection.frames > 1 ? inspect(bytes) : inspection;
}

async function verdict(header: Promise<Header>): Promise<Inspection> {
  try {
    return { picture: true, ...(await header) };
  } catch (error) {
    if (error instanceof PictureError) return { picture: false, problem: error.problem };
    throw error;
  }
}

async function demandSound(bytes: Buffer, header: Header): Promise<Header> {
  // Shrinking while decoding reads every byte and keeps none.
  if (isDecodable(header)) {
    await decoded(bytes, header, true, (image) => image.resize(16, 16, { fit: 'fill' }).raw().toBuffer());
  }
  return header;
}
