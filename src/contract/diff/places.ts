import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';

/** A line of a file, counted from 1. */
export interface Place {
  file: string;
  line: number;
}

interface Source {
  file: string;
  root: ParsedNode | null;
  lineOf(offset: number): number;
}

interface Spot {
  source: Source;
  node: ParsedNode | null;
  line: number;
}

/**
 * Where a pointer into a bundled document, `$ref`s followed, is written by hand: the line of the last key that is there.
 * What has been taken away is thus told at what it was taken from.
 */
export function placeOf(folder: string, where: string): Place {
  const sources = new Map<string, Source>();
  const load = (file: string): Source => {
    let source = sources.get(file);
    if (source === undefined) {
      source = sourceOf(file);
      sources.set(file, source);
    }
    return source;
  };

  let keys = keysOf(where);
  const [first, section, name] = keys;
  const ownFile = join(folder, section ?? '', `${name}.yaml`);
  const isFile = first === 'components' && existsSync(ownFile);
  if (isFile) keys = keys.slice(3);
  let spot = startOf(load(isFile ? ownFile : join(folder, 'openapi.yaml')));
  for (const key of keys) {
    const next = child(spot, key) ?? child(referred(spot, load), key);
    if (next === undefined) break;
    spot = next;
  }
  return { file: spot.source.file, line: spot.line };
}

function sourceOf(file: string): Source {
  const lines = new LineCounter();
  const { contents } = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  return { file, root: contents, lineOf: (offset) => lines.linePos(offset).line };
}

function startOf(source: Source): Spot {
  return { source, node: source.root, line: 1 };
}

function child(spot: Spot | undefined, key: string): Spot | undefined {
  if (spot === undefined) return undefined;
  const { source, node } = spot;
  if (isSeq(node)) {
    const item = node.items[Number(key)] as ParsedNode | undefined;
    return item && { source, node: item, line: source.lineOf(item.range[0]) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === key);
  return (
    pair && { source, node: pair.value as ParsedNode | null, line: source.lineOf((pair.key as ParsedNode).range[0]) }
  );
}

/** What a `$ref` leads to, in this file or another one. */
function referred(spot: Spot, load: (file: string) => Source): Spot | undefined {
  const reference = child(spot, '$ref')?.node;
  if (!isScalar(reference)) return undefined;
  const [file = '', fragment = ''] = String(reference.value).split('#');
  const path = join(dirname(spot.source.file), file);
  if (file !== '' && !existsSync(path)) return undefined;
  let target: Spot | undefined = startOf(file === '' ? spot.source : load(path));
  for (const key of keysOf(fragment)) target = child(target, key);
  return target;
}

function keysOf(pointer: string): string[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
