import { createHash } from 'node:crypto';
import type { AssertedFormats } from './conformance/schemas.ts';
import {
  type Cors,
  type Document,
  type Example,
  type Examples,
  type Header,
  type Json,
  METHODS,
  type MediaType,
  type Method,
  type Parameter,
  type Picture,
  type RateLimit,
  type RateRole,
  type Reference,
  type RequestBody,
  type Response,
  resolve,
  type Schema,
  type SecurityScheme,
  type Server,
  type TestCredential,
} from './document.ts';

/** One operation, its references followed. */
export interface Operation {
  id: string;
  api: string;
  method: Method;
  /** As in the contract, without a server's base path. */
  path: string;
  /** Paths before its own: the contract's, unless the operation or its path has servers of its own. */
  basePaths: readonly string[];
  summary: string;
  parameters: Parameter[];
  body: Body | undefined;
  /** By status, in ascending order; the first is the success. */
  responses: Map<number, DeclaredResponse>;
  /** Those that stand for more than one status, by what they are declared as: `4XX`, `default`. */
  openResponses: Map<string, DeclaredResponse>;
  security: Record<string, string[]>[];
  ownerParameter: string | undefined;
  requiredAnyOf: string[][];
  /** One of the document is the same object in all operations that it holds for. */
  rateLimits: readonly RateLimit[];
}

export interface Body {
  required: boolean;
  /** By media type, in the contract's order. */
  content: Map<string, Media>;
}

export interface Media {
  type: string;
  schema: Schema | undefined;
  examples: Map<string, Example>;
  /** Accepted media types by part name, of a multipart form. */
  partTypes: Map<string, string[]>;
  properties: Map<string, Schema>;
}

export interface DeclaredResponse {
  /** As it is declared: `200`, `4XX`, `default`. */
  code: string;
  /** Not a number where it stands for more than one. */
  status: number;
  headers: Map<string, DeclaredHeader>;
  /** Of the first media type; undefined where the body is empty. */
  media: Media | undefined;
  /** By media type, in the contract's order. In our own contracts there is one at most. */
  content: Map<string, Media>;
  /** Names of all its examples, of the body or (without one) of the headers. */
  exampleNames: string[];
}

export interface DeclaredHeader {
  name: string;
  required: boolean;
  schema: Schema | undefined;
  examples: Map<string, Example>;
  /** Query parameters that do not travel on; undefined where none does. */
  forwardsQueryExcept: string[] | undefined;
  listsScopes: boolean;
  rate: RateRole | undefined;
}

/** What one API promises, ready for machines. Made once from a bundled document. */
export interface Contract {
  api: string;
  document: Document;
  /** Of the document's text: changes whenever any word of the contract does. */
  digest: string;
  /** Paths before every operation's: the servers' base paths, `''` for none. */
  basePaths: string[];
  operations: Operation[];
  schemes: Map<string, SecurityScheme>;
  credentials: TestCredential[];
  pictures: Picture[];
  cors: Cors | undefined;
  /** Tags of the languages that failures are told in besides English. */
  languages: string[];
  bareAnswers: 'empty' | 'open';
  /** Formats that answers are held against; others are remarks. */
  formats: AssertedFormats;
}

export interface ContractOptions {
  /** What bodies answers have that are declared without `content`: none, or any. */
  bareAnswers?: 'empty' | 'open';
  /** Formats that answers are held against; all without it. */
  formats?: AssertedFormats;
}

/**
 * Reads a bundled OpenAPI document.
 * @throws Error when the document cannot be a contract; the message says where.
 */
export function contractOf(
  api: string,
  document: Document,
  { bareAnswers = 'empty', formats = 'all' }: ContractOptions = {},
): Contract {
  const operations: Operation[] = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      if (item[method] !== undefined) operations.push(operationOf(api, document, path, method));
    }
  }
  if (operations.length === 0) throw new Error(`The contract of ${api} declares no operation.`);
  return {
    api,
    document,
    digest: createHash('sha256').update(JSON.stringify(document)).digest('hex'),
    basePaths: basePathsOf(document.servers),
    operations,
    schemes: new Map(
      Object.entries(document.components?.securitySchemes ?? {}).map(([name, node]) => [name, resolve(document, node)]),
    ),
    credentials: document['x-test-credentials'] ?? [],
    pictures: document['x-pictures'] ?? [],
    cors: document['x-cors'],
    languages: languagesOf(operations),
    bareAnswers,
    formats,
  };
}

function languagesOf(operations: readonly Operation[]): string[] {
  const examples = operations
    .flatMap(({ responses }) => [...responses.values()])
    .flatMap(({ media }) => [...(media?.examples.values() ?? [])]);
  return [...new Set(examples.flatMap((example) => Object.keys(example['x-translations'] ?? {})))];
}

/** The path of each server's URL without a closing slash; hosts may be templates, which no URL parser takes. */
function basePathsOf(servers: readonly Server[] = []): string[] {
  const paths = servers.map((server) => pathOf(server));
  return paths.length === 0 ? [''] : [...new Set(paths)];
}

/** Of an address relative to the document's own, what the document says; where that is served, nobody knows. */
function pathOf({ url, variables = {} }: Server): string {
  const filled = url.replace(/\{([^}]+)\}/g, (template, name: string) => variables[name]?.default ?? template);
  const path = filled
    .replace(/^(?:[^/:]+:)?\/\/[^/]*/, '')
    .replace(/^\.*(?=\/|$)/, '')
    .replace(/\/+$/, '');
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}

/** The declared answer that one with this status has to be like; undefined where none is declared. */
export function responseWith({ responses, openResponses }: Operation, status: number): DeclaredResponse | undefined {
  const exact = responses.get(status);
  if (exact !== undefined || openResponses.size === 0) return exact;
  return openResponses.get(`${Math.floor(status / 100)}XX`) ?? openResponses.get('default');
}

function operationOf(api: string, document: Document, path: string, method: Method): Operation {
  const item = document.paths[path];
  const operation = item?.[method];
  if (item === undefined || operation === undefined) throw new Error(`${method} ${path} is not in the contract.`);
  const body = operation.requestBody && resolve<RequestBody>(document, operation.requestBody);
  const declared = Object.entries(operation.responses ?? {})
    .filter(([code]) => !code.startsWith('x-'))
    .map(([code, response]) => responseOf(document, code, resolve(document, response)));
  const responses = declared
    .filter(({ status }) => !Number.isNaN(status))
    .sort((one, other) => one.status - other.status);
  const openResponses = declared.filter(({ status }) => Number.isNaN(status));
  return {
    id: operation.operationId ?? idFrom(method, path),
    api,
    method,
    path,
    basePaths: basePathsOf(operation.servers ?? item.servers ?? document.servers),
    summary: operation.summary ?? '',
    parameters: parametersOf(document, item.parameters, operation.parameters),
    body: body && {
      required: body.required ?? false,
      content: contentOf(document, body.content),
    },
    responses: new Map(responses.map((response) => [response.status, response])),
    openResponses: new Map(openResponses.map((response) => [response.code, response])),
    security: operation.security ?? document.security ?? [],
    ownerParameter: operation['x-owner-parameter'],
    requiredAnyOf: operation['x-required-any-of'] ?? [],
    rateLimits: operation['x-rate-limits'] ?? document['x-rate-limits'] ?? [],
  };
}

/** A name for an operation that has none: `getPetsByPetIdPhotos` for `GET /pets/{petId}/photos`. */
function idFrom(method: Method, path: string): string {
  const words = path
    .replace(/\{/g, '/by/')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method + words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
}

/** Of the path and of the operation, whose own go before those of the path; without those that OpenAPI ignores. */
function parametersOf(document: Document, shared: Nodes<Parameter> = [], own: Nodes<Parameter> = []): Parameter[] {
  const parameters = [...shared, ...own].map((node) => resolve<Parameter>(document, node));
  const byPlace = new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  return [...byPlace.values()].filter(({ in: place, name }) => place !== 'header' || !IGNORED.has(name.toLowerCase()));
}

type Nodes<T> = readonly (T | Reference)[];

/** Header parameters of these names mean nothing: security schemes and media types say that (OpenAPI 3.1, 4.8.12). */
const IGNORED: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function contentOf(document: Document, content: Record<string, MediaType> = {}): Map<string, Media> {
  return new Map(Object.entries(content).map(([type, media]) => [type, mediaOf(document, type, media)]));
}

function responseOf(document: Document, code: string, response: Response): DeclaredResponse {
  const content = contentOf(document, response.content);
  const [media] = content.values();
  const headers = new Map(
    Object.entries(response.headers ?? {})
      .map(([name, node]) => [name.toLowerCase(), headerOf(document, name, resolve<Header>(document, node))] as const)
      // The media type says that (OpenAPI 3.1, 4.8.17).
      .filter(([name]) => name !== 'content-type'),
  );
  const names = media
    ? [...media.examples.keys()]
    : [...new Set([...headers.values()].flatMap((header) => [...header.examples.keys()]))].filter(
        (name) => name !== '',
      );
  return { code: code.replace('xx', 'XX'), status: Number(code), headers, media, content, exampleNames: names };
}

function headerOf(document: Document, name: string, header: Header): DeclaredHeader {
  return {
    name,
    required: header.required ?? false,
    schema: header.schema && resolve<Schema>(document, header.schema),
    examples: examplesOf(document, header.examples, header.example),
    forwardsQueryExcept: header['x-forwards-query-except'],
    listsScopes: header['x-lists-scopes'] ?? false,
    rate: header['x-rate'],
  };
}

function mediaOf(document: Document, type: string, media: MediaType): Media {
  const schema = media.schema && resolve<Schema>(document, media.schema);
  const parts = Object.entries(media.encoding ?? {}).map(([part, encoding]): [string, string[]] => [
    part,
    (encoding.contentType ?? '')
      .split(',')
      .map((accepted) => accepted.trim())
      .filter(Boolean),
  ]);
  return {
    type,
    schema,
    examples: examplesOf(document, media.examples, media.example),
    partTypes: new Map(parts),
    properties: new Map(
      Object.entries(schema?.properties ?? {}).map(([name, node]) => [name, resolve<Schema>(document, node)]),
    ),
  };
}

/** Named examples; a lone `example` has the empty name, which nobody can ask for. */
function examplesOf(document: Document, named?: Examples, lone?: Json): Map<string, Example> {
  const examples = new Map(
    Object.entries(named ?? {}).map(([name, node]): [string, Example] => [
      name,
      resolve<Example>(document, node as Example | Reference),
    ]),
  );
  if (examples.size === 0 && lone !== undefined) examples.set('', { value: lone });
  return examples;
}
