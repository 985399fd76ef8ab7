import { extname } from 'node:path';
import type { Contract, Media, Operation } from './contract.ts';
import { type Example, type Json, type Parameter, resolve, type TestCredential } from './document.ts';
import { Refusal } from './failures.ts';
import type { ApiRequest } from './request.ts';
import { authenticate, isPublic, withoutWord } from './security.ts';
import { filePartsOf, isBinary } from './uploads.ts';

export type Pair = [name: string, value: string];

/** A parameter with its value as the contract's example has it, not yet written down. */
export type ParameterValue = [name: string, value: string | number | boolean];

/**
 * A call that gets the operation's first success from the mock: the contract's first examples, sent with its first test
 * credential that may do it. Samples in every language say the same call.
 */
export interface SampleCall {
  /** In capitals. */
  method: string;
  basePath: string;
  /** As in the contract, with its braces. */
  path: string;
  /** Values for the braces. */
  params: ParameterValue[];
  query: ParameterValue[];
  /** Credential and parameters; what the body says of itself is not among them. */
  headers: Pair[];
  body: SampleBody | undefined;
}

/** Files are named as seen from the checkout. */
export type SampleBody =
  | { kind: 'json'; type: string; value: Json }
  | { kind: 'bytes'; type: string; file: string }
  | { kind: 'form'; parts: SamplePart[] };

export type SamplePart = { name: string; value: string } | { name: string; file: string; type: string | undefined };

export function sampleCall(contract: Contract, operation: Operation): SampleCall {
  const params = valuesOf(contract, operation, 'path');
  const written = Object.fromEntries(params.map(([name, value]) => [name, String(value)]));
  const credential = credentialFor(contract, operation, written);
  const carried = credential && carry(contract, operation, credential);
  return {
    method: operation.method.toUpperCase(),
    basePath: contract.basePaths[0] ?? '',
    path: operation.path,
    params,
    query: [...valuesOf(contract, operation, 'query'), ...(carried?.query ?? [])],
    headers: [
      ...(carried?.headers ?? []),
      ...valuesOf(contract, operation, 'header').map(([name, value]): Pair => [name, String(value)]),
    ],
    body: bodyOf(contract, operation),
  };
}

/** Path and query of a call, ready to be sent behind an origin. */
export function targetOfCall({ basePath, path, params, query }: SampleCall): string {
  const values = new Map(params);
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
  const search = new URLSearchParams(query.map(([name, value]): Pair => [name, String(value)]));
  return `${basePath}${filled}${query.length === 0 ? '' : `?${search}`}`;
}

/** The parameters that a call cannot do without; of those of which one is enough, the first. */
function valuesOf(
  contract: Contract,
  { parameters, requiredAnyOf }: Operation,
  place: Parameter['in'],
): ParameterValue[] {
  const enough = requiredAnyOf.map(([first]) => first);
  return parameters
    .filter((parameter) => parameter.in === place && (parameter.required === true || enough.includes(parameter.name)))
    .map((parameter) => [parameter.name, scalarOf(exampleOf(contract, parameter))]);
}

function exampleOf({ document }: Contract, { example, examples }: Parameter): Json | undefined {
  const [first] = Object.values(examples ?? {});
  return first === undefined ? example : resolve<Example>(document, first).value;
}

function scalarOf(value: Json | undefined): string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '');
}

/** The first credential that the mock itself would let through; undefined where none is needed, or none will do. */
function credentialFor(
  contract: Contract,
  operation: Operation,
  params: Record<string, string>,
): TestCredential | undefined {
  if (isPublic(operation.security)) return undefined;
  return contract.credentials.find((credential) => {
    const carried = carry(contract, operation, credential);
    const request: ApiRequest = {
      contract,
      operation,
      search: '',
      query: new URLSearchParams(carried.query),
      params,
      headers: Object.fromEntries(carried.headers.map(([name, value]) => [name.toLowerCase(), value])),
      origin: '',
      body: undefined,
      unread: undefined,
    };
    try {
      return authenticate(request, {}, { anyToken: false }) === credential;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  });
}

/** Brings a credential along by the first scheme of the operation, which contracts keep for the best one. */
function carry({ schemes }: Contract, { security }: Operation, { credential }: TestCredential) {
  const scheme = schemes.get(Object.keys(security[0] ?? {})[0] ?? '');
  const secret = withoutWord(credential);
  const carried: { headers: Pair[]; query: Pair[] } = { headers: [], query: [] };
  if (scheme?.type !== 'apiKey') carried.headers.push(['Authorization', credential]);
  else if (scheme.in === 'header') carried.headers.push([scheme.name, credential]);
  else if (scheme.in === 'cookie') carried.headers.push(['Cookie', `${scheme.name}=${secret}`]);
  else carried.query.push([scheme.name, secret]);
  return carried;
}

function bodyOf(contract: Contract, operation: Operation): SampleBody | undefined {
  const [media] = operation.body?.content.values() ?? [];
  const [example] = media?.examples.values() ?? [];
  if (media === undefined || example?.value === undefined) return undefined;
  const { type } = media;
  const { value } = example;
  if (type.startsWith('multipart/')) {
    return { kind: 'form', parts: partsOf(contract, media, value as Record<string, Json>) };
  }
  if (isBinary(media)) return { kind: 'bytes', type, file: fileFor(contract, String(value)) };
  return { kind: 'json', type, value };
}

function partsOf(contract: Contract, media: Media, value: Record<string, Json>): SamplePart[] {
  const files = new Set(filePartsOf(media).map(([name]) => name));
  return Object.entries(value).map(([name, content]) => {
    if (!files.has(name)) return { name, value: String(content) };
    const type = typeOf(String(content), media.partTypes.get(name) ?? []);
    return { name, file: fileFor(contract, String(content)), type };
  });
}

/** The accepted type that the file's ending names. */
function typeOf(file: string, accepted: readonly string[]): string | undefined {
  const ending = extname(file).slice(1).replace(/^jpg$/, 'jpeg');
  return accepted.find((type) => type.endsWith(`/${ending}`));
}

function fileFor({ api }: Contract, file: string): string {
  return `openapi/${api}/${file}`;
}
