import { MAX_FRAMES } from '../../src/images/decoder.ts';
import { impostors } from '../../src/verify/cases/uploads/impostors.ts';
import { bilevelPng, hugeCanvasGif } from '../../src/verify/cases/uploads/pictures.ts';
import type { CorpusEntry } from './corpus.ts';
import { drawnAs } from './drawn.ts';
import { jpegClaiming, SMUGGLED, truncated, webpClaiming } from './spoiled-files.ts';

const JPEG = 'image/jpeg';
const PNG = 'image/png';
const GIF = 'image/gif';
const WEBP = 'image/webp';
const AVIF = 'image/avif';

const SHARES = [0.02, 0.3, 0.6, 0.9];

/** What is no picture, no whole picture, another than it says, or more of one than anybody decodes. */
export async function hostileFiles(): Promise<Record<string, CorpusEntry>> {
  const files: Record<string, [type: string, bytes: Buffer]> = {
    jpeg: [JPEG, await drawnAs('jpeg')],
    'progressive jpeg': [JPEG, await drawnAs('jpeg', { progressive: true })],
    png: [PNG, await drawnAs('png')],
    'interlaced png': [PNG, await drawnAs('png', { progressive: true })],
    gif: [GIF, await drawnAs('gif')],
    'animated gif': [GIF, await drawnAs('gif', {}, 3)],
    webp: [WEBP, await drawnAs('webp')],
    'animated webp': [WEBP, await drawnAs('webp', {}, 3)],
    avif: [AVIF, await drawnAs('avif')],
  };
  return { ...nothings(), ...halves(files), ...misnamed(files), ...bombs(files) };
}

function nothings(): Record<string, CorpusEntry> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="960">${SMUGGLED}</svg>`;
  return {
    'nothing at all': { type: JPEG, bytes: Buffer.alloc(0) },
    'an svg with a script': { type: PNG, bytes: Buffer.from(svg) },
    'an svg that says what it is': { type: 'image/svg+xml', bytes: Buffer.from(svg) },
    ...Object.fromEntries(impostors.map(([what, bytes]) => [what, { type: JPEG, bytes }])),
  };
}

function halves(files: Record<string, [type: string, bytes: Buffer]>): Record<string, CorpusEntry> {
  const entries: Record<string, CorpusEntry> = {};
  for (const [kind, [type, bytes]] of Object.entries(files)) {
    // Of an animated GIF the part of the last frame that has come is shown.
    const shares = kind === 'animated gif' ? SHARES.slice(0, -1) : SHARES;
    for (const share of shares) entries[`${share * 100} % of a ${kind}`] = { type, bytes: truncated(bytes, share) };
  }
  return entries;
}

function misnamed(files: Record<string, [type: string, bytes: Buffer]>): Record<string, CorpusEntry> {
  const entries: Record<string, CorpusEntry> = {};
  for (const [kind, [type, bytes]] of Object.entries(files)) {
    const other = type === JPEG ? PNG : JPEG;
    entries[`a ${kind} that is called ${other}`] = { type: other, bytes };
  }
  return entries;
}

/** A few octets that ask for gigabytes, or for hours. */
function bombs({ jpeg, webp }: Record<string, [type: string, bytes: Buffer]>): Record<string, CorpusEntry> {
  const [, jpegBytes = Buffer.alloc(0)] = jpeg ?? [];
  const [, webpBytes = Buffer.alloc(0)] = webp ?? [];
  return {
    'a png of 400 million pixels': { type: PNG, bytes: bilevelPng(20_000, 20_000) },
    'a png of one very long row': { type: PNG, bytes: bilevelPng(60_000_000, 1) },
    'a gif with a huge canvas in many frames': { type: GIF, bytes: hugeCanvasGif(2_000, 2_000, 40) },
    'a gif of one frame too many': { type: GIF, bytes: hugeCanvasGif(1, 1, MAX_FRAMES + 1) },
    'a gif of a hundred thousand frames': { type: GIF, bytes: hugeCanvasGif(1, 1, 100_000) },
    'a jpeg that claims to be huge': { type: JPEG, bytes: jpegClaiming(jpegBytes, 65_500, 65_500) },
    'a webp that claims to be huge': { type: WEBP, bytes: webpClaiming(webpBytes, 16_384, 16_384) },
    'a webp that claims to be larger than it is': { type: WEBP, bytes: webpClaiming(webpBytes, 1_000, 2_000) },
  };
}
