import type { Inspection } from '../images/picture.ts';
import type { Body, Media } from './contract.ts';
import type { ImageRule, Schema } from './document.ts';
import { refuse } from './failures.ts';
import type { Part } from './form.ts';
import type { Received } from './received.ts';
import type { ApiRequest } from './request.ts';

/** Whether a schema stands for bytes: a media type that is no text, and no encoding that would make it text. */
export function isBinarySchema({ contentMediaType, contentEncoding }: Schema): boolean {
  return contentMediaType !== undefined && contentEncoding === undefined && !contentMediaType.startsWith('text/');
}

/** Whether the media type's bodies are bytes, to be judged here and not by a JSON Schema. */
export function isBinary(media: Media): boolean {
  return media.schema !== undefined && isBinarySchema(media.schema);
}

/** The file parts of a form, by name. */
export function filePartsOf(media: Media): [string, Schema][] {
  return [...media.properties].filter(([name, schema]) => isBinarySchema(schema) || media.partTypes.has(name));
}

/** Octets that a body of an operation may have, whatever its media type. */
export function bodyLimitOf(body: Body): number {
  return Math.max(...[...body.content.values()].map(octetLimitOf));
}

/** Octets that a body of this media type may have; what a schema's `maxLength` says, plus the form around its files. */
function octetLimitOf(media: Media): number {
  if (isBinary(media)) return media.schema?.maxLength ?? DEFAULT_LIMIT;
  const files = filePartsOf(media);
  if (files.length === 0) return JSON_LIMIT;
  return files.reduce((sum, [, schema]) => sum + (schema.maxLength ?? DEFAULT_LIMIT), FORM_AROUND_FILES);
}

const KIBIBYTE = 1024;
const JSON_LIMIT = 256 * KIBIBYTE;
const FORM_AROUND_FILES = 256 * KIBIBYTE;
const DEFAULT_LIMIT = 5 * KIBIBYTE * KIBIBYTE;

/** Says what the bytes are. */
export type Inspect = (bytes: Buffer) => Promise<Inspection>;

/** A picture that was uploaded, as its bytes have it: size in pixels, upright. */
export interface UploadedPicture {
  bytes: Buffer;
  type: string;
  width: number;
  height: number;
  frames: number;
}

/**
 * Holds what was uploaded, as a form or as raw bytes, against the contract; gives the picture, if there is one. Of
 * files that are no pictures it sees the size alone.
 * @throws Refusal of the first rule that is broken.
 */
export async function judgeUpload(
  { body }: ApiRequest,
  { media, parts }: Received,
  inspect: Inspect,
): Promise<UploadedPicture | undefined> {
  if (media === undefined) return undefined;
  if (parts !== undefined) return judgeForm(media, parts, inspect);
  return isBinary(media)
    ? judgeFile(['body'], body ?? Buffer.alloc(0), media.type, media.schema ?? {}, [media.type], inspect)
    : undefined;
}

/**
 * Presence, number, kind, declared type, size, bytes, pixels of each file part. Parts that the contract does not know
 * are passed over; of several pictures the first is given.
 */
async function judgeForm(media: Media, parts: readonly Part[], inspect: Inspect): Promise<UploadedPicture | undefined> {
  let picture: UploadedPicture | undefined;
  for (const [name, schema] of filePartsOf(media)) {
    const place = ['body', name];
    const [part, ...others] = parts.filter((one) => one.name === name);
    if (part === undefined) {
      if (media.schema?.required?.includes(name))
        throw refuse('partMissing', place, `The form has no part named “${name}”.`);
      continue;
    }
    if (others.length > 0)
      throw refuse('partRepeated', place, `The form has ${others.length + 1} parts named “${name}”; one is expected.`);
    if (part.kind !== 'file')
      throw refuse(
        'partNotFile',
        place,
        `The part “${name}” is a text field; a file is expected (with a file name and a Content-Type).`,
      );
    const accepted = media.partTypes.get(name) ?? [];
    if (accepted.length > 0 && !accepted.includes(part.type)) {
      throw refuse(
        'partTypeRefused',
        place,
        `The part “${name}” is declared as ${part.type}; expected is ${accepted.join(', ')}.`,
      );
    }
    const judged = await judgeFile(place, part.bytes, part.type, schema, accepted, inspect);
    picture ??= judged;
  }
  return picture;
}

async function judgeFile(
  place: string[],
  bytes: Buffer,
  type: string,
  schema: Schema,
  accepted: readonly string[],
  inspect: Inspect,
): Promise<UploadedPicture | undefined> {
  if (schema.maxLength !== undefined && bytes.length > schema.maxLength) {
    throw refuse(
      'pictureTooLarge',
      place,
      `The picture has ${bytes.length} octets; at most ${schema.maxLength} are allowed.`,
    );
  }
  if (!isPicture(schema, accepted)) return undefined;
  const found = await inspect(bytes);
  if (!found.picture) throw refuse('pictureInvalid', place, `The picture is refused: ${found.problem}.`);
  if (found.type !== type && !type.endsWith('/*'))
    throw refuse('pictureMistyped', place, `The picture is declared as ${type}, but its bytes are ${found.type}.`);
  judgePixels(place, found, schema['x-image'] ?? {});
  return { bytes, type, width: found.width, height: found.height, frames: found.frames };
}

/** Whether a file has to be a picture: by its rule, by the types that it may be declared as, or by its own. */
function isPicture(schema: Schema, accepted: readonly string[]): boolean {
  if (schema['x-image'] !== undefined) return true;
  const types = accepted.length > 0 ? accepted : [schema.contentMediaType ?? ''];
  return types.every((type) => /^image\/(?!svg)/.test(type));
}

function judgePixels(place: string[], found: { width: number; height: number; frames: number }, rule: ImageRule): void {
  if (rule.minWidth !== undefined && found.width < rule.minWidth) {
    throw refuse(
      'pictureDimensions',
      place,
      `The picture is ${found.width} pixels wide; at least ${rule.minWidth} are required.`,
      'minWidth',
    );
  }
  const pixels = found.width * found.height * found.frames;
  if (rule.maxPixels !== undefined && pixels > rule.maxPixels) {
    throw refuse(
      'pictureDimensions',
      place,
      `The picture has ${pixels} pixels; at most ${rule.maxPixels} are allowed.`,
      'maxPixels',
    );
  }
}
