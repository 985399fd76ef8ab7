import type { Sent } from '../../src/verify/cases/asked.ts';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const TARGET = /^[\x21-\xff]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Methods whose requests say nothing of a body that they do not have. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/**
 * The head of a request, to be sent as Latin-1.
 * @throws TypeError where it would be read as something else than it was meant for.
 */
export function headOf(origin: string, { method, path, headers = {}, body }: Sent, isKept: boolean): string {
  if (!TOKEN.test(method) || !TARGET.test(path)) throw new TypeError(`No request line: ${method} ${path}`);
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const isFramed = names.has('content-length') || (body === undefined && BODILESS.has(method));
  const lines = [
    `${method} ${path} HTTP/1.1\r\n`,
    isFramed ? '' : lineOf('Content-Length', Buffer.byteLength(body ?? '')),
    ...given.map(([name, value]) => (name === 'host' && value === '' ? '' : linesOf(name, value))),
    names.has('host') ? '' : lineOf('Host', new URL(origin).host),
    names.has('connection') ? '' : lineOf('Connection', isKept ? 'keep-alive' : 'close'),
    '\r\n',
  ];
  return lines.join('');
}

/** One for each of several values. */
function linesOf(name: string, value: unknown): string {
  return Array.isArray(value) ? value.map((one) => lineOf(name, one)).join('') : lineOf(name, value);
}

function lineOf(name: string, value: unknown): string {
  const text = String(value);
  if (!TOKEN.test(name) || !VALUE.test(text)) throw new TypeError(`No header: ${name}: ${text}`);
  return `${name}: ${text}\r\n`;
}
