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
  const { depth, values, names } = extentOf(text);
  if (depth > MAX_DEPTH || values > MAX_VALUES) return 'How deep and how long a text may be is for its reader to say.';
  if (!isJson(text)) return undefined;
  if (names.some((name) => RISKY.has(name))) return 'Names that every object has are refused by some readers.';
  if (hasTwice(text)) return 'What a repeated name means is for the reader to say (RFC 8259, section 4).';
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

/** The deepest nesting, the number of values, and the names; of valid JSON or not. */
function extentOf(text: string): { depth: number; values: number; names: string[] } {
  let [depth, deepest, values, last] = [0, 0, 1, ''];
  const names: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ',') values++;
    else if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth--;
    else if (token === ':' && last.startsWith('"') && isJson(last)) names.push(String(JSON.parse(last)));
    last = token;
  }
  return { depth: deepest, values, names };
}

/** Whether an object of valid JSON has a name twice. */
function hasTwice(text: string): boolean {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const [names, name] = [open.at(-1), String(JSON.parse(last))];
      if (names?.has(name)) return true;
      names?.add(name);
    }
    last = token;
  }
  return false;
}

function hasGreatNumber(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  return [...bare.matchAll(/-?\d[\d.eE+-]*/g)].some(
    ([number]) => /^-0(\.0*)?$/.test(number) || !(Math.abs(Number(number)) < 2 ** 53),
  );
}
