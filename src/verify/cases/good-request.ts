import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Contract, Media, Operation } from '../../contract/contract.ts';
import type { Example, Json, Parameter, TestCredential } from '../../contract/document.ts';
import { folderOf } from '../../contract/sources.ts';
import { filePartsOf, isBinary } from '../../contract/uploads.ts';
import { typeOfFile } from '../../images/media-types.ts';
import { credentialFor, withCredentialAt } from './carried-credential.ts';
import { sampleOf } from './sample.ts';

/** A request to send with `fetch`. */
export interface GoodRequest {
  method: string;
  /** With the first base path of the contract. */
  path: string;
  headers: Record<string, string>;
  body: string | Buffer<ArrayBuffer> | undefined;
}

export interface Wishes {
  /** Media type of the body; else the first. */
  type?: string;
  /** Name of the request's example; else the first. */
  example?: string;
  /** The body itself, instead of an example: JSON, or names of files, as an example would have them. */
  value?: Json;
  credential?: TestCredential;
  headers?: Record<string, string>;
}

const BOUNDARY = 'portrait-good-request';

/** A request that the operation accepts, made from the contract's own examples and its first good credential. */
export function goodRequest(contract: Contract, operation: Operation, wishes: Wishes = {}): GoodRequest {
  const { credential, place } = credentialFor(contract, operation);
  const secret = (wishes.credential ?? credential)?.credential;
  const needsNobody = operation.security.length === 0;
  const body = bodyOf(contract, operation, wishes);
  const isUsual = place.in === 'header' && place.name === 'authorization';
  const request = {
    method: operation.method.toUpperCase(),
    path: `${operation.basePaths[0] ?? ''}${pathOf(contract, operation)}`,
    headers: {
      ...(needsNobody || secret === undefined || !isUsual ? {} : { authorization: secret }),
      ...parameterHeaders(contract, operation),
      ...body?.headers,
      ...wishes.headers,
    },
    body: body?.body,
  };
  return needsNobody || secret === undefined || isUsual ? request : withCredentialAt(request, place, secret);
}

/** Sends it; redirects are not followed. */
export function send(origin: string, { method, path, headers, body }: GoodRequest): Promise<Response> {
  return fetch(`${origin}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}

function pathOf(contract: Contract, { path, parameters }: Operation): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(String(parameter === undefined ? name : parameterValue(contract, parameter)));
  });
  const needed = parameters.filter((one) => one.in === 'query' && one.required === true);
  const pairs = needed.map((one) => `${one.name}=${encodeURIComponent(String(parameterValue(contract, one)))}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

/** Of the headers that identify somebody the first, and those that are required. */
function parameterHeaders(contract: Contract, { parameters }: Operation): Record<string, string> {
  const inHeader = parameters.filter((one) => one.in === 'header');
  const [identifying] = inHeader.filter((one) => one['x-identifies'] !== undefined);
  const needed = inHeader.filter((one) => one === identifying || one.required === true);
  return Object.fromEntries(needed.map((one) => [one.name, String(parameterValue(contract, one))]));
}

/** A value that a parameter takes: its first example, or one that its schema allows. */
export function parameterValue(contract: Contract, { examples, example, schema = {} }: Parameter): Json {
  const [named] = Object.values((examples ?? {}) as Record<string, Example>);
  return named?.value ?? example ?? sampleOf(contract.document, schema);
}

function bodyOf(
  contract: Contract,
  operation: Operation,
  { type, example, value: wished }: Wishes,
): { headers: Record<string, string>; body: string | Buffer<ArrayBuffer> } | undefined {
  const media = type === undefined ? operation.body?.content.values().next().value : operation.body?.content.get(type);
  if (media === undefined) return undefined;
  const shown = example === undefined ? media.examples.values().next().value : media.examples.get(example);
  const value = wished ?? shown?.value ?? sampleOf(contract.document, media.schema ?? {});
  if (isBinary(media)) return { headers: { 'content-type': media.type }, body: fileOf(contract, String(value)) };
  if (media.type.startsWith('multipart/')) return formOf(contract, media, value as Record<string, Json>);
  if (media.type === 'application/x-www-form-urlencoded' && typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([name, one]): [string, string] => [name, String(one)]);
    return { headers: { 'content-type': media.type }, body: new URLSearchParams(pairs).toString() };
  }
  // A range has room for JSON.
  const concrete = media.type.includes('*') ? 'application/json' : media.type;
  return { headers: { 'content-type': concrete }, body: JSON.stringify(value) };
}

/** The bytes of a file that an example names, relative to the contract's folder; the text itself where it names none. */
export function fileOf(contract: Contract, name: string): Buffer<ArrayBuffer> {
  const file = join(folderOf(contract.api), name);
  return Buffer.from(existsSync(file) ? readFileSync(file) : name);
}

function formOf(
  contract: Contract,
  media: Media,
  value: Record<string, Json>,
): { headers: Record<string, string>; body: Buffer<ArrayBuffer> } {
  const files = new Set(filePartsOf(media).map(([name]) => name));
  const parts = Object.entries(value).flatMap(([name, content]) => {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`;
    if (!files.has(name)) return [Buffer.from(`${head}\r\n\r\n${content}\r\n`)];
    const file = String(content);
    const type = typeOfFile(file) ?? 'application/octet-stream';
    return [
      Buffer.from(`${head}; filename="${basename(file)}"\r\nContent-Type: ${type}\r\n\r\n`),
      fileOf(contract, file),
      Buffer.from('\r\n'),
    ];
  });
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  };
}
