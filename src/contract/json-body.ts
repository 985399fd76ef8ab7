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

/** The deepest nesting of brackets outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
