import { extname } from 'node:path';
import type { Contract, Media, Operation } from '../../contract/contract.ts';
import { type Example, type Json, type Parameter, resolve, type TestCredential } from '../../contract/document.ts';
import { Refusal } from '../../contract/failures.ts';
import type { ApiRequest } from '../../contract/request.ts';
import { authenticate } from '../../contract/security.ts';
import { filePartsOf, isBinary } from '../../contract/uploads.ts';

/** A JSON body longer than this is written over several lines. */
const ONE_LINE = 60;

/**
 * A command that a POSIX shell runs as it is, from the folder of the checkout, and that gets the operation's first
 * success: the contract's first examples, sent with its first test credential that may do it.
 */
export function curlCommand(contract: Contract, operation: Operation, origin: string): string {
  const params = pathValues(contract, operation);
  const credential = credentialFor(contract, operation, params);
  const carried = credential && carry(contract, operation, credential);
  const query = [...valuesOf(contract, operation, 'query'), ...(carried?.query ?? [])];
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  const headers = [...(carried?.headers ?? []), ...valuesOf(contract, operation, 'header')];
  return [
    ['curl', '-i', ...methodWords(operation), quoted(`${origin}${pathWith(contract, operation, params)}${search}`)],
    ...headers.map(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...bodyWords(contract, operation),
  ]
    .map((words) => words.join(' '))
    .join(' \\\n  ');
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

type Pair = [name: string, value: string];

function methodWords({ method }: Operation): string[] {
  return method === 'get' ? [] : ['-X', method.toUpperCase()];
}

function pathWith(contract: Contract, operation: Operation, params: Record<string, string>): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return `${contract.basePaths[0] ?? ''}${path}`;
}

function pathValues(contract: Contract, operation: Operation): Record<string, string> {
  return Object.fromEntries(valuesOf(contract, operation, 'path'));
}

/** The parameters that a call cannot do without; of those of which one is enough, the first. */
function valuesOf(contract: Contract, { parameters, requiredAnyOf }: Operation, place: Parameter['in']): Pair[] {
  const enough = requiredAnyOf.map(([first]) => first);
  return parameters
    .filter((parameter) => parameter.in === place && (parameter.required === true || enough.includes(parameter.name)))
    .map((parameter) => [parameter.name, String(exampleOf(contract, parameter) ?? '')]);
}

function exampleOf({ document }: Contract, { example, examples }: Parameter): Json | undefined {
  const [first] = Object.values(examples ?? {});
  return first === undefined ? example : resolve<Example>(document, first).value;
}

/** The first credential that the mock itself would let through; undefined where none is needed, or none will do. */
function credentialFor(
  contract: Contract,
  operation: Operation,
  params: Record<string, string>,
): TestCredential | undefined {
  if (isPublic(operation)) return undefined;
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

/** Whether anyone may call it without a credential. */
export function isPublic({ security }: Operation): boolean {
  return security.length === 0 || security.some((need) => Object.keys(need).length === 0);
}

/** Brings a credential along by the first scheme of the operation, which contracts keep for the best one. */
function carry({ schemes }: Contract, { security }: Operation, { credential }: TestCredential) {
  const scheme = schemes.get(Object.keys(security[0] ?? {})[0] ?? '');
  const secret = credential.slice(credential.indexOf(' ') + 1);
  const carried: { headers: Pair[]; query: Pair[] } = { headers: [], query: [] };
  if (scheme?.type !== 'apiKey') carried.headers.push(['Authorization', credential]);
  else if (scheme.in === 'header') carried.headers.push([scheme.name, credential]);
  else if (scheme.in === 'cookie') carried.headers.push(['Cookie', `${scheme.name}=${secret}`]);
  else carried.query.push([scheme.name, secret]);
  return carried;
}

function bodyWords(contract: Contract, operation: Operation): string[][] {
  const [media] = operation.body?.content.values() ?? [];
  const [example] = media?.examples.values() ?? [];
  if (media === undefined || example?.value === undefined) return [];
  const { value } = example;
  if (media.type.startsWith('multipart/')) return formWords(contract, media, value as Record<string, Json>);
  const type = ['-H', quoted(`Content-Type: ${media.type}`)];
  if (isBinary(media)) return [type, ['--data-binary', quoted(`@${fileFor(contract, String(value))}`)]];
  return [type, ['-d', quoted(jsonText(value))]];
}

function formWords(contract: Contract, media: Media, value: Record<string, Json>): string[][] {
  const files = new Set(filePartsOf(media).map(([name]) => name));
  return Object.entries(value).map(([name, content]) => {
    if (!files.has(name)) return ['--form-string', quoted(`${name}=${content}`)];
    const type = typeOf(String(content), media.partTypes.get(name) ?? []);
    return ['-F', quoted(`${name}=@${fileFor(contract, String(content))}${type === undefined ? '' : `;type=${type}`}`)];
  });
}

/** The accepted type that the file's ending names, since curl knows few of them by itself. */
function typeOf(file: string, accepted: readonly string[]): string | undefined {
  const ending = extname(file).slice(1).replace(/^jpg$/, 'jpeg');
  return accepted.find((type) => type.endsWith(`/${ending}`));
}

/** Where a file of an example lies, seen from the checkout. */
function fileFor({ api }: Contract, file: string): string {
  return `openapi/${api}/${file}`;
}

function jsonText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > ONE_LINE ? JSON.stringify(value, null, 2) : text;
}
