import type { Sharp } from 'sharp';
import { decoded, type Header, isLarge } from './decoder.ts';
import { imageWork } from './work.ts';

/** A picture as it was uploaded. */
export interface Picture {
  bytes: Buffer;
  type: string;
}

/** A picture that we wrote ourselves: upright, sRGB, eight bits, nothing in it but pixels. Sizes in pixels. */
export interface ConvertedPicture<Type extends string = string> {
  bytes: Buffer;
  type: Type;
  width: number;
  height: number;
}

const QUALITY = 84;

/** Efforts of the search for a GIF's colours. */
const EXACT_GIF = 7;
const QUICK_GIF = 3;

/** A JPEG cannot have more columns or rows. */
const JPEG_SIDES = { width: 65_500, height: 65_500 };

/** Writers by media type. What sharp is not told to keep (EXIF, XMP, IPTC, comments, profiles) is not written. */
const WRITERS: Record<string, (image: Sharp, header: Header) => Sharp> = {
  // Optimised tables would hold the whole picture in memory, and take half the time again, for a twentieth of the size.
  'image/jpeg': (image) => image.jpeg({ quality: QUALITY, optimiseCoding: false }),
  'image/png': (image) => image.png(),
  // Each frame has 256 colours at most: they are found again, to the bit. Of many pixels that takes too long.
  'image/gif': (image, header) =>
    image.gif({ reuse: false, dither: 0, effort: isLarge(header) ? QUICK_GIF : EXACT_GIF }),
  'image/webp': (image) => image.webp({ quality: QUALITY, effort: 2 }),
  'image/avif': (image) => image.avif({ effort: 0 }),
};

/**
 * Cropped to the square in its middle, not scaled, of the same type; an animation keeps its frames.
 * @throws PictureError when it cannot be decoded.
 */
export function squared({ bytes }: Picture): Promise<ConvertedPicture> {
  return imageWork('square', bytes, (header) => {
    const side = Math.min(header.width, header.height);
    return written(bytes, header, header.type, (image) => image.resize(side, side, { fit: 'cover' }));
  });
}

/**
 * The same picture, of the same type, written anew.
 * @throws PictureError when it cannot be decoded.
 */
export function cleaned({ bytes }: Picture): Promise<ConvertedPicture> {
  return imageWork('clean', bytes, (header) => written(bytes, header, header.type, (image) => image));
}

/**
 * As a JPEG: of an animation the first frame, what is transparent on white, scaled down to the longest side it can have.
 * @throws PictureError when it cannot be decoded.
 */
export function asJpeg({ bytes }: Picture): Promise<ConvertedPicture<'image/jpeg'>> {
  return imageWork('jpeg', bytes, (header) =>
    written(bytes, header, 'image/jpeg', (image) =>
      image.resize({ ...JPEG_SIDES, fit: 'inside', withoutEnlargement: true }).flatten({ background: 'white' }),
    ),
  );
}

const ANIMATED = ['image/gif', 'image/webp'];

async function written<Type extends string>(
  bytes: Buffer,
  header: Header,
  type: Type,
  shape: (image: Sharp) => Sharp,
): Promise<ConvertedPicture<Type>> {
  const write = WRITERS[type];
  if (write === undefined) throw new Error(`Nobody writes ${type}.`);
  // Of sixteen bits sharp leaves out the profile, unless it is told to convert to another.
  const { data, info } = await decoded(bytes, header, ANIMATED.includes(type), (image) =>
    write(shape(header.deep ? image.withIccProfile('srgb', { attach: false }) : image), header).toBuffer({
      resolveWithObject: true,
    }),
  );
  return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height };
}
