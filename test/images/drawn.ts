import type { Sharp } from 'sharp';
import { sharpLibrary } from '../../src/images/picture.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** What is drawn: a rectangle in four colours, one in each corner, so that one sees how it lies. */
export const WIDTH = 960;
export const HEIGHT = 320;

export const CORNERS = {
  topLeft: [200, 40, 40],
  topRight: [40, 160, 60],
  bottomLeft: [70, 90, 160],
  bottomRight: [230, 220, 90],
} as const satisfies Record<string, Colour>;

/** Where a pixel of the stored picture belongs when it is upright, by EXIF orientation. */
const PLACES: Record<number, (x: number, y: number) => [x: number, y: number]> = {
  1: (x, y) => [x, y],
  2: (x, y) => [WIDTH - 1 - x, y],
  3: (x, y) => [WIDTH - 1 - x, HEIGHT - 1 - y],
  4: (x, y) => [x, HEIGHT - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [WIDTH - 1 - y, x],
  7: (x, y) => [WIDTH - 1 - y, HEIGHT - 1 - x],
  8: (x, y) => [y, HEIGHT - 1 - x],
};

const pixelsMade = new Map<string, Buffer>();

/** The rectangle, not yet encoded, stored so that this orientation turns it upright. */
export async function drawn(orientation = 1, frames = 1): Promise<Sharp> {
  const sharp = await sharpLibrary();
  const [width, height] = orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH];
  const name = `${orientation} ${frames}`;
  const pixels = pixelsMade.get(name) ?? pixelsOf(orientation, width, height, frames);
  pixelsMade.set(name, pixels);
  const raw = { width, height: height * frames, channels: 3 as const, ...(frames > 1 ? { pageHeight: height } : {}) };
  return sharp(pixels, { raw });
}

type Format = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';

/** What is tested with such files does not depend on how small they are. */
const EFFORTS: Partial<Record<Format, number>> = { gif: 1, webp: 0, avif: 0 };

const filesMade = new Map<string, Promise<Buffer>>();

/** The rectangle as a file, upright, written once. */
export function drawnAs(format: Format, options: object = {}, frames = 1): Promise<Buffer> {
  const written = async (): Promise<Buffer> => {
    const image = await drawn(1, frames);
    return image.toFormat(format, { effort: EFFORTS[format], ...options }).toBuffer();
  };
  const name = `${format} ${JSON.stringify(options)} ${frames}`;
  const file = filesMade.get(name) ?? written();
  filesMade.set(name, file);
  return file;
}

function pixelsOf(orientation: number, width: number, height: number, frames: number): Buffer {
  const pixels = Buffer.alloc(width * height * frames * 3);
  for (let frame = 0; frame < frames; frame++) {
    const rows = new Map<string, Buffer>();
    for (let y = 0; y < height; y++) {
      const colour = (x: number): Colour => colourAt(PLACES[orientation]?.(x, y) ?? [x, y], frame);
      // Rows that begin and end alike are alike.
      const ends = `${colour(0)} ${colour(width - 1)}`;
      const row = rows.get(ends) ?? Buffer.from(Array.from({ length: width }, (_, x) => colour(x)).flat());
      rows.set(ends, row);
      row.copy(pixels, (frame * height + y) * row.length);
    }
  }
  return pixels;
}

/** Frames after the first have a stripe in the middle, each elsewhere. */
function colourAt([x, y]: readonly [x: number, y: number], frame: number): Colour {
  if (frame > 0 && Math.abs(y - HEIGHT / 2) < 20 * frame) return [0, 0, 0];
  if (y < HEIGHT / 2) return x < WIDTH / 2 ? CORNERS.topLeft : CORNERS.topRight;
  return x < WIDTH / 2 ? CORNERS.bottomLeft : CORNERS.bottomRight;
}
