import type { OutgoingHttpHeader, ServerResponse } from 'node:http';
import { isBodiless } from '../../contract/conformance/length.ts';
import type { JudgedAnswer } from '../../contract/conformance.ts';
import { ServerResponse as NodeResponse, STATUS_CODES, validateHeaderValue } from '../../http/node-http.ts';
import { invalidHeadersError, invalidStatusError } from './node-errors.ts';

/** What `writeHead` takes for headers besides an object: names and values in turn, or pairs. */
type HeaderList = OutgoingHttpHeader[] | [string, OutgoingHttpHeader][];
export type HeadersGiven = Record<string, OutgoingHttpHeader | undefined> | HeaderList | null | undefined;

/** Status line of an answer that may not change any more, though it has not left. */
export interface StatusLine {
  status: number;
  reason: string;
}

/** Node's own, for a response whose sender believes that its headers have left. */
const { setHeader, removeHeader } = NodeResponse.prototype;

/**
 * The status line that `writeHead` would write.
 * @throws RangeError ERR_HTTP_INVALID_STATUS_CODE, TypeError ERR_INVALID_CHAR
 */
export function statusLineOf(response: ServerResponse, status: number, reason?: string): StatusLine {
  const whole = status | 0;
  if (whole < 100 || whole > 999) throw invalidStatusError(status);
  const phrase = reason ?? (response.statusMessage || (STATUS_CODES[whole] ?? 'unknown'));
  if (phrase !== STATUS_CODES[whole]) validateHeaderValue('statusMessage', phrase);
  return { status: whole, reason: phrase };
}

/**
 * Puts headers given to `writeHead` among those set before, which they replace.
 * @throws TypeError as `setHeader` does
 */
export function setGivenHeaders(response: ServerResponse, given: HeadersGiven): void {
  if (given === undefined || given === null) return;
  if (!Array.isArray(given)) {
    for (const name of Object.keys(given)) if (name !== '') response.setHeader(name, given[name] as OutgoingHttpHeader);
    return;
  }
  const named = new Set<string>();
  for (const [name, value] of pairsOf(given)) {
    const key = name.toLowerCase();
    if (named.has(key)) response.appendHeader(name, typeof value === 'number' ? String(value) : value);
    else response.setHeader(name, value);
    named.add(key);
  }
}

function pairsOf(list: HeaderList): [string, OutgoingHttpHeader][] {
  if (Array.isArray(list[0])) return list as [string, OutgoingHttpHeader][];
  if (list.length % 2 !== 0) throw invalidHeadersError();
  const flat = list as OutgoingHttpHeader[];
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), flat[index + 1] ?? '']] : []));
}

/** Headers of the connection, not of the answer: they outlive a replacement. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'date']);

/** Puts other headers in the place of all that an answer said. */
export function replaceHeaders(response: ServerResponse, headers: Iterable<readonly [string, string]>): void {
  for (const name of response.getHeaderNames()) if (!HOP_BY_HOP.has(name)) removeHeader.call(response, name);
  for (const [name, value] of headers) setHeader.call(response, name, value);
}

/**
 * Says how long the body is, unless its sender did or there can be none. The gate knows it whole, so nothing needs to
 * be chunked.
 */
export function announceLength(response: ServerResponse, { status }: StatusLine, octets: number): void {
  if (isBodiless(status) || (octets === 0 && response.req.method === 'HEAD')) return;
  if (response.hasHeader('content-length') || response.hasHeader('transfer-encoding')) return;
  setHeader.call(response, 'Content-Length', octets);
}

/** Sends the body in chunks, as its trailers need. What has no body can have no trailers. */
export function announceTrailers(response: ServerResponse, { status }: StatusLine): void {
  if (isBodiless(status) || response.req.method === 'HEAD') {
    removeHeader.call(response, 'trailer');
    return;
  }
  removeHeader.call(response, 'content-length');
  setHeader.call(response, 'Transfer-Encoding', 'chunked');
}

/** By lower-case name, from names and values in turn. */
export function headersIn(head: readonly string[]): JudgedAnswer['headers'] {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index < head.length; index += 2) {
    const name = (head[index] as string).toLowerCase();
    const value = head[index + 1] as string;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}
