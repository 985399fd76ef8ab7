import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve as resolved, sep } from 'node:path';
import type { LineCounter, Node, Document as Yaml } from 'yaml';
import type { Document } from './document.ts';
import { namesIn, token, valueAt } from './json-pointer.ts';

/** A place in the source of a contract, for people and for annotations. Lines and columns count from 1. */
export interface Place {
  /** Relative to the folder in which the runner was started, with `/`. */
  file: string;
  line: number;
  column: number;
}

/** Where the things of a bundled contract stand in its source, by JSON pointer (`/components/responses/NewAvatar`). */
export type Places = (pointer: string) => Place | undefined;

const require = createRequire(import.meta.url);

let library: typeof import('yaml') | undefined;

/** The parser of YAML, loaded at the first question, as the files are. */
function parser(): typeof import('yaml') {
  library ??= require('yaml') as typeof import('yaml');
  return library;
}

/** A source file, read. */
interface Source {
  file: string;
  yaml: Yaml;
  lines: LineCounter;
}

/** Something in a source file: what it is, and where it begins; with a key, where that does. */
interface Spot {
  source: Source;
  node: Node | null;
  offset: number;
}

/** References that lead on to references; a circle of them ends here. */
const MAX_HOPS = 32;

/**
 * Knows for every pointer into a bundled document the place in the files that it was bundled from, `file` being the one
 * where the bundling began. A bundler gives what it takes from other files names of its own choice; so both are walked
 * side by side, and where one has `$ref: '#/…'` and the other `$ref: file`, the two targets are the same thing. Of what
 * has no node of its own the place is that of the nearest thing around it; it is undefined only where `file` cannot be
 * read. Files are read when a question leads there; all of them at the first one for what the bundler has given a name.
 * References to the web are not followed.
 */
export function placesIn(file: string, document: Document): Places {
  const sources = new Map<string, Source | undefined>();
  const read = (path: string): Source | undefined => {
    if (!sources.has(path)) sources.set(path, sourceOf(path));
    return sources.get(path);
  };
  let referredTo: ReadonlySet<string> | undefined;
  let known: Map<string, Spot> | undefined;
  return (pointer) => {
    const root = wholeOf(read(resolved(file)));
    if (root === undefined) return undefined;
    const tokens = namesIn(pointer);
    referredTo ??= internalTargets(document);
    if (!isBelowAny(tokens, referredTo)) return placeOf(nearest(tokens, root, NOTHING, read));
    known ??= takenOver(document, root, read);
    return placeOf(nearest(tokens, root, known, read));
  };
}

const NOTHING: ReadonlyMap<string, Spot> = new Map();

function isBelowAny(tokens: readonly string[], pointers: ReadonlySet<string>): boolean {
  return tokens.some((_, index) => pointers.has(pointerOf(tokens.slice(0, index + 1))));
}

/** Everything in a bundle that its own references lead to: only that can stand elsewhere in the sources than in the bundle. */
function internalTargets(document: Document): ReadonlySet<string> {
  const targets = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const target = internalTarget(node);
    if (target !== undefined) targets.add(target);
    for (const child of Object.values(node)) visit(child);
  };
  visit(document);
  return targets;
}

/** Walks down from the nearest thing above that is known, and stops where the source goes no further. */
function nearest(tokens: readonly string[], root: Spot, known: ReadonlyMap<string, Spot>, read: Read): Spot {
  let depth = tokens.length;
  let spot: Spot | undefined;
  while (depth > 0 && spot === undefined) {
    spot = known.get(pointerOf(tokens.slice(0, depth)));
    if (spot === undefined) depth--;
  }
  let current = spot ?? root;
  for (const name of tokens.slice(depth)) {
    const next = below(current, name, read);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

type Read = (path: string) => Source | undefined;

/** Every pointer at which the bundle has something that stands elsewhere in the sources, with the spot there. */
function takenOver(document: Document, root: Spot, read: Read): Map<string, Spot> {
  const known = new Map<string, Spot>();
  const walked = new Set<string>();
  const walk = (node: unknown, pointer: string, spot: Spot): void => {
    if (typeof node !== 'object' || node === null) return;
    const leadsTo = internalTarget(node);
    const target = referred(spot, read);
    if (leadsTo !== undefined && target !== undefined && !walked.has(leadsTo)) {
      walked.add(leadsTo);
      known.set(leadsTo, target);
      walk(valueAt(document, leadsTo), leadsTo, target);
    }
    for (const [name, child] of Object.entries(node)) {
      const next = below(spot, name, read);
      if (next !== undefined) walk(child, `${pointer}/${token(name)}`, next);
    }
  };
  walk(document, '', root);
  return known;
}

function internalTarget(node: object): string | undefined {
  const { $ref } = node as { $ref?: unknown };
  return typeof $ref === 'string' && $ref.startsWith('#/') ? pointerOf(namesIn(fragmentOf($ref))) : undefined;
}

/** What has a name in a map, or a number in a list; references are followed where the node itself has no such name. */
function below(spot: Spot, name: string, read: Read, hops = 0): Spot | undefined {
  const node = nodeAt(spot);
  if (parser().isMap(node)) {
    const pair = node.items.find(({ key }) => parser().isScalar(key) && String(key.value) === name);
    if (pair !== undefined && parser().isNode(pair.key))
      return { source: spot.source, node: pair.value as Node | null, offset: pair.key.range?.[0] ?? spot.offset };
  }
  if (parser().isSeq(node)) {
    const item = node.items[Number(name)];
    return parser().isNode(item)
      ? { source: spot.source, node: item, offset: item.range?.[0] ?? spot.offset }
      : undefined;
  }
  const target = referred(spot, read, hops);
  return target && below(target, name, read, hops + 1);
}

/** Where a `$ref` leads to, in this file or another; undefined where there is none, or it leads nowhere. */
function referred(spot: Spot, read: Read, hops = 0): Spot | undefined {
  const node = nodeAt(spot);
  const $ref = parser().isMap(node) && hops < MAX_HOPS ? node.get('$ref') : undefined;
  if (typeof $ref !== 'string' || /^[a-z][a-z\d+.-]+:/i.test($ref)) return undefined;
  const path = decoded($ref.split('#', 1)[0] ?? '');
  const source = path === '' ? spot.source : read(resolved(dirname(spot.source.file), path));
  let current = wholeOf(source);
  for (const name of namesIn(fragmentOf($ref))) current = current && below(current, name, read, hops + 1);
  return current;
}

function nodeAt({ node, source }: Spot): Node | null | undefined {
  return parser().isAlias(node) ? node.resolve(source.yaml) : node;
}

function wholeOf(source: Source | undefined): Spot | undefined {
  const node = source?.yaml.contents ?? null;
  return source && { source, node, offset: node?.range?.[0] ?? 0 };
}

function sourceOf(file: string): Source | undefined {
  try {
    const lines = new (parser().LineCounter)();
    const yaml = parser().parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, logLevel: 'silent' });
    return { file, yaml, lines };
  } catch {
    return undefined;
  }
}

function placeOf({ source, offset }: Spot): Place {
  const { line, col } = source.lines.linePos(offset);
  return {
    file: relative(process.cwd(), source.file).split(sep).join('/'),
    line: Math.max(line, 1),
    column: Math.max(col, 1),
  };
}

function fragmentOf($ref: string): string {
  const mark = $ref.indexOf('#');
  return mark < 0 ? '' : decoded($ref.slice(mark + 1));
}

function pointerOf(tokens: readonly string[]): string {
  return tokens.map((name) => `/${token(name)}`).join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
