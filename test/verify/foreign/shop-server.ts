import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { type Listening, listening } from '../../loopback.ts';
import { boundedInteger, hasTwice, isBoolean, isItem, isObject, parsed } from './shop-values.ts';

/** What servers of one contract do differently, and all of them rightly. */
export interface Style {
  /** For what is wrong in body and parameters. */
  wrong: number;
  /** For callers that are not known. */
  stranger: number;
  /** Whether what is beside the contract is refused, and not passed over. */
  strict: boolean;
  /** Of a body without a media type, or of one that is not for it: `json` reads it. */
  untyped: 'json' | 'refused';
  /** How GETs are answered when they are asked for by HEAD. */
  head: 'mirrored' | 404 | 405 | 501;
  /** Whether callers are looked at before methods. */
  authFirst: boolean;
  /** The Content-Type of JSON. */
  type: string;
  /** Which of a repeated parameter counts. */
  repeated: 'first' | 'last';
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A change of every answer: a bug. */
export type Bug = (reply: Reply, request: IncomingMessage) => Reply;

/** What each operation knows its callers by. */
export const SECRETS = {
  login: 'Bearer of-the-shop',
  key: 'key-of-the-shop',
  inQuery: 'query-of-the-shop',
  session: 'sid1',
};

/** Starts a server of `test/fixtures/specs/shop.yaml`, without any of our code. */
export async function startShop(style: Style, bug: Bug = (reply) => reply): Promise<Listening> {
  const server = createServer((request, response) => {
    void buffer(request).then((octets) => {
      const reply = bug(answered(style, request, octets), request);
      const { text, type } = textOf(reply, style);
      response.writeHead(reply.status, { ...(type && { 'content-type': type }), ...reply.headers });
      response.end(request.method === 'HEAD' ? '' : text);
    });
  });
  return listening(server);
}

/** Texts are pages. */
function textOf({ body }: Reply, { type }: Style): { text: string; type?: string } {
  if (body === undefined) return { text: '' };
  return typeof body === 'string'
    ? { text: body, type: 'text/html; charset=iso-8859-1' }
    : { text: JSON.stringify(body), type };
}

const HTML = '<!doctype html><title>Error</title>';

const ALLOWED: readonly [path: RegExp, methods: string[]][] = [
  [/^\/items\/?$/i, ['GET', 'POST']],
  [/^\/items\/[^/]+$/i, ['GET', 'DELETE']],
  [/^\/me$/i, ['PATCH']],
];

function answered(style: Style, request: IncomingMessage, octets: Buffer): Reply {
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!canDecode(url.pathname + url.search)) return { status: 400, body: HTML };
  const [, methods] = ALLOWED.find(([path]) => path.test(url.pathname)) ?? [];
  if (methods === undefined) return { status: 404, body: HTML };
  const isHead = method === 'HEAD' && methods.includes('GET');
  if (isHead && style.head !== 'mirrored') return { status: style.head };
  const wanted = isHead ? 'GET' : method;
  if (!methods.includes(wanted)) return unrouted(style, methods, headers.authorization);
  if (style.strict && !isAdmitted(headers.accept)) return { status: 406, body: { why: 'accept' } };
  return operated(style, wanted, url, request, octets);
}

function isAdmitted(accept = '*/*'): boolean {
  return /\*\/\*|application\/(json|\*)/.test(accept);
}

function operated(style: Style, method: string, url: URL, request: IncomingMessage, octets: Buffer): Reply {
  const [, id] = /^\/items\/([^/]+)$/i.exec(url.pathname) ?? [];
  if (method === 'GET' && id === undefined) return listed(style, url, octets);
  if (!isKnown(method, url, request)) return { status: style.stranger, body: { why: 'who?' } };
  if (method === 'POST') return added(style, request, octets);
  return method === 'PATCH' ? changed(style, request, octets) : one(style, method, url, id ?? '', octets);
}

function unrouted({ authFirst }: Style, methods: readonly string[], authorization: string | undefined): Reply {
  if (authFirst && authorization === undefined) return { status: 401, body: { why: 'who?' } };
  return { status: 405, body: HTML, headers: { allow: [...methods, 'OPTIONS', 'PURGE'].join(', ') } };
}

function isKnown(method: string, { searchParams }: URL, { headers }: IncomingMessage): boolean {
  if (method === 'POST') return headers.authorization === SECRETS.login;
  if (method === 'PATCH') return (headers.cookie ?? '').split('; ').includes(`sid=${SECRETS.session}`);
  return method === 'GET' ? headers['x-api-key'] === SECRETS.key : searchParams.get('api_key') === SECRETS.inQuery;
}

function one(style: Style, method: string, { searchParams }: URL, id: string, octets: Buffer): Reply {
  if (style.strict && octets.length > 0) return { status: 415, body: { why: 'a body' } };
  const number = boundedInteger(decodeURIComponent(id), 1, 2 ** 53, style.strict);
  if (number === undefined) return style.strict ? wrong(style) : { status: 404 };
  if (style.strict && [...searchParams.keys()].some((name) => name !== 'api_key')) return wrong(style);
  if (method === 'DELETE') return { status: 204 };
  return number === 1 ? { status: 200, body: SHOWN } : { status: 404 };
}

const SHOWN = { id: 1, name: 'Ball', mail: 'nobody at all', note: null, pet: { kind: 'Dog' } };

function listed(style: Style, { searchParams }: URL, octets: Buffer): Reply {
  const known = ['limit', 'active', 'kind', 'tag'];
  const isBeside = octets.length > 0 || [...searchParams.keys()].some((name) => !known.includes(name));
  const isTwice = ['limit', 'active', 'kind'].some((name) => searchParams.getAll(name).length > 1);
  if (style.strict && (isBeside || isTwice)) return wrong(style);
  const rules: Record<string, (text: string) => boolean> = {
    limit: (text) => boundedInteger(text, 1, 100, style.strict) !== undefined,
    active: (text) => isBoolean(text, style.strict),
    kind: (text) => ['new', 'old'].includes(text) || (text === '' && !style.strict),
  };
  const isRight = Object.entries(rules).every(([name, rule]) => {
    const text = searchParams.getAll(name).at(style.repeated === 'first' ? 0 : -1);
    return text === undefined || rule(text);
  });
  return isRight ? { status: 200, body: [SHOWN] } : wrong(style);
}

/** A body that was read; a reply where it was not. */
function read(style: Style, { headers }: IncomingMessage, octets: Buffer): { value: unknown } | Reply {
  const coding = headers['content-encoding'];
  if (coding !== undefined && (style.strict || !['gzip', 'identity'].includes(coding)))
    return { status: 415, body: { why: 'coding' } };
  if (octets.length > 100_000) return { status: 413, body: { why: 'size' } };
  const type = headers['content-type'] ?? '';
  const isJson = /^application\/json\s*(;|$)/i.test(type) || (type === '' && style.untyped === 'json');
  if (!isJson) return { status: 415, body: { why: 'type' } };
  const text = new TextDecoder('utf-8', { ignoreBOM: style.strict }).decode(
    coding === 'gzip' ? gunzipSync(octets) : octets,
  );
  const value = parsed(text);
  if (value === undefined) return { status: 400, body: { why: 'json' } };
  if (
    style.strict &&
    (hasTwice(text) || /"(?:__proto__|constructor)"\s*:|\\ud[89a-f]/i.test(text) || /\[{20}/.test(text))
  )
    return { status: 400, body: { why: 'json' } };
  return { value };
}

function added(style: Style, request: IncomingMessage, octets: Buffer): Reply {
  const body = read(style, request, octets);
  if ('status' in body) return body;
  if (!isItem(body.value, style.strict)) return wrong(style);
  return { status: 201, body: { ...SHOWN, ...(body.value as object), id: 2, code: undefined } };
}

function changed(style: Style, request: IncomingMessage, octets: Buffer): Reply {
  if (octets.length === 0)
    return style.strict && request.headers['content-type'] !== undefined ? wrong(style) : { status: 204 };
  const body = read(style, request, octets);
  if ('status' in body) return body;
  const { value } = body;
  const isRight =
    value === null || (isObject(value) && (value['nick'] === undefined || typeof value['nick'] === 'string'));
  return isRight ? { status: 204 } : wrong(style);
}

function wrong({ wrong: status }: Style): Reply {
  return { status, body: { why: 'wrong' } };
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
