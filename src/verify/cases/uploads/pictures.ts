import { constants, crc32, deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { sharpLibrary } from '../../../images/picture.ts';

/** Kinds of pictures that every decoder takes for what they are. */
export type Kind =
  | 'jpeg'
  | 'progressive-jpeg'
  | 'cmyk-jpeg'
  | 'rotated-jpeg'
  | 'png'
  | 'png-16-bit'
  | 'transparent-png'
  | 'interlaced-png'
  | 'gif'
  | 'animated-gif'
  | 'webp'
  | 'animated-webp'
  | 'avif';

const HEIGHT = 24;
const FRAMES = 3;

const made = new Map<string, Promise<Buffer>>();

/** A small picture of this kind and width as people see it, made once. */
export function picture(kind: Kind, width: number): Promise<Buffer> {
  const name = `${kind} ${width}`;
  const known = made.get(name) ?? make(kind, width);
  made.set(name, known);
  return known;
}

async function make(kind: Kind, width: number): Promise<Buffer> {
  const sharp = await sharpLibrary();
  const frames = kind.startsWith('animated') ? FRAMES : 1;
  const channels = kind === 'transparent-png' ? 4 : 3;
  const pixels = Buffer.alloc(width * HEIGHT * frames * channels);
  for (let index = 0; index < pixels.length; index++)
    pixels[index] = (index * 7 + Math.floor(index / (width * channels)) * 5) % 251;
  // A picture that lies on its side has its width from top to bottom.
  const size = kind === 'rotated-jpeg' ? { width: HEIGHT, height: width } : { width, height: HEIGHT * frames };
  const raw = { ...size, channels, ...(frames > 1 ? { pageHeight: HEIGHT } : {}) } as const;
  return encoders[kind](sharp(pixels, { raw })).toBuffer();
}

const encoders: Record<Kind, (image: Sharp) => Sharp> = {
  jpeg: (image) => image.jpeg(),
  'progressive-jpeg': (image) => image.jpeg({ progressive: true }),
  'cmyk-jpeg': (image) => image.toColourspace('cmyk').jpeg(),
  'rotated-jpeg': (image) => image.withMetadata({ orientation: 6 }).jpeg(),
  png: (image) => image.png(),
  'png-16-bit': (image) => image.toColourspace('rgb16').png(),
  'transparent-png': (image) => image.png(),
  'interlaced-png': (image) => image.png({ progressive: true }),
  gif: (image) => image.gif(),
  'animated-gif': (image) => image.gif({ delay: [100, 100, 100] }),
  webp: (image) => image.webp(),
  'animated-webp': (image) => image.webp({ delay: [100, 100, 100] }),
  avif: (image) => image.avif({ effort: 0 }),
};

const COMMENT = 0xfe;
const SEGMENT_BYTES = 4 + 0xfffd;

/** A JPEG that is exactly `octets` large, by comments in its header. */
export function paddedJpeg(jpeg: Buffer, octets: number): Buffer {
  const segments: Buffer[] = [];
  for (let missing = octets - jpeg.length; missing > 0; ) {
    // What is left over has to have room for a segment's own four octets.
    const size = missing <= SEGMENT_BYTES ? missing : Math.min(SEGMENT_BYTES, missing - 4);
    const segment = Buffer.alloc(size, 0x20);
    segment[0] = 0xff;
    segment[1] = COMMENT;
    segment.writeUInt16BE(size - 2, 2);
    segments.push(segment);
    missing -= size;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** The same JPEG lying on its side, by EXIF: what was its width is its height. */
export async function turned(jpeg: Buffer): Promise<Buffer> {
  const sharp = await sharpLibrary();
  return sharp(jpeg).withMetadata({ orientation: 8 }).jpeg().toBuffer();
}

/** A JPEG with this text as a comment: a picture all the same. */
export function commentedJpeg(jpeg: Buffer, text: string): Buffer {
  const segment = Buffer.alloc(4 + text.length);
  segment[0] = 0xff;
  segment[1] = COMMENT;
  segment.writeUInt16BE(text.length + 2, 2);
  segment.write(text, 4);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

const bilevel = new Map<string, Buffer>();

/** A black and white PNG of this size, made once: a few kilobytes for hundreds of millions of pixels. */
export function bilevelPng(width: number, height: number): Buffer {
  const size = `${width} × ${height}`;
  const known = bilevel.get(size) ?? newBilevelPng(width, height);
  bilevel.set(size, known);
  return known;
}

function newBilevelPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    // Of zeros there are only runs to find, which takes a sixth of the time.
    chunk('IDAT', deflateSync(rows, { strategy: constants.Z_RLE })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A chunk of a PNG, framed. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A GIF whose canvas is this large, with frames of one pixel each: some hundred octets. */
export function hugeCanvasGif(width: number, height: number, frames: number): Buffer {
  const screen = Buffer.from([0, 0, 0, 0, 0x80, 0, 0]);
  screen.writeUInt16LE(width, 0);
  screen.writeUInt16LE(height, 2);
  const palette = Buffer.from([0, 0, 0, 255, 255, 255]);
  const control = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]);
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    screen,
    palette,
    ...Array.from({ length: frames }, () => Buffer.concat([control, frame])),
    Buffer.from([0x3b]),
  ]);
}
