import { createHash } from 'node:crypto';
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
  type TestCredential,
} from './document.ts';

/** One operation, its references followed. */
export interface Operation {
  id: string;
  api: string;
  method: Method;
  /** As in the contract, without a server's base path. */
  path: string;
  summary: string;
  parameters: Parameter[];
  body: Body | undefined;
  /** By status, in ascending order; the first is the success. */
  responses: Map<number, DeclaredResponse>;
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
  status: number;
  headers: Map<string, DeclaredHeader>;
  /** Of the one media type there is; undefined where the body is empty. */
  media: Media | undefined;
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
}

/**
 * Reads a bundled OpenAPI document.
 * @throws Error when the document cannot be a contract; the message says where.
 */
export function contractOf(api: string, document: Document): Contract {
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
    basePaths: basePathsOf(document),
    operations,
    schemes: new Map(Object.entries(document.components?.securitySchemes ?? {})),
    credentials: document['x-test-credentials'] ?? [],
    pictures: document['x-pictures'] ?? [],
    cors: document['x-cors'],
    languages: languagesOf(operations),
  };
}

function languagesOf(operations: readonly Operation[]): string[] {
  const examples = operations
    .flatMap(({ responses }) => [...responses.values()])
    .flatMap(({ media }) => [...(media?.examples.values() ?? [])]);
  return [...new Set(examples.flatMap((example) => Object.keys(example['x-translations'] ?? {})))];
}

/** The path of each server's URL without a closing slash; hosts may be templates, which no URL parser takes. */
function basePathsOf(document: Document): string[] {
  const paths = (document.servers ?? []).map(({ url }) => url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\/$/, ''));
  return paths.length === 0 ? [''] : [...new Set(paths)];
}

function operationOf(api: string, document: Document, path: string, method: Method): Operation {
  const item = document.paths[path];
  const operation = item?.[method];
  if (item === undefined || operation === undefined) throw new Error(`${method} ${path} is not in the contract.`);
  const where = `${api}: ${operation.operationId}`;
  const body = operation.requestBody && resolve<RequestBody>(document, operation.requestBody);
  const responses = Object.entries(operation.responses)
    .map(([status, response]) => responseOf(document, where, Number(status), resolve(document, response)))
    .sort((one, other) => one.status - other.status);
  return {
    id: operation.operationId,
    api,
    method,
    path,
    summary: operation.summary ?? '',
    parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((node) =>
      resolve<Parameter>(document, node),
    ),
    body: body && {
      required: body.required ?? false,
      content: new Map(Object.entries(body.content).map(([type, media]) => [type, mediaOf(document, type, media)])),
    },
    responses: new Map(responses.map((response) => [response.status, response])),
    security: operation.security ?? document.security ?? [],
    ownerParameter: operation['x-owner-parameter'],
    requiredAnyOf: operation['x-required-any-of'] ?? [],
    rateLimits: operation['x-rate-limits'] ?? document['x-rate-limits'] ?? [],
  };
}

function responseOf(document: Document, where: string, status: number, response: Response): DeclaredResponse {
  const contents = Object.entries(response.content ?? {});
  if (contents.length > 1) throw new Error(`${where}: ${status} has more than one media type.`);
  const [first] = contents;
  const media = first && mediaOf(document, ...first);
  const headers = new Map(
    Object.entries(response.headers ?? {}).map(([name, node]) => [
      name.toLowerCase(),
      headerOf(document, name, resolve<Header>(document, node)),
    ]),
  );
  const names = media
    ? [...media.examples.keys()]
    : [...new Set([...headers.values()].flatMap((header) => [...header.examples.keys()]))].filter(
        (name) => name !== '',
      );
  return { status, headers, media, exampleNames: names };
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
