import { readFile } from 'node:fs/promises';

/** Of all our pages. */
const LOOK = ['palette.css', 'base.css', 'clipboard.js'] as const;

/** Of this one, in this folder. */
const OWN = [
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

/** What browsers load for the start page, by the names that they ask for, side by side: where each lies. */
export const BROWSER_FILES: ReadonlyMap<string, URL> = new Map([
  ...LOOK.map((name) => [name, new URL(`../../../look/${name}`, import.meta.url)] as const),
  ...OWN.map((name) => [name, new URL(`./${name}`, import.meta.url)] as const),
]);

const read = new Map<string, Promise<Buffer>>();

/** The octets of one of them; read once. */
export function browserFile(file: URL): Promise<Buffer> {
  const known = read.get(file.href) ?? readFile(file);
  read.set(file.href, known);
  return known;
}
