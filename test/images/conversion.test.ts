import { beforeAll, describe, expect, it } from '@jest/globals';
import { asJpeg, cleaned, type Picture, squared } from '../../src/images/conversion.ts';
import { inspect, inspectHeader, MAX_PIXELS, sharpLibrary } from '../../src/images/picture.ts';
import { PictureError } from '../../src/images/picture-error.ts';
import { bilevelPng, hugeCanvasGif } from '../../src/verify/cases/uploads/pictures.ts';
import { dirtIn, misplacedIn } from './cleanness.ts';
import { type CorpusFile, corpus } from './corpus.ts';
import { drawn, HEIGHT, WIDTH } from './drawn.ts';

const jpegs = new Map<Picture, ReturnType<typeof asJpeg>>();

/** The JPEG of a file of the corpus, made once. */
function jpegOf(file: Picture): ReturnType<typeof asJpeg> {
  const jpeg = jpegs.get(file) ?? asJpeg(file);
  jpegs.set(file, jpeg);
  return jpeg;
}

const conversions = {
  squared: { convert: squared, width: HEIGHT, height: HEIGHT },
  cleaned: { convert: cleaned, width: WIDTH, height: HEIGHT },
  asJpeg: { convert: jpegOf, width: WIDTH, height: HEIGHT },
};

describe('conversions', () => {
  let files: CorpusFile[];
  const expected = (verdict: CorpusFile['expected']): CorpusFile[] => files.filter((file) => file.expected === verdict);

  beforeAll(async () => {
    files = await corpus();
  }, 60_000);

  it.each(Object.entries(conversions))(
    '%s: all sound files become clean pictures, upright',
    async (name, { convert, width, height }) => {
      const wrong: Record<string, string[]> = {};
      for (const file of expected('clean')) {
        const type = name === 'asJpeg' ? 'image/jpeg' : file.type;
        const made = await convert(file);
        const candidate = { ...made, frames: name === 'asJpeg' ? 1 : file.frames };
        expect([made.type, made.width, made.height]).toEqual([type, width, height]);
        const problems = [...(await dirtIn(candidate)), ...(file.colours ? await misplacedIn(candidate) : [])];
        if (problems.length > 0) wrong[file.name] = problems;
      }
      expect(wrong).toEqual({});
    },
    120_000,
  );

  it('nothing hostile passes both the inspection and its declared type', async () => {
    const passed: string[] = [];
    for (const { name, bytes, type } of expected('refused')) {
      const found = await inspect(bytes);
      const pixels = found.picture ? found.width * found.height * found.frames : 0;
      if (found.picture && found.type === type && pixels <= MAX_PIXELS) passed.push(name);
    }
    expect(passed).toEqual([]);
  }, 60_000);

  it('what the inspection refuses, the header and the conversion refuse for the same reason', async () => {
    const different: [string, string, string][] = [];
    for (const file of files) {
      const found = await inspect(file.bytes);
      const header = await inspectHeader(file.bytes);
      if (header.picture && header.width * header.height * header.frames > MAX_PIXELS) continue;
      const verdict = header.picture ? await problemOf(jpegOf(file)) : header.problem;
      const known = found.picture ? '' : found.problem;
      if (verdict !== known) different.push([file.name, verdict, known]);
    }
    expect(different).toEqual([]);
  }, 60_000);

  it('an animation keeps its timing and its number of rounds', async () => {
    const sharp = await sharpLibrary();
    const file = files.find(({ name }) => name === 'an animated gif');
    for (const convert of [squared, cleaned]) {
      const { bytes } = await convert(file as CorpusFile);
      expect(await sharp(bytes, { animated: true }).metadata()).toMatchObject({ delay: [100, 200, 300], loop: 2 });
    }
  });

  it('a GIF keeps its colours to the bit', async () => {
    const sharp = await sharpLibrary();
    const gif = await (await drawn()).blur(20).gif().toBuffer();
    const { bytes } = await cleaned({ bytes: gif, type: 'image/gif' });
    const pixels = (from: Buffer): Promise<Buffer> => sharp(from).raw().toBuffer();
    expect(Buffer.compare(await pixels(bytes), await pixels(gif))).toBe(0);
  });

  it('wide colours become the same whether they have 8 bits or 16', async () => {
    const sharp = await sharpLibrary();
    const image = (await drawn()).withIccProfile('p3');
    const stored = [image.clone().png(), image.clone().toColourspace('rgb16').png()];
    const [of8 = [], of16 = []] = await Promise.all(
      stored.map(async (picture) => {
        const { bytes } = await cleaned({ bytes: await picture.toBuffer(), type: 'image/png' });
        return [...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)];
      }),
    );
    for (const [index, value] of of8.entries()) expect(Math.abs(value - (of16[index] ?? -1))).toBeLessThanOrEqual(2);
  });

  it('a square of odd sides is the smaller of them', async () => {
    const png = await (await drawn()).resize(101, 50, { fit: 'fill' }).png().toBuffer();
    expect(await squared({ bytes: png, type: 'image/png' })).toMatchObject({ width: 50, height: 50 });
  });

  it('what is transparent turns white in a JPEG', async () => {
    const sharp = await sharpLibrary();
    const clear = { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const { bytes } = await asJpeg({ bytes: await sharp({ create: clear }).png().toBuffer(), type: 'image/png' });
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('what is too long for a JPEG is scaled down to what is possible', async () => {
    const { width, height } = await asJpeg({ bytes: bilevelPng(70_000, 10), type: 'image/png' });
    expect([width, height]).toEqual([65_500, 9]);
  });

  it.each([
    ['a png of too many pixels', bilevelPng(8_000, 6_251), /more than 50000000 pixels/],
    [
      'a gif of too many pixels, of which the first frame has few',
      hugeCanvasGif(2_000, 2_000, 40),
      /more than 50000000 pixels/,
    ],
    ['a gif of too many frames', hugeCanvasGif(1, 1, 1_001), /1001 frames; at most 1000/],
    ['text', Buffer.from('text'), /first bytes are those of no picture/],
    ['nothing', Buffer.alloc(0), /empty/],
  ])('refuses %s by its header', async (_, bytes, problem) => {
    for (const { convert } of Object.values(conversions)) {
      const started = performance.now();
      await expect(convert({ bytes, type: 'image/png' })).rejects.toThrow(PictureError);
      await expect(convert({ bytes, type: 'image/png' })).rejects.toThrow(problem);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  it('takes a gif of a thousand frames', async () => {
    const gif = hugeCanvasGif(1, 1, 1_000);
    expect(await inspect(gif)).toMatchObject({ picture: true, frames: 1_000 });
    expect(await asJpeg({ bytes: gif, type: 'image/gif' })).toMatchObject({ width: 1, height: 1 });
  });
});

async function problemOf(conversion: Promise<unknown>): Promise<string> {
  try {
    await conversion;
    return '';
  } catch (error) {
    return error instanceof PictureError ? error.problem : String(error);
  }
}
