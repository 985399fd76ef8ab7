import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { Contract, Media, Operation } from '../../src/contract/contract.ts';
import { type Example, type Json, resolve, type Schema } from '../../src/contract/document.ts';
import { folderOf } from '../../src/contract/sources.ts';
import { filePartsOf, isBinary } from '../../src/contract/uploads.ts';
import { typeOfFile } from '../../src/images/media-types.ts';
import { contracts, operations } from '../contracts.ts';
import { faultsOf } from '../declared.ts';

/** libvips' names of the formats that the contracts send and take. */
const FORMATS: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

interface Decoded {
  format: string;
  width: number;
}

describe.each(operations)('%s', (_, contract, operation) => {
  it('has parameters whose examples are valid', () => {
    for (const parameter of operation.parameters) {
      const schema = resolve<Schema>(contract.document, parameter.schema ?? {});
      const examples = Object.values(parameter.examples ?? {}) as Example[];
      const values = [...examples.map(({ value }) => value), ...('example' in parameter ? [parameter.example] : [])];
      expect([parameter.name, values.length]).toEqual([parameter.name, expect.any(Number)]);
      expect(values.length).toBeGreaterThan(0);
      expect([parameter.name, values.flatMap((value) => faultsOf(contract, schema, value))]).toEqual([
        parameter.name,
        [],
      ]);
    }
  });

  it('has a named example for each media type of its body, and all are valid', async () => {
    for (const media of operation.body?.content.values() ?? []) {
      expect(namesOf(media)).not.toEqual([]);
      for (const [name, { value }] of media.examples) {
        const faults = await requestFaults(contract, media, value ?? null);
        expect([media.type, name, faults]).toEqual([media.type, name, []]);
      }
    }
  });

  it.each(statusesOf(operation))('has a named example for the body of %i, and all are valid', (status) => {
    const media = operation.responses.get(status)?.media;
    if (media === undefined) return;
    expect(media.type).toMatch(/json$/);
    expect(namesOf(media)).not.toEqual([]);
    for (const [name, { value }] of media.examples) {
      expect([name, faultsOf(contract, media.schema ?? {}, value)]).toEqual([name, []]);
    }
  });

  it.each(statusesOf(operation))(
    'has examples for the headers of %i, named as the bodies are, and all are valid',
    (status) => {
      const response = operation.responses.get(status);
      for (const { name, schema, examples } of response?.headers.values() ?? []) {
        expect([name, schema, examples.size > 0]).toEqual([name, expect.anything(), true]);
        for (const [example, { value }] of examples) {
          expect([name, example, faultsOf(contract, schema ?? {}, value)]).toEqual([name, example, []]);
          if (example !== '') expect(response?.exampleNames).toContain(example);
        }
        const names = [...examples.keys()];
        // The first header example belongs to the first body example, as far as it has one.
        const inOrder = response?.exampleNames.filter((example) => names.includes(example));
        expect([name, names.filter((example) => example !== '')]).toEqual([name, inOrder]);
      }
    },
  );

  it('declares its success first, and each status once for one reason', () => {
    const [success, ...others] = operation.responses.keys();
    expect(success).toBeGreaterThanOrEqual(200);
    expect(success).toBeLessThan(400);
    expect(others.filter((status) => status < 400)).toEqual([]);
  });
});

describe.each(contracts.map((contract) => [contract.api, contract] as const))('%s', (_, contract) => {
  const urls = new Set(contract.pictures.map(({ url }) => url));

  it('lists every picture that its answers name', () => {
    const named = contract.operations
      .flatMap(({ responses }) => [...responses.values()])
      .flatMap(({ media, headers }) => [
        ...[...(media?.examples.values() ?? [])].flatMap(({ value }) => stringsIn(value ?? null)),
        ...[...(headers.get('location')?.examples.values() ?? [])].map(({ value }) => String(value)),
      ]);
    const pictures = named.filter((text) => /^https?:\/\/[^\s?]+\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?|$)/i.test(text));
    expect(pictures.filter((url) => !urls.has(url))).toEqual([]);
    expect([...urls].filter((url) => !named.includes(url))).toEqual([]);
  });

  it('has for each picture a file of the type that its URL and its name say', async () => {
    for (const { url, file } of contract.pictures) {
      const type = typeOfFile(new URL(url).pathname);
      const { format, width } = await decoded(contract, file);
      expect([url, format, typeOfFile(file)]).toEqual([url, FORMATS[type ?? ''], type]);
      expect(width).toBeGreaterThan(0);
    }
  });

  it('names the picture of one URL once', () => {
    expect(contract.pictures.map(({ url }) => url)).toEqual([...urls]);
  });

  it('answers about subjects that its parameters or credentials know', () => {
    const subjects = contract.operations.flatMap(({ responses }) =>
      [...responses.values()].flatMap(({ media, headers }) =>
        [media?.examples, ...[...headers.values()].map(({ examples }) => examples)].flatMap((examples) =>
          [...(examples?.values() ?? [])].flatMap((example) => example['x-subject'] ?? []),
        ),
      ),
    );
    const known = [
      ...contract.credentials.map(({ owner }) => owner),
      ...contract.operations.flatMap(({ parameters }) =>
        parameters.flatMap(({ examples = {} }) =>
          (Object.values(examples) as Example[]).map((one) => one['x-subject'] ?? String(one.value)),
        ),
      ),
    ];
    expect(subjects.filter((subject) => !known.includes(subject))).toEqual([]);
  });
});

function statusesOf({ responses }: Operation): number[] {
  return [...responses.keys()];
}

/** Names that somebody can ask for. */
function namesOf({ examples }: Media): string[] {
  return [...examples.keys()].filter((name) => name !== '');
}

/** What is wrong with a request's example; of bytes and file parts the value is the path of the file that is sent. */
async function requestFaults(contract: Contract, media: Media, value: Json): Promise<string[]> {
  if (isBinary(media)) return fileFaults(contract, String(value), [media.type]);
  if (!media.type.startsWith('multipart/')) return faultsOf(contract, media.schema ?? {}, value);
  const faults = faultsOf(contract, media.schema ?? {}, value);
  for (const [name] of filePartsOf(media)) {
    const file = (value as Record<string, Json>)[name];
    const accepted = media.partTypes.get(name) ?? [];
    faults.push(...(accepted.length === 0 ? [`the part ${name} has no contentType in encoding`] : []));
    if (file !== undefined) faults.push(...(await fileFaults(contract, String(file), accepted)));
  }
  return faults;
}

async function fileFaults(contract: Contract, file: string, accepted: string[]): Promise<string[]> {
  const type = typeOfFile(file) ?? '';
  const { format } = await decoded(contract, file);
  return [
    ...(accepted.includes(type) ? [] : [`${file} is ${type}, accepted are ${accepted}`]),
    ...(format === FORMATS[type] ? [] : [`${file} is in truth ${format}`]),
  ];
}

const pictures = new Map<string, Promise<Decoded>>();

/** A file of a contract as a decoder sees it, which reads every pixel of it once. */
function decoded({ api }: Contract, file: string): Promise<Decoded> {
  const path = join(folderOf(api), file);
  const picture = pictures.get(path) ?? decodedFile(path);
  pictures.set(path, picture);
  return picture;
}

async function decodedFile(path: string): Promise<Decoded> {
  const picture = sharp(readFileSync(path), { failOn: 'warning' });
  const { format = '', width = 0 } = await picture.metadata();
  await picture.raw().toBuffer();
  return { format, width };
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => stringsIn(one as Json));
}
