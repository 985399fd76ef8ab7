import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Contract, Media, Operation } from '../src/contract/contract.ts';
import type { Example, Json, TestCredential } from '../src/contract/document.ts';
import { folderOf } from '../src/contract/sources.ts';
import { filePartsOf, isBinary } from '../src/contract/uploads.ts';
import { typeOfFile } from '../src/images/media-types.ts';

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
  credential?: TestCredential;
  headers?: Record<string, string>;
}

const BOUNDARY = 'portrait-test-boundary';

/** A request that the operation accepts, made from the contract's own examples and its first good credential. */
export function goodRequest(contract: Contract, operation: Operation, wishes: Wishes = {}): GoodRequest {
  const [credential] = contract.credentials;
  const authorization = (wishes.credential ?? credential)?.credential;
  const needsNobody = operation.security.length === 0;
  const body = bodyOf(contract, operation, wishes);
  return {
    method: operation.method.toUpperCase(),
    path: `${contract.basePaths[0]}${pathOf(operation)}`,
    headers: {
      ...(needsNobody || authorization === undefined ? {} : { authorization }),
      ...identifyingHeaders(operation),
      ...body?.headers,
      ...wishes.headers,
    },
    body: body?.body,
  };
}

/** Sends it; redirects are not followed. */
export function send(origin: string, { method, path, headers, body }: GoodRequest): Promise<Response> {
  return fetch(`${origin}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}

function pathOf({ path, parameters }: Operation): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(String(firstValue(parameter?.examples as Record<string, Example> | undefined)));
  });
}

function identifyingHeaders({ parameters }: Operation): Record<string, string> {
  const [parameter] = parameters.filter((one) => one.in === 'header' && one['x-identifies'] !== undefined);
  return parameter === undefined
    ? {}
    : { [parameter.name]: String(firstValue(parameter.examples as Record<string, Example>)) };
}

function firstValue(examples: Record<string, Example> = {}): Json | undefined {
  return Object.values(examples)[0]?.value;
}

function bodyOf(
  contract: Contract,
  operation: Operation,
  { type, example }: Wishes,
): { headers: Record<string, string>; body: string | Buffer<ArrayBuffer> } | undefined {
  const media = type === undefined ? operation.body?.content.values().next().value : operation.body?.content.get(type);
  if (media === undefined) return undefined;
  const value =
    example === undefined ? media.examples.values().next().value?.value : media.examples.get(example)?.value;
  if (isBinary(media)) return { headers: { 'content-type': media.type }, body: fileOf(contract, String(value)) };
  if (media.type.startsWith('multipart/')) return formOf(contract, media, value as Record<string, Json>);
  return { headers: { 'content-type': media.type }, body: JSON.stringify(value) };
}

/** The bytes of a file that an example names, relative to the contract's folder. */
export function fileOf(contract: Contract, name: string): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(join(folderOf(contract.api), name)));
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
