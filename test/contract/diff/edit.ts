/** Labelled edits of the real contracts: what somebody might do to one, and how the gate has to rate it. */
import type { Rating } from '../../../src/contract/diff/change.ts';

type Node = Record<string, unknown>;

/** Changes a bundled document in place. */
export type Change = (document: Node) => void;

/** An edit of one contract; `same` is for edits that change nothing a caller could notice. */
export type Edit = [api: string, title: string, want: Rating | 'same', change: Change];

/** Where a dotted path leads: the node that holds the last key, and that key. */
function holderOf(document: Node, path: string): [Node, string] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let node: Node = document;
  for (const key of keys) {
    if (typeof node[key] !== 'object' || node[key] === null)
      throw new Error(`There is no ${key} on the way to ${path}.`);
    node = node[key] as Node;
  }
  return [node, last];
}

/** Puts a value at a dotted path. It has to differ from what is there. */
export function set(path: string, value: unknown): Change {
  return (document) => {
    const [node, key] = holderOf(document, path);
    if (JSON.stringify(node[key]) === JSON.stringify(value)) throw new Error(`${path} is that already.`);
    node[key] = value;
  };
}

/** Takes away what is at a dotted path: a key, or an item of a list. */
export function drop(path: string): Change {
  return (document) => {
    const [node, key] = holderOf(document, path);
    if (!(key in node)) throw new Error(`There is no ${path}.`);
    if (Array.isArray(node)) node.splice(Number(key), 1);
    else delete node[key];
  };
}

/** Puts an item behind the others of a list. */
export function push(path: string, ...items: unknown[]): Change {
  return (document) => {
    const [node, key] = holderOf(document, path);
    (node[key] as unknown[]).push(...items);
  };
}

/** Takes a value out of a list. */
export function without(path: string, item: unknown): Change {
  return (document) => {
    const [node, key] = holderOf(document, path);
    const list = node[key] as unknown[];
    const place = list.indexOf(item);
    if (place < 0) throw new Error(`${path} has no ${item}.`);
    list.splice(place, 1);
  };
}

/** Gives a key another name, in its place. */
export function rename(path: string, name: string): Change {
  return (document) => {
    const [node, key] = holderOf(document, path);
    if (!(key in node)) throw new Error(`There is no ${path}.`);
    const entries = Object.entries(node).map(([old, value]) => [old === key ? name : old, value] as const);
    for (const old of Object.keys(node)) delete node[old];
    Object.assign(node, Object.fromEntries(entries));
  };
}

/** One change after the other. */
export function all(...changes: Change[]): Change {
  return (document) => {
    for (const change of changes) change(document);
  };
}
