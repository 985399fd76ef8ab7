import type { Sharp } from 'sharp';
import type { CorpusEntry } from './corpus.ts';
import { drawn, drawnAs } from './drawn.ts';
import * as spoiled from './spoiled-files.ts';
import { SMUGGLED } from './spoiled-files.ts';

const JPEG = 'image/jpeg';
const PNG = 'image/png';
const GIF = 'image/gif';
const WEBP = 'image/webp';
const AVIF = 'image/avif';

const FRAMES = 3;
const DELAYS = { delay: [100, 200, 300], loop: 2 };
const TEXT_BOMB_OCTETS = 4 * 1024 * 1024;

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Pictures that are odd, or carry more than a picture, and are taken: what is not picture is left behind. */
export async function soundFiles(): Promise<Record<string, CorpusEntry>> {
  return { ...(await kinds()), ...(await turned()), ...(await laden()), ...(await polyglots()) };
}

async function kinds(): Promise<Record<string, CorpusEntry>> {
  const one = await drawn();
  const bytes = (make: (image: Sharp) => Sharp): Promise<Buffer> => make(one.clone()).toBuffer();
  return {
    'a jpeg': { type: JPEG, bytes: await drawnAs('jpeg') },
    'a progressive jpeg': { type: JPEG, bytes: await drawnAs('jpeg', { progressive: true }) },
    'a jpeg in full colour': { type: JPEG, bytes: await drawnAs('jpeg', { chromaSubsampling: '4:4:4' }) },
    'a grey jpeg': {
      type: JPEG,
      bytes: await bytes((image) => image.greyscale().toColourspace('b-w').jpeg()),
      colours: false,
    },
    'a cmyk jpeg': { type: JPEG, bytes: await bytes((image) => image.toColourspace('cmyk').jpeg()) },
    'a cmyk jpeg with a profile': { type: JPEG, bytes: await bytes((image) => image.withIccProfile('cmyk').jpeg()) },
    'a png': { type: PNG, bytes: await drawnAs('png') },
    'a png of 16 bits': { type: PNG, bytes: await bytes((image) => image.toColourspace('rgb16').png()) },
    'a grey png of 16 bits': {
      type: PNG,
      bytes: await bytes((image) => image.greyscale().toColourspace('grey16').png()),
      colours: false,
    },
    'an interlaced png': { type: PNG, bytes: await drawnAs('png', { progressive: true }) },
    'a png with a palette': { type: PNG, bytes: await drawnAs('png', { palette: true }) },
    'a png with transparency': { type: PNG, bytes: await bytes((image) => image.ensureAlpha().png()) },
    'an animated png': { type: PNG, bytes: spoiled.apng(await drawnAs('png')) },
    'a gif': { type: GIF, bytes: await drawnAs('gif') },
    'an animated gif': { type: GIF, bytes: await drawnAs('gif', DELAYS, FRAMES), frames: FRAMES },
    'a webp': { type: WEBP, bytes: await drawnAs('webp') },
    'a lossless webp': { type: WEBP, bytes: await drawnAs('webp', { lossless: true }) },
    'an animated webp': { type: WEBP, bytes: await drawnAs('webp', DELAYS, FRAMES), frames: FRAMES },
    'an avif': { type: AVIF, bytes: await drawnAs('avif') },
    'a jpeg in wide colours': { type: JPEG, bytes: await inWideColours((image) => image.jpeg()) },
    'a png in wide colours': { type: PNG, bytes: await inWideColours((image) => image.png()) },
    'a png in wide colours of 16 bits': {
      type: PNG,
      bytes: await inWideColours((image) => image.toColourspace('rgb16').png()),
    },
  };
}

async function inWideColours(make: (image: Sharp) => Sharp): Promise<Buffer> {
  return make((await drawn()).withIccProfile('p3')).toBuffer();
}

/** Pictures that lie in each of the eight ways, and say so by EXIF. */
async function turned(): Promise<Record<string, CorpusEntry>> {
  const entries: Record<string, CorpusEntry> = {};
  for (const orientation of ORIENTATIONS) {
    const image = (await drawn(orientation)).withMetadata({ orientation });
    entries[`a jpeg turned ${orientation}`] = { type: JPEG, bytes: await image.clone().jpeg().toBuffer() };
    entries[`a png turned ${orientation}`] = { type: PNG, bytes: await image.clone().png().toBuffer() };
    entries[`a webp turned ${orientation}`] = { type: WEBP, bytes: await image.clone().webp({ effort: 0 }).toBuffer() };
  }
  return entries;
}

/** Pictures with things to read in them: where they were taken, who by, what else somebody wished to say. */
async function laden(): Promise<Record<string, CorpusEntry>> {
  const image = (await drawn())
    .withExif({
      IFD0: { ImageDescription: SMUGGLED, Artist: SMUGGLED },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '52/1 31/1 12/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '13/1 24/1 18/1',
      },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${SMUGGLED} --></x:xmpmeta>`)
    .withIccProfile('srgb');
  const jpeg = await drawnAs('jpeg');
  const png = await drawnAs('png');
  const gif = await drawnAs('gif');
  const segment = (marker: number, text: string): Buffer =>
    spoiled.withSegment(jpeg, marker, Buffer.from(text, 'latin1'));
  return {
    'a jpeg that tells where it was taken': { type: JPEG, bytes: await image.clone().jpeg().toBuffer() },
    'a png that tells where it was taken': { type: PNG, bytes: await image.clone().png().toBuffer() },
    'a webp that tells where it was taken': { type: WEBP, bytes: await image.clone().webp({ effort: 0 }).toBuffer() },
    'an avif that tells where it was taken': { type: AVIF, bytes: await image.clone().avif({ effort: 0 }).toBuffer() },
    'a jpeg with a comment': { type: JPEG, bytes: segment(0xfe, SMUGGLED) },
    'a jpeg with IPTC': {
      type: JPEG,
      bytes: segment(0xed, `Photoshop 3.0\u00008BIM\u0004\u0004\0\0\0\0\0\u0026${SMUGGLED}`),
    },
    'a jpeg with EXIF that is none': {
      type: JPEG,
      bytes: segment(0xe1, `Exif\0\0MM\0*\u00ff\u00ff\u00ff\u00ff${SMUGGLED}`),
    },
    'a jpeg with a profile that is none': { type: JPEG, bytes: segment(0xe2, `ICC_PROFILE\0\u0001\u0001${SMUGGLED}`) },
    'a jpeg with a segment of its own': { type: JPEG, bytes: segment(0xeb, SMUGGLED) },
    'a png with text': { type: PNG, bytes: spoiled.withChunk(png, 'tEXt', Buffer.from(`Comment\0${SMUGGLED}`)) },
    'a png with a chunk of its own': { type: PNG, bytes: spoiled.withChunk(png, 'prIv', Buffer.from(SMUGGLED)) },
    'a png with text that unpacks to megabytes': {
      type: PNG,
      bytes: spoiled.withChunk(png, 'zTXt', spoiled.compressedText(TEXT_BOMB_OCTETS)),
    },
    'a gif with a comment': { type: GIF, bytes: spoiled.withGifComment(gif, SMUGGLED) },
  };
}

/** Pictures that are something else as well, for those who read from the end or do not look closely. */
async function polyglots(): Promise<Record<string, CorpusEntry>> {
  const jpeg = await drawnAs('jpeg');
  const png = await drawnAs('png');
  const gif = await drawnAs('gif');
  const webp = await drawnAs('webp');
  const html = `<!doctype html>${SMUGGLED}`;
  return {
    'a jpeg and an archive': { type: JPEG, bytes: spoiled.followedBy(jpeg, spoiled.zipOf(SMUGGLED)) },
    'a jpeg and a page': { type: JPEG, bytes: spoiled.followedBy(jpeg, html) },
    'a jpeg and another': {
      type: JPEG,
      bytes: spoiled.followedBy(jpeg, spoiled.withSegment(jpeg, 0xfe, Buffer.from(SMUGGLED))),
    },
    'a png and a page': { type: PNG, bytes: spoiled.followedBy(png, html) },
    'a png and an archive': { type: PNG, bytes: spoiled.followedBy(png, spoiled.zipOf(SMUGGLED)) },
    'a gif and a script': { type: GIF, bytes: spoiled.followedBy(gif, `*/=1;${SMUGGLED}//`) },
    'a gif with a script in its comment': { type: GIF, bytes: spoiled.withGifComment(gif, `*/=1;${SMUGGLED}/*`) },
    'a webp and a page': { type: WEBP, bytes: spoiled.followedBy(webp, html) },
  };
}
