import { readFile } from 'node:fs/promises';

/** What browsers load for the start page, from this folder. */
export const BROWSER_FILES = [
  'style.css',
  'bench.css',
  'language.js',
  'list.js',
  'copying.js',
  'workbench.js',
  'draft.js',
  'fields.js',
  'body-fields.js',
  'call.js',
  'answer.js',
  'why.js',
  'journal.js',
  'dom.js',
] as const;

const read = new Map<string, Promise<Buffer>>();

/** The octets of one of them; read once. */
export function browserFile(name: (typeof BROWSER_FILES)[number]): Promise<Buffer> {
  const known = read.get(name) ?? readFile(new URL(`./${name}`, import.meta.url));
  read.set(name, known);
  return known;
}
