import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Sharp } from 'sharp';

/** What a decoder makes of some bytes. Width and height are as people see them, after the turn that EXIF asks for. */
export type Inspection =
  | { picture: true; type: string; width: number; height: number; frames: number }
  | { picture: false; problem: string };

/** Media types by libvips' format names. Nothing else is decoded: no SVG, no PDF, no TIFF. */
const TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heif: 'image/avif',
};

/** Loaders by format; everything not listed is switched off before the first picture is seen. */
const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);

/** Pixels that are decoded at most, over all frames; more is refused after reading the header only. */
export const MAX_PIXELS = 50_000_000;

/** Orientations of EXIF: from this one on, columns are rows. */
const LEFT_TOP = 5;
const UPRIGHT = 1;

const REMEMBERED = 1_000;

const inspections = new LRUCache<string, Promise<Inspection>>({ max: REMEMBERED });

type SharpLibrary = typeof import('sharp').default;

let library: Promise<SharpLibrary> | undefined;

/** sharp, loaded at the first picture only: it is a third of the start-up time of a server without one. */
export function sharpLibrary(): Promise<SharpLibrary> {
  library ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  return library;
}

/**
 * Says what the bytes are, by decoding them, not by their name: type, size in pixels, frames.
 * Verdicts are remembered by content, so that a fixture uploaded a thousand times is decoded once.
 */
export function inspect(bytes: Buffer): Promise<Inspection> {
  const key = createHash('sha256').update(bytes).digest('base64');
  let inspection = inspections.get(key);
  if (inspection === undefined) {
    inspection = inspectUnknown(bytes);
    inspections.set(key, inspection);
  }
  return inspection;
}

async function inspectUnknown(bytes: Buffer): Promise<Inspection> {
  if (bytes.length === 0) return { picture: false, problem: 'it is empty' };
  const sharp = await sharpLibrary();
  const open = (limitInputPixels: number | false): Sharp =>
    sharp(bytes, { failOn: 'error', limitInputPixels, animated: true });
  try {
    const metadata = await open(false).metadata();
    const { format, orientation = UPRIGHT, pages = 1, pageHeight = metadata.height } = metadata;
    const type = TYPES[format ?? ''];
    if (type === undefined) return { picture: false, problem: `it is ${format}, which is no picture here` };
    const liesOnSide = orientation >= LEFT_TOP;
    const width = liesOnSide ? pageHeight : metadata.width;
    const height = liesOnSide ? metadata.width : pageHeight;
    // Shrinking while decoding reads every byte and keeps none.
    if (width * height * pages <= MAX_PIXELS) await open(MAX_PIXELS).resize(16, 16, { fit: 'fill' }).raw().toBuffer();
    return { picture: true, type, width, height, frames: pages };
  } catch (error) {
    return { picture: false, problem: problemOf(error as Error) };
  }
}

function problemOf(error: Error): string {
  if (/unsupported image format/i.test(error.message)) return 'its first bytes are those of no picture';
  return `it cannot be decoded (${error.message.split('\n', 1)[0]})`;
}
