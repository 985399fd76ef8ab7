import { decoded } from './decoder.ts';
import { imageWork } from './work.ts';

/** A wished size in pixels; one side alone keeps the picture's proportions. */
export interface Size {
  width?: number;
  height?: number;
}

/** The size that the query parameters `w` and `h` wish for; values that are no size are passed over. */
export function sizeOf(query: URLSearchParams): Size | undefined {
  const width = sideOf(query.get('w'));
  const height = sideOf(query.get('h'));
  if (width === undefined && height === undefined) return undefined;
  return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
}

function sideOf(text: string | null): number | undefined {
  if (text === null || !/^\d{1,6}$/.test(text)) return undefined;
  return Number(text) === 0 ? undefined : Number(text);
}

/**
 * Scales a picture down and keeps its type; both sides given, it is cropped to fill them. A wish for more than there
 * is gets what there is. GIFs stay as they are (facts sheet 2.1.3).
 * @throws PictureError when it cannot be decoded.
 */
export async function resized(bytes: Buffer, type: string, size: Size): Promise<Buffer> {
  if (type === 'image/gif') return bytes;
  return imageWork('resize', bytes, (header) =>
    decoded(bytes, header, false, (image) =>
      image.resize({ ...size, fit: 'cover', withoutEnlargement: true }).toBuffer(),
    ),
  );
}
