import { type Document, type Reference, resolve } from '../document.ts';
import { token } from '../json-pointer.ts';

type Node = Record<string, unknown>;

/** A node that both versions of a contract have, where neither is a list. */
export interface NodePair {
  /** JSON pointer with `#`, `$ref`s followed. */
  where: string;
  /** Its keys are names that somebody chose (properties, headers, …), not words of OpenAPI. */
  isMap: boolean;
  base: Node;
  revision: Node;
}

/** Keys of OpenAPI and JSON Schema whose value has names for keys. */
const MAPS = new Set(
  'paths responses headers content examples encoding properties patternProperties $defs dependentSchemas securitySchemes scopes variables callbacks links'.split(
    ' ',
  ),
);

/** What is data, or judged as a whole. */
const LEAVES = new Set(['example', 'value', 'default', 'enum', 'const', 'security']);

/** Every node that both versions have, each once, from the root down. Parameters are paired by what they are called. */
export function nodePairs(base: Document, revision: Document): NodePair[] {
  const pairs: NodePair[] = [];
  const seen = new Map<object, Set<object>>();

  const visit = (one: unknown, other: unknown, where: string, isMap: boolean) => {
    if (!isNode(one) || !isNode(other)) return;
    const [before, after] = [followed(base, one), followed(revision, other)];
    const partners = seen.get(before) ?? new Set();
    if (partners.has(after)) return;
    seen.set(before, partners.add(after));
    if (Array.isArray(before) && Array.isArray(after)) visitItems(before, after, where);
    else visitKeys(before, after, where, isMap);
  };
  const visitItems = (before: unknown[], after: unknown[], where: string) => {
    for (const [index, item] of before.entries()) {
      const name = nameOf(base, item);
      const place = name === undefined ? index : after.findIndex((other) => nameOf(revision, other) === name);
      visit(item, after[place], `${where}/${place}`, false);
    }
  };
  const visitKeys = (before: Node, after: Node, where: string, isMap: boolean) => {
    pairs.push({ where, isMap, base: before, revision: after });
    for (const [key, value] of Object.entries(before)) {
      if (!isMap && isData(key, value)) continue;
      visit(value, after[key], `${where}/${token(key)}`, !isMap && MAPS.has(key));
    }
  };

  // Components are judged where they are used; security schemes have names instead of references.
  visit({ ...base, components: undefined }, { ...revision, components: undefined }, '#', false);
  visit(base.components?.securitySchemes, revision.components?.securitySchemes, '#/components/securitySchemes', true);
  return pairs;
}

function isData(key: string, value: unknown): boolean {
  return key.startsWith('x-') || LEAVES.has(key) || (key === 'examples' && Array.isArray(value));
}

function followed(document: Document, node: Node): Node {
  if (typeof node['$ref'] !== 'string') return node;
  const target = resolve(document, node as unknown as Reference) as unknown as Node;
  const { $ref: _, ...own } = node;
  return Object.keys(own).length === 0 ? target : { ...target, ...own };
}

function nameOf(document: Document, item: unknown): string | undefined {
  if (!isNode(item)) return undefined;
  const { name, in: place } = followed(document, item);
  return typeof name === 'string' ? `${place} ${name}` : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
