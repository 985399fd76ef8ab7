import { brotliCompressSync, gzipSync } from 'node:zlib';
import { BOUNDARY, filePart, formBytes } from './form.ts';
import { impostors } from './impostors.ts';
import { goodPictures, mistyped } from './picture-kinds.ts';
import { bilevelPng, commentedJpeg, hugeCanvasGif, paddedJpeg, picture } from './pictures.ts';
import type { Expected, Upload, UploadCase } from './upload-case.ts';

/** More octets than any body may have. */
const FAR_OVER = 7 * 1024 * 1024;

const wrongMediaTypes: readonly (string | undefined)[] = [
  'image/jpg',
  'image/avif',
  'image/svg+xml',
  'image/*',
  'image',
  'application/octet-stream',
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  '',
  undefined,
];

/** Every raw-body case; `casesFor` picks those of an operation. */
export const rawCases: readonly UploadCase[] = [
  ...goodPictures.map(
    ([kind, type]): UploadCase => ({
      title: `a good ${kind}`,
      upload: async ({ width }) => bytesOf(type, await picture(kind, width)),
      expected: 'accepted',
    }),
  ),
  ...mistyped.map(
    ([kind, declared]): UploadCase => ({
      title: `a ${kind} that is declared as ${declared}`,
      upload: async ({ width }) => bytesOf(declared, await picture(kind, width)),
      expected: 'pictureMistyped',
    }),
  ),
  ...impostors.map(
    ([what, bytes]): UploadCase => ({
      title: `${what} that is declared as image/jpeg`,
      upload: () => bytesOf('image/jpeg', bytes),
      expected: 'pictureInvalid',
    }),
  ),
  ...(['jpeg', 'progressive-jpeg', 'png', 'gif', 'webp'] as const).map(
    (kind): UploadCase => ({
      title: `the first half of a ${kind}`,
      upload: async ({ width }) => {
        const bytes = await picture(kind, width);
        return bytesOf(goodPictures.find(([one]) => one === kind)?.[1] ?? '', bytes.subarray(0, bytes.length / 2));
      },
      expected: 'pictureInvalid',
    }),
  ),
  ...wrongMediaTypes.map(
    (type): UploadCase => ({
      title: type === undefined ? 'a good jpeg without a Content-Type' : `a good jpeg whose Content-Type is “${type}”`,
      upload: async ({ width }) => ({
        headers: type === undefined ? {} : { 'content-type': type },
        body: await picture('jpeg', width),
      }),
      expected: 'mediaTypeUnsupported',
    }),
  ),

  ...cases('accepted', {
    'a media type in capitals': async ({ width }) => bytesOf('IMAGE/JPEG', await picture('jpeg', width)),
    'a media type with a parameter': async ({ width }) =>
      bytesOf('image/jpeg; charset=utf-8', await picture('jpeg', width)),
    'a jpeg that is sent in chunks': async ({ width }) => ({
      ...bytesOf('image/jpeg', await picture('jpeg', width)),
      chunked: true,
    }),
    'Content-Encoding: identity': async ({ width }) =>
      bytesOf('image/jpeg', await picture('jpeg', width), { 'content-encoding': 'identity' }),
    'a jpeg with something behind its end': async ({ width }) =>
      bytesOf('image/jpeg', Buffer.concat([await picture('jpeg', width), Buffer.from('and there is more')])),
    'a jpeg that is a script as well': async ({ width }) =>
      bytesOf('image/jpeg', commentedJpeg(await picture('jpeg', width), '*/=1;alert(1);/*')),
    'a picture of one pixel': () => bytesOf('image/png', bilevelPng(1, 1)),
    'a picture that is exactly as large as allowed': async ({ width, limit }) =>
      bytesOf('image/jpeg', paddedJpeg(await picture('jpeg', width), limit)),
    'almost as many pixels as allowed': ({ maxPixels }) =>
      bytesOf('image/png', bilevelPng(8_000, Math.floor(maxPixels / 8_000))),
  }),
  ...cases('mediaTypeUnsupported', {
    'a form': async ({ width }) =>
      bytesOf(
        `multipart/form-data; boundary=${BOUNDARY}`,
        formBytes([filePart('avatar', 'image/jpeg', await picture('jpeg', width))]),
      ),
    'a jpeg in gzip': async ({ width }) =>
      bytesOf('image/jpeg', gzipSync(await picture('jpeg', width)), { 'content-encoding': 'gzip' }),
    'a jpeg in Brotli': async ({ width }) =>
      bytesOf('image/jpeg', brotliCompressSync(await picture('jpeg', width)), { 'content-encoding': 'br' }),
  }),
  ...cases('pictureInvalid', {
    'a jpeg in gzip that does not say so': async ({ width }) =>
      bytesOf('image/jpeg', gzipSync(await picture('jpeg', width))),
    'a form that is declared as image/jpeg': async ({ width }) =>
      bytesOf('image/jpeg', formBytes([filePart('avatar', 'image/jpeg', await picture('jpeg', width))])),
  }),
  ...cases('bodyTooLarge', {
    'a picture that is one octet too large': async ({ width, limit }) =>
      bytesOf('image/jpeg', paddedJpeg(await picture('jpeg', width), limit + 1)),
    'a picture that is one octet too large, in chunks': async ({ width, limit }) => ({
      ...bytesOf('image/jpeg', paddedJpeg(await picture('jpeg', width), limit + 1)),
      chunked: true,
    }),
    'a body that is far too large': () => bytesOf('image/jpeg', Buffer.alloc(FAR_OVER)),
    'a body that is far too large, in chunks': () => ({
      ...bytesOf('image/jpeg', Buffer.alloc(FAR_OVER)),
      chunked: true,
    }),
  }),
  ...cases('pictureDimensions/maxPixels', {
    'a png of 400 million pixels': () => bytesOf('image/png', bilevelPng(20_000, 20_000)),
    'a row of pixels more than allowed': ({ maxPixels }) =>
      bytesOf('image/png', bilevelPng(8_000, Math.floor(maxPixels / 8_000) + 1)),
    'a gif whose frames are too many pixels together': () => bytesOf('image/gif', hugeCanvasGif(2_000, 2_000, 40)),
  }),
  ...cases('bodyMissing', {
    'an empty body': () => bytesOf('image/jpeg', Buffer.alloc(0)),
    'an empty body in chunks': () => ({ ...bytesOf('image/jpeg', Buffer.alloc(0)), chunked: true }),
    'no body and no Content-Type': () => ({ headers: {}, body: undefined }),
  }),
  ...cases('bodyIncomplete', {
    'a picture that stops arriving': async ({ width }) => ({
      ...bytesOf('image/jpeg', await picture('jpeg', width)),
      stops: true,
    }),
  }),
];

function cases(expected: Expected, uploads: Record<string, UploadCase['upload']>): UploadCase[] {
  return Object.entries(uploads).map(([title, upload]) => ({ title, upload, expected }));
}

function bytesOf(type: string, body: Buffer, headers: Record<string, string> = {}): Upload {
  return { headers: { 'content-type': type, ...headers }, body };
}
