import { inspect, sharpLibrary } from '../../src/images/picture.ts';
import { CORNERS, type Colour } from './drawn.ts';
import { SMUGGLED } from './spoiled-files.ts';

/** A file that should hold a picture and nothing else. */
export interface Candidate {
  bytes: Buffer;
  type: string;
  width: number;
  height: number;
  frames: number;
}

/** CMYK and JPEG cost some colour; a picture that lies the wrong way round is much further off. */
const TOLERANCE = 48;

/** Names of the parts that a writer needs for pixels: JPEG's markers, PNG's chunks, GIF's and WebP's blocks. */
const NEEDED: Record<string, readonly string[]> = {
  'image/jpeg': ['e0', 'db', 'c0', 'c4', 'da'],
  'image/png': ['IHDR', 'PLTE', 'tRNS', 'pHYs', 'bKGD', 'IDAT', 'IEND'],
  'image/webp': ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF'],
};

/** What is in the file besides the picture that it says it is; empty where all is well. */
export async function dirtIn({ bytes, type, width, height, frames }: Candidate): Promise<string[]> {
  const sharp = await sharpLibrary();
  const found = await inspect(bytes);
  if (!found.picture) return [found.problem];
  const metadata = await sharp(bytes, { failOn: 'warning', animated: true }).metadata();
  const { space, depth, icc, exif, xmp, iptc, comments, orientation, isProgressive } = metadata;
  const wanted = { type, width, height, frames, space: 'srgb', depth: 'uchar', isProgressive: false };
  const seen = {
    ...{ type: found.type, width: found.width, height: found.height, frames: found.frames },
    ...{ space, depth, isProgressive },
  };
  return [
    ...Object.entries(wanted).flatMap(([key, value]) => {
      const is = seen[key as keyof typeof seen];
      return is === value ? [] : [`${key} is ${is}, not ${value}`];
    }),
    ...Object.entries({ icc, exif, xmp, iptc, comments, orientation }).flatMap(([key, value]) =>
      value === undefined ? [] : [`has ${key}`],
    ),
    ...(bytes.includes(SMUGGLED) ? ['has what was smuggled in'] : []),
    ...(bytes.length > lengthOf(bytes, type) ? ['goes on after its end'] : []),
    ...partsOf(bytes, type).flatMap((part) => (NEEDED[type]?.includes(part) === false ? [`has a part ${part}`] : [])),
  ];
}

/** How far the corners are from those of the rectangle; empty where it lies as it should. */
export async function misplacedIn({ bytes, width, height }: Candidate): Promise<string[]> {
  const sharp = await sharpLibrary();
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const places = {
    topLeft: [2, 2],
    topRight: [width - 3, 2],
    bottomLeft: [2, height - 3],
    bottomRight: [width - 3, height - 3],
  } as const;
  return Object.entries(places).flatMap(([corner, [x, y]]) => {
    const at = (y * info.width + x) * info.channels;
    const seen = [...data.subarray(at, at + 3)];
    const wanted: Colour = CORNERS[corner as keyof typeof CORNERS];
    const isClose = wanted.every((value, index) => Math.abs(value - (seen[index] ?? 0)) <= TOLERANCE);
    return isClose ? [] : [`${corner} is ${seen}, not ${wanted}`];
  });
}

/** Octets up to the end that the format itself has; all of them for AVIF, which has none. */
function lengthOf(bytes: Buffer, type: string): number {
  if (type === 'image/jpeg') return bytes.indexOf(Buffer.from([0xff, 0xd9])) + 2;
  if (type === 'image/png') return bytes.indexOf('IEND') + 8;
  if (type === 'image/webp') return bytes.readUInt32LE(4) + 8;
  return type === 'image/gif' ? bytes.lastIndexOf(0x3b) + 1 : bytes.length;
}

/** Names of a file's parts, of formats that have such. */
function partsOf(bytes: Buffer, type: string): string[] {
  const parts: string[] = [];
  if (type === 'image/jpeg') {
    for (let at = 2; parts.at(-1) !== 'da'; at += 2 + bytes.readUInt16BE(at + 2)) {
      parts.push(bytes.subarray(at + 1, at + 2).toString('hex'));
    }
  }
  if (type === 'image/png') {
    for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
      parts.push(bytes.toString('latin1', at + 4, at + 8));
    }
  }
  if (type === 'image/webp') {
    for (let at = 12; at < bytes.length; at += 8 + Math.ceil(bytes.readUInt32LE(at + 4) / 2) * 2) {
      parts.push(bytes.toString('latin1', at, at + 4));
    }
  }
  return parts;
}
