import { STATUS_CODES } from 'node:http';
import { jsonOf } from '../contract/json-body.ts';
import type { Veil } from '../edge/secrets.ts';
import type { Exchange } from './journal.ts';

interface NameValue {
  name: string;
  value: string;
}

/** The journal for a test that asserts what a page really sent. Credentials are veiled. */
export function journalJson(exchanges: readonly Exchange[], veil: Veil): object[] {
  return exchanges.map((exchange) => {
    const { answer } = exchange;
    return {
      number: exchange.number,
      startedAt: new Date(exchange.startedAt).toISOString(),
      tookMs: exchange.tookMs,
      api: answer.contract?.api ?? null,
      operation: answer.operation?.id ?? null,
      request: {
        method: exchange.method,
        url: veil.url(exchange.url),
        headers: byName(pairsOf(exchange.requestHeaders, veil)),
        bytes: exchange.requestBytes,
        ...bodyOf(exchange, veil),
      },
      verdict: {
        accepted: answer.refused === undefined,
        refused: answer.refused ?? null,
        why: answer.why,
        violations: answer.violations,
        fromMemory: exchange.fromMemory,
      },
      response: {
        status: answer.status,
        headers: byName(pairsOf(answer.head, veil)),
        ...sentBody(exchange),
      },
    };
  });
}

function bodyOf({ requestBody: sent, requestBytes }: Exchange, veil: Veil): object {
  if (sent === undefined) return {};
  const requestBody = veil.body(sent);
  const isCut = sent.length < requestBytes ? { cut: true } : {};
  const text = textOf(requestBody);
  return text === undefined ? { base64: requestBody.toString('base64'), ...isCut } : { body: parsed(text), ...isCut };
}

/** What of an answer's body was sent: nothing to HEAD; a picture in base64. */
function sentBody({ method, answer }: Exchange): object {
  if (method === 'HEAD') return { body: '' };
  return typeof answer.body === 'string' ? { body: parsed(answer.body) } : { base64: answer.body.toString('base64') };
}

/** Headers by lower-case name, the values of repeated ones joined as Fetch does. */
function byName(headers: NameValue[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}

/** JSON as a value; what is none, or nests too deep to be written again, as the text it is. */
function parsed(text: string): unknown {
  try {
    return jsonOf(Buffer.from(text));
  } catch {
    return text;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The journal as HTTP Archive 1.2, for the browser's network panel and every tool that reads HAR. */
export function journalHar(exchanges: readonly Exchange[], veil: Veil, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'portrait', version },
      entries: exchanges.map((exchange) => harEntry(exchange, veil)),
    },
  };
}

function harEntry(exchange: Exchange, veil: Veil): object {
  const { answer } = exchange;
  const requestHeaders = pairsOf(exchange.requestHeaders, veil);
  const responseHeaders = pairsOf(answer.head, veil);
  const url = veil.url(exchange.url);
  const host = headerNamed(requestHeaders, 'host') || 'localhost';
  const absolute = url.startsWith('/') ? `http://${host}${url}` : url;
  return {
    startedDateTime: new Date(exchange.startedAt).toISOString(),
    time: exchange.tookMs,
    request: {
      method: exchange.method,
      url: absolute,
      httpVersion: `HTTP/${exchange.httpVersion}`,
      cookies: [],
      headers: requestHeaders,
      queryString: queryOf(url),
      ...(exchange.requestBody === undefined ? {} : { postData: postDataOf(exchange, requestHeaders, veil) }),
      headersSize: -1,
      bodySize: exchange.requestBytes,
    },
    response: {
      status: answer.status,
      statusText: STATUS_CODES[answer.status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: responseHeaders,
      content: contentOf(exchange, headerNamed(responseHeaders, 'content-type')),
      redirectURL: headerNamed(responseHeaders, 'location'),
      headersSize: -1,
      bodySize: exchange.method === 'HEAD' ? 0 : Buffer.byteLength(answer.body),
      comment: answer.why,
    },
    cache: {},
    timings: { send: 0, wait: exchange.tookMs, receive: 0 },
    ...(answer.operation === undefined ? {} : { comment: `${answer.contract?.api} ${answer.operation.id}` }),
  };
}

/** A response's body as HAR has it: none to HEAD, bytes in base64. */
function contentOf({ method, answer: { body } }: Exchange, mimeType: string): object {
  if (method === 'HEAD') return { size: 0, mimeType, text: '' };
  const size = Buffer.byteLength(body);
  return typeof body === 'string'
    ? { size, mimeType, text: body }
    : { size, mimeType, text: body.toString('base64'), encoding: 'base64' };
}

function postDataOf({ requestBody, requestBytes }: Exchange, headers: NameValue[], veil: Veil): object {
  const bytes = veil.body(requestBody ?? Buffer.alloc(0));
  const text = textOf(bytes);
  const isCut = bytes.length < requestBytes ? [`the first ${bytes.length} of ${requestBytes} octets`] : [];
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

function pairsOf(flat: readonly string[], veil: Veil): NameValue[] {
  const pairs: NameValue[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = flat[index] as string;
    pairs.push({ name, value: veil.header(name, flat[index + 1] as string) });
  }
  return pairs;
}

function headerNamed(headers: NameValue[], wanted: string): string {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '';
}
