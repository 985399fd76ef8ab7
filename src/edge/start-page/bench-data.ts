import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Contract, DeclaredResponse, Media, Operation } from '../../contract/contract.ts';
import { type Example, type Json, type Parameter, resolve } from '../../contract/document.ts';
import { type SampleBody, sampleCall } from '../../contract/sample-call.ts';
import { isPublic } from '../../contract/security.ts';
import { folderOf } from '../../contract/sources.ts';
import { filePartsOf, isBinary } from '../../contract/uploads.ts';

/** What of a contract's folder may be read by pages: the pictures of its examples. */
const PICTURES = 'examples/pictures';

export const PICTURE_TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

/** What the workbench has to know of one API. Words are those of the contract, in whatever language it is. */
export async function benchDataOf(
  contract: Contract,
  folder: string,
  docsLink: (operation: string) => string,
): Promise<object> {
  const { api, document, credentials, operations } = contract;
  return {
    api,
    title: document.info.title,
    credentials: credentials.map(({ name, credential, scopes, defect }) => ({ name, credential, scopes, defect })),
    pictures: await picturesOf(api, folder),
    operations: operations.map((operation) => operationData(contract, operation, docsLink)),
  };
}

/** The pictures that lie beside the examples, as this server has them and as curl finds them in the checkout. */
async function picturesOf(api: string, folder: string): Promise<object[]> {
  const names = await readdir(join(folderOf(api, folder), PICTURES)).catch(() => []);
  return names
    .filter((name) => extname(name) in PICTURE_TYPES)
    .sort()
    .map((name) => ({
      name,
      href: `/openapi/${api}/${PICTURES}/${name}`,
      file: `openapi/${api}/${PICTURES}/${name}`,
      type: PICTURE_TYPES[extname(name)],
    }));
}

function operationData(contract: Contract, operation: Operation, docsLink: (operation: string) => string): object {
  const { id, method, path, summary, parameters, responses } = operation;
  const sample = sampleCall(contract, operation);
  const values = new Map([...sample.params, ...sample.query, ...sample.headers]);
  return {
    id,
    method: method.toUpperCase(),
    path: `${sample.basePath}${path}`,
    summary,
    isPublic: isPublic(operation.security),
    carrier: carrierOf(contract, operation),
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? false,
      value: values.get(parameter.name) ?? '',
      examples: parameterExamples(contract, parameter),
    })),
    // A credential is a header or a parameter of the sample.
    secrets: [...sample.headers, ...sample.query].map(([, value]) => String(value)),
    docs: docsLink(id),
    bodies: [...(operation.body?.content.values() ?? [])].map((media) => bodyData(media, sample.body)),
    answers: [...responses.values()].map(answerData),
  };
}

/** Where a credential goes by the operation's first scheme, which contracts keep for the best one. */
function carrierOf({ schemes }: Contract, { security }: Operation): object {
  const scheme = schemes.get(Object.keys(security[0] ?? {})[0] ?? '');
  return scheme?.type === 'apiKey' ? { in: scheme.in, name: scheme.name } : { in: 'header', name: 'Authorization' };
}

function parameterExamples({ document }: Contract, { example, examples = {} }: Parameter): string[] {
  const named = Object.values(examples).map((one) => resolve<Example>(document, one).value);
  const all = named.length > 0 ? named : [example];
  return all.filter((value) => value !== undefined).map(String);
}

function bodyData(media: Media, sample: SampleBody | undefined): object {
  const { type, examples } = media;
  const isForm = type.startsWith('multipart/');
  return {
    type,
    kind: isForm ? 'form' : isBinary(media) ? 'bytes' : 'json',
    examples: [...examples].map(([name, { summary, value }]) => ({ name, summary, value: value ?? null })),
    parts: isForm ? partsOf(media, sample) : [],
    file: sample?.kind === 'bytes' ? sample.file : undefined,
  };
}

function partsOf(media: Media, sample: SampleBody | undefined): object[] {
  const files = new Map(filePartsOf(media));
  const sent = new Map((sample?.kind === 'form' ? sample.parts : []).map((part) => [part.name, part]));
  return [...new Set([...media.properties.keys(), ...files.keys()])].map((name) => ({
    name,
    isFile: files.has(name),
    types: media.partTypes.get(name) ?? [],
    ...sent.get(name),
  }));
}

function answerData({ status, exampleNames, media, headers }: DeclaredResponse): object {
  const sources = [media?.examples, ...[...headers.values()].map(({ examples }) => examples)];
  const summaryOf = (name: string): string | undefined =>
    sources.map((examples) => examples?.get(name)?.summary).find((summary) => summary !== undefined);
  return {
    status,
    examples: exampleNames.map((name): { name: string; summary: string | undefined; value: Json | undefined } => ({
      name,
      summary: summaryOf(name),
      value: media?.examples.get(name)?.value,
    })),
  };
}
