import type { Json } from './document.ts';
import { refuse } from './failures.ts';

/** Deeper nesting than any of the APIs has use for; validators recurse. */
const MAX_DEPTH = 64;

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
  if (depthOf(text) > MAX_DEPTH) {
    throw refuse('bodyMalformed', ['body'], `The body nests deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refuse('bodyMalformed', ['body'], `The body is not valid JSON: ${(error as Error).message}.`);
  }
}

/** The deepest nesting of brackets outside of strings, of valid JSON or not. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    if (letter === '"') index = endOfString(text, index);
    else if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth);
    else if (letter === ']' || letter === '}') depth--;
  }
  return deepest;
}

/** The place of the quotation mark that closes the string which opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
