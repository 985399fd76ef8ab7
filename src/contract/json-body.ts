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

/** The deepest nesting of brackets outside of strings, and the number of values, of valid JSON or not. */
export function extentOf(text: string): { depth: number; values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    if (letter === '"') index = endOfString(text, index);
    else if (letter === ',') values++;
    else if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth);
    else if (letter === ']' || letter === '}') depth--;
  }
  return { depth: deepest, values };
}

/** The place of the quotation mark that closes the string which opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
