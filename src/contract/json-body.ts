import type { Json } from './document.ts';
import { refuse } from './failures.ts';

/** Deeper nesting than any of the APIs has use for; validators recurse. */
const MAX_DEPTH = 64;
/** More values than any of the APIs has use for; validators make a finding of each. */
const MAX_VALUES = 2_000;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body (RFC 8259: UTF-8 without exception).
 * @throws Refusal bodyMalformed, telling place and reason.
 */
export function jsonOf(bytes: Buffer): Json {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw refuse('bodyMalformed', ['body'], 'The body is not valid UTF-8.');
  }
  const { depth, values } = extentOf(text);
  if (depth > MAX_DEPTH) throw refuse('bodyMalformed', ['body'], `The body nests deeper than ${MAX_DEPTH} levels.`);
  if (values > MAX_VALUES) throw refuse('bodyMalformed', ['body'], `The body has more than ${MAX_VALUES} values.`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refuse('bodyMalformed', ['body'], `The body is not valid JSON: ${withoutExcerpt((error as Error).message)}.`);
  }
}

/** V8 quotes what stands around the fault, which may be a secret; the position is enough. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (\.\.\.)?".*$/s, '').replace(/ in JSON( at position)/, '$1');
}

/** Levels beyond which nothing that recurses over a value is sure to come back. */
const MAX_WALKABLE = 1_000;

/** Whether a text nests deeper than validators and reports can walk. */
export function nestsTooDeep(text: string): boolean {
  return text.length > MAX_WALKABLE && extentOf(text).depth > MAX_WALKABLE;
}

/** What a body says as JSON; undefined where it is none, or nests so deep that nobody can walk through it. */
export function jsonIn(body: Buffer | string): Json | undefined {
  const text = body.toString();
  try {
    return nestsTooDeep(text) ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The deepest nesting of brackets outside of strings, and the number of values, of valid JSON or not. */
export function extentOf(text: string): { depth: number; values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index);
    if (letter === QUOTE) index = endOfString(text, index);
    else if (letter === COMMA) values++;
    else if (letter === OPEN_LIST || letter === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (letter === CLOSE_LIST || letter === CLOSE_OBJECT) depth--;
  }
  return { depth: deepest, values };
}

/** The place of the quotation mark that closes the string which opens at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1))
    if (backslashesBefore(text, end) % 2 === 0) return end;
  return text.length;
}

function backslashesBefore(text: string, end: number): number {
  let start = end;
  while (text.charCodeAt(start - 1) === BACKSLASH) start--;
  return end - start;
}
