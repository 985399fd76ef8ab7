import type { Json } from '../../contract/document.ts';

/** How a programming language writes down a JSON value. */
export interface Notation {
  words: { null: string; true: string; false: string };
  text(value: string): string;
  key(name: string): string;
  /** Spaces by which a level is set in. */
  indent: number;
  /** What stands inside the braces of a line. */
  gap: '' | ' ';
}

/** Text in single quotes where that needs no escapes, as most people write it. */
function singleQuoted(value: string): string {
  return /['\\]|[^\P{Cc}]/u.test(value) ? JSON.stringify(value) : `'${value}'`;
}

export const SCRIPT: Notation = {
  words: { null: 'null', true: 'true', false: 'false' },
  text: singleQuoted,
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : singleQuoted(name)),
  indent: 2,
  gap: ' ',
};

export const PYTHON: Notation = {
  words: { null: 'None', true: 'True', false: 'False' },
  text: singleQuoted,
  key: singleQuoted,
  indent: 4,
  gap: '',
};

const WIDTH = 88;

/** A value as source text, over several lines where one would be long; `margin` is how far its lines are indented. */
export function literal(value: Json, notation: Notation, margin = 0): string {
  const line = oneLine(value, notation);
  if (typeof value !== 'object' || value === null || margin + line.length <= WIDTH) return line;
  const inner = ' '.repeat(margin + notation.indent);
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, notation, margin + notation.indent))
    : Object.entries(value).map(
        ([name, item]) => `${notation.key(name)}: ${literal(item, notation, margin + notation.indent)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${' '.repeat(margin)}${close}`;
}

function oneLine(value: Json, notation: Notation): string {
  if (typeof value === 'string') return notation.text(value);
  if (typeof value === 'number') return String(value);
  if (value === null || typeof value === 'boolean') return notation.words[`${value}`];
  if (Array.isArray(value)) return `[${value.map((item) => oneLine(item, notation)).join(', ')}]`;
  const entries = Object.entries(value).map(([name, item]) => `${notation.key(name)}: ${oneLine(item, notation)}`);
  if (entries.length === 0) return '{}';
  return `{${notation.gap}${entries.join(', ')}${notation.gap}}`;
}
