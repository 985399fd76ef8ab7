import type { Sharp } from 'sharp';
import { PictureError } from './picture-error.ts';
import { sharpLibrary } from './sharp-library.ts';

/** What a picture's header says. Width and height are as people see them, after the turn that EXIF asks for. */
export interface Header {
  type: string;
  width: number;
  height: number;
  frames: number;
  /** Whether its samples have sixteen bits. */
  deep: boolean;
}

/** Media types by libvips' format names. Nothing else is decoded: no SVG, no PDF, no TIFF. */
const TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heif: 'image/avif',
};

/** Pixels that are decoded at most, over all frames; more is refused after reading the header only. */
export const MAX_PIXELS = 50_000_000;

/** Pixels over all frames from which a picture is large: some decoders hold all of them in memory, and take seconds. */
const LARGE = 10_000_000;

/** Frames that are decoded at most, however small: each costs its time. */
export const MAX_FRAMES = 1_000;

/** Seconds that one picture may take; then libvips is told to give up. */
const MAX_SECONDS = 10;

/** Orientations of EXIF: from this one on, columns are rows. */
const LEFT_TOP = 5;
const UPRIGHT = 1;

const headers = new WeakMap<Buffer, Promise<Header>>();

/**
 * Reads type and size from the first bytes, without decoding a pixel; of the same bytes once.
 * @throws PictureError for what no decoder takes, and for more frames than we take.
 */
export function headerOf(bytes: Buffer): Promise<Header> {
  const known = headers.get(bytes) ?? readHeader(bytes);
  headers.set(bytes, known);
  return known;
}

async function readHeader(bytes: Buffer): Promise<Header> {
  if (bytes.length === 0) throw new PictureError('it is empty');
  const sharp = await sharpLibrary();
  const metadata = await orRefusal(
    sharp(bytes, { failOn: 'error', limitInputPixels: false, animated: true }).metadata(),
  );
  const { format, depth, orientation = UPRIGHT, pages = 1, pageHeight = metadata.height } = metadata;
  const type = TYPES[format ?? ''];
  if (type === undefined) throw new PictureError(`it is ${format}, which is no picture here`);
  if (pages > MAX_FRAMES) throw new PictureError(`it has ${pages} frames; at most ${MAX_FRAMES} are taken`);
  const liesOnSide = orientation >= LEFT_TOP;
  return {
    type,
    width: liesOnSide ? pageHeight : metadata.width,
    height: liesOnSide ? metadata.width : pageHeight,
    frames: pages,
    deep: depth === 'ushort',
  };
}

/** Whether the picture is small enough to be decoded. */
export function isDecodable(header: Header): boolean {
  return pixelsOf(header) <= MAX_PIXELS;
}

/** Whether the picture is so large that it matters how many such are in work. */
export function isLarge(header: Header): boolean {
  return pixelsOf(header) >= LARGE;
}

function pixelsOf({ width, height, frames }: Header): number {
  return width * height * frames;
}

/**
 * Decodes a picture, all frames or the first, upright, and gives what `steps` make of it.
 * @throws PictureError when the bytes are damaged, have too many pixels or take too long.
 */
export async function decoded<T>(
  bytes: Buffer,
  header: Header,
  animated: boolean,
  steps: (image: Sharp) => Promise<T>,
): Promise<T> {
  if (!isDecodable(header)) throw new PictureError(`it has more than ${MAX_PIXELS} pixels`);
  const sharp = await sharpLibrary();
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, animated });
  return orRefusal(steps(image.timeout({ seconds: MAX_SECONDS }).autoOrient()));
}

async function orRefusal<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new PictureError(problemOf(error as Error));
  }
}

function problemOf(error: Error): string {
  if (/unsupported image format/i.test(error.message)) return 'its first bytes are those of no picture';
  if (/^timeout/.test(error.message)) return `it takes more than ${MAX_SECONDS} seconds to decode`;
  return `it cannot be decoded (${error.message.split('\n', 1)[0]})`;
}
