import type { Veil } from './secrets.ts';

/** A name and its value, as HAR has headers, parameters and cookies. */
export interface NameValue {
  name: string;
  value: string;
}

/** One exchange as HTTP Archive 1.2 wants to know it, with nothing veiled yet. */
export interface HarExchange {
  /** Milliseconds since 1970. */
  startedAt: number;
  tookMs: number;
  comment?: string | undefined;
  request: {
    method: string;
    /** Where it has no host of its own, that of the header `Host` is taken. */
    url: string;
    httpVersion: string;
    /** Names and values in turn. */
    headers: readonly string[];
    body: Buffer | undefined;
    /** Of the whole body, which may have been cut. */
    bytes: number;
  };
  response: {
    /** 0 where no answer came. */
    status: number;
    statusText: string;
    httpVersion: string;
    headers: readonly string[];
    body: string | Buffer;
    /** Octets in all, where only the first are told. */
    bytes?: number;
    comment?: string | undefined;
  };
}

/** An entry of an HTTP Archive, its credentials veiled. */
export function harEntry({ startedAt, tookMs, comment, request, response }: HarExchange, veil: Veil): object {
  const requestHeaders = headerPairs(request.headers, veil);
  const responseHeaders = headerPairs(response.headers, veil);
  const url = veil.url(request.url);
  const host = headerNamed(requestHeaders, 'host') || 'localhost';
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: tookMs,
    request: {
      method: request.method,
      url: url.startsWith('/') ? `http://${host}${url}` : url,
      httpVersion: `HTTP/${request.httpVersion}`,
      cookies: [],
      headers: requestHeaders,
      queryString: queryOf(url),
      ...(request.body === undefined ? {} : { postData: postDataOf(request, requestHeaders, veil) }),
      headersSize: -1,
      bodySize: request.bytes,
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: `HTTP/${response.httpVersion}`,
      cookies: [],
      headers: responseHeaders,
      content: contentOf(request.method, response, headerNamed(responseHeaders, 'content-type')),
      redirectURL: headerNamed(responseHeaders, 'location'),
      headersSize: -1,
      bodySize: request.method === 'HEAD' ? 0 : (response.bytes ?? Buffer.byteLength(response.body)),
      ...(response.comment === undefined ? {} : { comment: response.comment }),
    },
    cache: {},
    timings: { send: 0, wait: tookMs, receive: 0 },
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Headers as pairs, their credentials veiled. */
export function headerPairs(flat: readonly string[], veil: Veil): NameValue[] {
  const pairs: NameValue[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = flat[index] as string;
    pairs.push({ name, value: veil.header(name, flat[index + 1] as string) });
  }
  return pairs;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Octets as text; undefined where they are none. */
export function textOf(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A response's body as HAR has it: none to HEAD, bytes in base64. */
function contentOf(method: string, { body, bytes: all }: HarExchange['response'], mimeType: string): object {
  if (method === 'HEAD') return { size: 0, mimeType, text: '' };
  const told = Buffer.byteLength(body);
  const size = all ?? told;
  const comment = told < size ? { comment: firstOf(told, size) } : {};
  return typeof body === 'string'
    ? { size, mimeType, text: body, ...comment }
    : { size, mimeType, text: body.toString('base64'), encoding: 'base64', ...comment };
}

function firstOf(told: number, all: number): string {
  return `the first ${told} of ${all} octets`;
}

function postDataOf({ body, bytes: all }: HarExchange['request'], headers: NameValue[], veil: Veil): object {
  const bytes = veil.body(body ?? Buffer.alloc(0));
  const text = textOf(bytes);
  const isCut = bytes.length < all ? [firstOf(bytes.length, all)] : [];
  // HAR 1.2 has no place for bytes in a request; base64 with a word about it is what tools agree on.
  const comment = [...isCut, ...(text === undefined ? ['base64'] : [])].join('; ');
  return {
    mimeType: headerNamed(headers, 'content-type'),
    params: [],
    text: text ?? bytes.toString('base64'),
    ...(comment === '' ? {} : { comment }),
  };
}

function queryOf(url: string): NameValue[] {
  const mark = url.indexOf('?');
  if (mark < 0) return [];
  return [...new URLSearchParams(url.slice(mark + 1))].map(([name, value]) => ({ name, value }));
}

function headerNamed(headers: NameValue[], wanted: string): string {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '';
}
