import { extentOf } from '../../contract/json-body.ts';

/** Deeper nesting and longer lists than any reader of JSON has to take (RFC 8259, section 9). */
const MAX_DEPTH = 16;
const MAX_VALUES = 1_000;

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Why readers of JSON may differ over a text (RFC 8259): undefined where all of them have the same value for it, or all
 * refuse it.
 */
export function ambiguityOf(bytes: Buffer): string | undefined {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return isJson(bytes.toString()) ? 'Some readers mend what is no UTF-8.' : undefined;
  }
  if (bytes[0] === 0xef) return 'A byte order mark may be passed over (RFC 8259, section 8.1).';
  const { depth, values } = extentOf(text);
  if (depth > MAX_DEPTH || values > MAX_VALUES) return 'How deep and how long a text may be is for its reader to say.';
  if (!isJson(text)) return undefined;
  const objects = objectsIn(text);
  if (objects.flat().some((name) => RISKY.has(name))) return 'Names that every object has are refused by some readers.';
  if (objects.some((names) => new Set(names).size < names.length))
    return 'What a repeated name means is for the reader to say (RFC 8259, section 4).';
  if (/\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i.test(text))
    return 'Half of a surrogate pair is no letter (RFC 8259, section 8.2).';
  return hasGreatNumber(text)
    ? 'Numbers as great as this are not the same to all readers (RFC 8259, section 6).'
    : undefined;
}

const RISKY: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs;

/** The names that each object of valid JSON has, as they stand there. */
function objectsIn(text: string): string[][] {
  const objects: string[][] = [];
  const open: string[][] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      const names: string[] = [];
      objects.push(names);
      open.push(names);
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') open.at(-1)?.push(String(JSON.parse(last)));
    last = token;
  }
  return objects;
}

function hasGreatNumber(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  return [...bare.matchAll(/-?\d[\d.eE+-]*/g)].some(
    ([number]) => /^-0(\.0*)?$/.test(number) || !(Math.abs(Number(number)) < 2 ** 53),
  );
}
