import type { Answered } from '../exchange.ts';

/** What is found at the head of the octets of a connection. */
export type Read = { complete: true; answer: Answered; length: number } | { complete: false } | { fault: string };

interface Head {
  headers: Record<string, string>;
  rawHeaders: string[];
}

const STATUS_LINE = /^HTTP\/1\.1 ([1-5]\d\d) [\t\x20-\x7e\x80-\xff]*$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;
const ONCE = ['content-length', 'content-type', 'transfer-encoding', 'date', 'location'];
const MAX_HEAD_BYTES = 128 * 1024;

/**
 * Reads one answer by the letter of RFC 9112; more strictly than clients do, so that nothing slips through that some
 * client stumbles over. An answer without a length would last until the end of the connection: here it is a fault.
 */
export function readAnswer(octets: Buffer, method: string): Read {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return octets.length > MAX_HEAD_BYTES ? { fault: 'the header does not end' } : { complete: false };
  const [statusLine = '', ...lines] = octets.toString('latin1', 0, end).split('\r\n');
  const status = Number(STATUS_LINE.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) return { fault: `no status line: ${JSON.stringify(statusLine.slice(0, 80))}` };
  const head = headIn(lines);
  if ('fault' in head) return head;
  const start = end + 4;
  if (status < 200) return behindInterim(octets.subarray(start), method, start);
  const length = bodyLength(status, method, head);
  if (typeof length === 'object') return length;
  if (octets.length < start + length) return { complete: false };
  const body = octets.subarray(start, start + length);
  return { complete: true, length: start + length, answer: { status, ...head, body } };
}

function headIn(lines: readonly string[]): Head | { fault: string } {
  const headers: Record<string, string> = {};
  const rawHeaders: string[] = [];
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined)
      return { fault: `no header line: ${JSON.stringify(line.slice(0, 80))}` };
    const key = name.toLowerCase();
    if (key in headers && ONCE.includes(key)) return { fault: `${name} is there twice` };
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
    rawHeaders.push(name, value);
  }
  return { headers, rawHeaders };
}

/** Interim answers have no body and are followed by the real one. */
function behindInterim(octets: Buffer, method: string, before: number): Read {
  const read = readAnswer(octets, method);
  return 'complete' in read && read.complete ? { ...read, length: read.length + before } : read;
}

function bodyLength(status: number, method: string, { headers }: Head): number | { fault: string } {
  const announced = headers['content-length'];
  if (headers['transfer-encoding'] !== undefined) return { fault: 'chunks where a length is known' };
  if (status === 204 && announced !== undefined) return { fault: 'Content-Length on 204' };
  if (method === 'HEAD' || status === 204 || status === 304) return 0;
  return announced !== undefined && /^\d+$/.test(announced) ? Number(announced) : { fault: `no length: ${announced}` };
}
