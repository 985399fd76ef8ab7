import { isDeepStrictEqual } from 'node:util';
import { decoded, headerOf, isDecodable } from '../../images/decoder.ts';
import { sharpLibrary } from '../../images/picture.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import { BOUNDARY, filePart, formBytes } from '../cases/uploads/form.ts';
import { type Target, targetOf } from '../cases/uploads/upload-case.ts';
import type { WireRequest } from '../wire.ts';
import { type Fetched, fetchPicture, picturePointers, targetOn, valueAt } from './pictures.ts';
import { tellReaders } from './readers.ts';
import type { Sequence, SequenceTools, Step } from './sequence.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Two colours that no compression confuses. */
const COLOURS: readonly Colour[] = [
  [200, 30, 30],
  [30, 60, 200],
];

/** How far a colour may move when a picture is converted. */
const NEAR = 40;

/** Types that sharp writes by these names. */
const ENCODERS = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' } as const;

/** Uploads one picture after another, of each type, and looks at what comes back where the answer says it is. */
export const uploadRoundTrip: Sequence = {
  name: 'upload and look',
  concerns: (subject, operation) =>
    targetOf(subject.contract, operation) !== undefined && picturePointers(subject, operation).length > 0,
  writes: true,
  needsMemory: true,
  async run(tools) {
    const target = targetOf(tools.subject.contract, tools.operation);
    if (target === undefined) return;
    const seen: string[] = [];
    for (const type of target.types) {
      for (const colour of COLOURS) {
        const upload = await requestOf(target, type, colour);
        if (upload !== undefined) await roundTrip(tools, upload, colour, seen);
      }
    }
  },
};

async function roundTrip(tools: SequenceTools, request: WireRequest, colour: Colour, seen: string[]): Promise<void> {
  const { ask, tell, origin, subject, operation } = tools;
  const uploaded = await ask('an upload to look at', request);
  const { answer } = uploaded;
  if (answer === undefined || answer.status >= 300) return;
  const addresses = picturePointers(subject, operation).map((pointer) => [pointer, valueAt(answer, pointer)] as const);
  let isShown = false;
  for (const [pointer, address] of addresses) {
    const target = targetOn(origin, String(address));
    if (target === undefined) continue;
    const { step, fetched, problem } = await fetchPicture(tools, target);
    tell('upload_round_trip', [uploaded, step], problem);
    if (fetched === undefined) continue;
    const isOurs = await isOf(fetched, colour);
    isShown ||= isOurs;
    if (isOurs) {
      tellSize(tools, uploaded, fetched, pointer);
      await tellResized(tools, uploaded, fetched, target);
      tell(
        'upload_round_trip',
        [uploaded, step],
        seen.includes(target) ? { promised: 'A new picture has a new address.' } : undefined,
      );
      seen.push(target);
    }
  }
  tell(
    'upload_round_trip',
    [uploaded],
    isShown ? undefined : { promised: 'The picture that was uploaded is the one that the answer leads to.' },
  );
  await tellReaders(tools, uploaded);
}

/** Where the answer tells the picture's size beside its address, that is its size. */
function tellSize({ tell }: SequenceTools, uploaded: Step, { step, width, height }: Fetched, pointer: string): void {
  const { answer } = uploaded;
  if (answer === undefined) return;
  const beside = pointer.slice(0, pointer.lastIndexOf('/'));
  const told = [valueAt(answer, `${beside}/width`), valueAt(answer, `${beside}/height`)];
  if (told.some((one) => typeof one !== 'number')) return;
  const isTrue = isDeepStrictEqual(told, [width, height]);
  tell(
    'upload_round_trip',
    [uploaded, step],
    isTrue
      ? undefined
      : { promised: `The picture is ${told.join(' × ')}, as the answer says; its bytes are ${width} × ${height}.` },
  );
}

/** Where the contract's pictures come in other sizes, an uploaded one does too. */
async function tellResized(
  tools: SequenceTools,
  uploaded: Step,
  { width, type }: Fetched,
  target: string,
): Promise<void> {
  // GIFs stay as they are (facts sheet 2.1.3).
  if (type === 'image/gif') return;
  if (!tools.subject.contract.pictures.some(({ resize }) => resize === true)) return;
  const wanted = Math.max(1, Math.floor(width / 2));
  const { step, fetched, problem } = await fetchPicture(
    tools,
    `${target}${target.includes('?') ? '&' : '?'}w=${wanted}`,
  );
  const isSized = fetched === undefined || fetched.width === wanted;
  const lie = { promised: `A picture ${wanted} pixels wide, as w=${wanted} asks; it is ${fetched?.width} wide.` };
  tools.tell('upload_round_trip', [uploaded, step], problem ?? (isSized ? undefined : lie));
}

async function requestOf(target: Target, type: string, [r, g, b]: Colour): Promise<WireRequest | undefined> {
  const encoder = ENCODERS[type as keyof typeof ENCODERS];
  if (encoder === undefined) return undefined;
  const sharp = await sharpLibrary();
  const size = { width: target.width, height: Math.ceil(target.width / 2), channels: 3 as const };
  const bytes = await sharp({ create: { ...size, background: { r, g, b } } })
    [encoder]()
    .toBuffer();
  const good = wired(goodRequest(target.contract, target.operation));
  const isRaw = target.part === '';
  const body = isRaw ? bytes : formBytes([filePart(target.part, type, bytes)]);
  return {
    ...good,
    headers: { ...good.headers, 'content-type': isRaw ? type : `multipart/form-data; boundary=${BOUNDARY}` },
    body,
  };
}

/** Whether a picture is of this colour in the middle. */
async function isOf({ bytes }: Fetched, [red, green, blue]: Colour): Promise<boolean> {
  const header = await headerOf(bytes);
  // What is too large to be decoded is none that was uploaded.
  if (!isDecodable(header)) return false;
  const stats = await decoded(bytes, header, false, (image) => image.toColourspace('srgb').stats()).catch(
    () => undefined,
  );
  const means = stats?.channels.map(({ mean }) => mean) ?? [];
  return [red, green, blue].every((part, index) => Math.abs(part - (means[index] ?? 0)) <= NEAR);
}
