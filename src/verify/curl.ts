import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announcedLength, type WireRequest } from './wire.ts';

const KIBIBYTE = 1024;
/** Longer bodies go into a file: nobody wants to scroll past them. */
const MAX_INLINE_BODY = 16 * KIBIBYTE;
/** Of longer bodies some releases of curl ask first whether they may send them (`Expect`). */
const MAX_UNASKED = 1 * KIBIBYTE;
/** What curl adds by itself. */
export const OF_CURL = ['User-Agent', 'Accept'];

/** Methods that travel without a length where they have no body; with all others Node says that it is 0. */
const BODILESS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** Where bodies go that are too long for a line, or who makes such a place; without a folder they stay in the line. */
export interface CurlOptions {
  folder?: string | (() => string) | undefined;
  /** Headers that curl may add as it likes, since nothing depends on them: shorter lines for people. */
  free?: readonly string[];
}

/**
 * A line for a POSIX shell that sends exactly this request again, octet by octet, and shows the answer with its headers:
 * target, headers and body as they are, none added but those of the connection itself and those in `free`. Nothing in it
 * steers a terminal.
 * `origin` is where it is sent to; an exchange will do.
 */
export function curlOf(
  { origin, request }: { origin: string; request: WireRequest },
  { folder, free = [] }: CurlOptions = {},
): string {
  const body = bodyOf(request, folder);
  const words = [
    'curl',
    '-i',
    ...(origin.startsWith('https:') ? ['--http1.1'] : []),
    ...methodWords(request, body !== undefined),
    ...targetWords(origin, request.target),
    ...headerLines(request, free).flatMap((line) => ['-H', shellWord(line)]),
    ...(body?.words ?? []),
  ];
  return `${body?.before ?? ''}${words.join(' ')}`;
}

function methodWords(request: WireRequest, hasBody: boolean): string[] {
  const method = request.method.toUpperCase();
  if (method === 'HEAD') return hasBody ? ['-X', 'HEAD', '--max-time', '5'] : ['--head'];
  const own = hasBody ? 'POST' : 'GET';
  return method === own ? [] : ['-X', shellWord(method)];
}

/** What curl leaves alone in an address. */
const PLAIN_TARGET = /^\/[\w\-.~!$&'()*+,;=:@%/?[\]{}]*$/;

function targetWords(origin: string, target: string): string[] {
  if (!PLAIN_TARGET.test(target) || target.endsWith('?'))
    return ['--request-target', shellWord(target), shellWord(`${origin}/`)];
  const hasDots = /\/(\.|%2e)/i.test(target);
  const hasGlob = /[[\]{}]/.test(target);
  return [...(hasDots ? ['--path-as-is'] : []), ...(hasGlob ? ['-g'] : []), shellWord(`${origin}${target}`)];
}

function headerLines(request: WireRequest, free: readonly string[]): string[] {
  const { headers, chunked = false, stops = false, body } = request;
  const lines = Object.entries(headers).map(([name, value]) =>
    value.trim() === '' ? `${name};` : `${name}: ${value}`,
  );
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const unwanted = [...OF_CURL.filter((name) => !free.includes(name)), ...(hasLength(request) ? ['Content-Type'] : [])];
  if ((body?.length ?? 0) > MAX_UNASKED) unwanted.push('Expect');
  if (chunked && !names.has('transfer-encoding')) lines.push('Transfer-Encoding: chunked');
  if (stops) lines.push(`Content-Length: ${announcedLength(body)}`);
  return [...lines, ...unwanted.filter((name) => !names.has(name.toLowerCase())).map((name) => `${name}:`)];
}

/** Whether there is a body, be it an empty one. */
function hasLength({ method, body, chunked = false }: WireRequest): boolean {
  return body !== undefined || chunked || !BODILESS.includes(method.toUpperCase());
}

interface BodyWords {
  /** What comes before curl, with its pipe. */
  before: string;
  words: string[];
}

function bodyOf(request: WireRequest, folder: CurlOptions['folder']): BodyWords | undefined {
  if (!hasLength(request)) return undefined;
  const bytes = request.body ?? Buffer.alloc(0);
  if (bytes.length > MAX_INLINE_BODY && folder !== undefined)
    return {
      before: '',
      words: ['--data-binary', shellWord(`@${kept(bytes, typeof folder === 'string' ? folder : folder())}`)],
    };
  const text = bytes.toString('utf8');
  if (isPlain(text) && bytes.length <= MAX_INLINE_BODY && Buffer.from(text).equals(bytes))
    return { before: '', words: ['--data-raw', inQuotes(text)] };
  const escaped = printfFormat(bytes);
  const encoded = bytes.toString('base64');
  const before =
    escaped.length < encoded.length ? `printf ${inQuotes(escaped)} | ` : `printf %s ${encoded} | base64 -d | `;
  return { before, words: ['--data-binary', '@-'] };
}

/** Writes a body into a file that is named by what is in it. */
function kept(bytes: Buffer, folder: string): string {
  const file = join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.body`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

/** One word for a POSIX shell, of Latin-1 letters as they travel in heads; those beyond ASCII octet by octet. */
function shellWord(word: string): string {
  if (/^[\w\-./:=@%+,]+$/.test(word)) return word;
  if (/^[\x20-\x7e]*$/.test(word)) return inQuotes(word);
  return `"$(printf ${inQuotes(printfFormat(Buffer.from(word, 'latin1')))})"`;
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Letters, marks and spaces that stay what they are wherever the line is shown and copied; no line ends. */
function isPlain(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

/** A format for printf that gives exactly these octets, in all shells. */
function printfFormat(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  // A hyphen at the beginning would be an option.
  return text.replace(/[^\x20-\x7e]|[\\%]|^-/g, (letter) => NAMED[letter] ?? octal(letter));
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '%': '%%' };

function octal(letter: string): string {
  return `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
