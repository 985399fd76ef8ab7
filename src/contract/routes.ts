import type { Contract, Operation } from './contract.ts';
import type { Method } from './document.ts';

/** Where a request's path leads. */
export type Route =
  | { found: 'operation'; contract: Contract; operation: Operation; params: Record<string, string> }
  /** The path exists, the method does not. `allow` is in the contract's order. */
  | { found: 'path'; contract: Contract; allow: Method[] }
  /** The path lies in the land of one API, which does not know it. */
  | { found: 'api'; contract: Contract }
  | { found: 'nothing' };

interface Node {
  literals: Map<string, Node>;
  /** Segments of which only a part is a template: `{id}.png`. */
  patterns: Pattern[];
  wildcard: Node | undefined;
  leaf: Leaf | undefined;
  /** The APIs with a path through here. */
  contracts: Set<Contract>;
}

interface Pattern {
  segment: string;
  /** With a group for each template. */
  shape: RegExp;
  node: Node;
}

interface Leaf {
  contract: Contract;
  operations: Map<Method, Operation>;
  /** Parameter names, in the order of the templates. */
  names: string[];
}

interface Match {
  leaf: Leaf;
  values: string[];
}

export type Router = (method: string, path: string) => Route;

/**
 * Finds operations by method and path, over all APIs and all their base paths.
 * A literal segment goes before one that is a template in part, and that before a template; segments are compared after percent-decoding; a trailing slash counts.
 * A path that no API declares belongs to the API that alone shares its longest known beginning.
 * @throws Error when two operations have one method and path.
 */
export function routerOf(contracts: readonly Contract[]): Router {
  const root = emptyNode();
  for (const contract of contracts) {
    for (const operation of contract.operations) {
      for (const basePath of operation.basePaths) add(root, contract, operation, basePath);
    }
  }
  return (method, path) => {
    const segments = segmentsOf(path);
    if (segments === undefined) return { found: 'nothing' };
    const match = matchOf(root, segments, 0, []);
    if (match === undefined) return landOf(root, segments);
    const { contract, operations, names } = match.leaf;
    const wanted = method.toLowerCase() as Method;
    const operation = operations.get(wanted) ?? (wanted === 'head' ? operations.get('get') : undefined);
    if (operation === undefined) return { found: 'path', contract, allow: [...operations.keys()] };
    const params = Object.fromEntries(names.map((name, index) => [name, match.values[index] ?? '']));
    return { found: 'operation', contract, operation, params };
  };
}

function emptyNode(): Node {
  return { literals: new Map(), patterns: [], wildcard: undefined, leaf: undefined, contracts: new Set() };
}

function add(root: Node, contract: Contract, operation: Operation, basePath: string): void {
  const names: string[] = [];
  let node = root;
  for (const segment of `${basePath}${operation.path}`.split('/').slice(1)) {
    names.push(...[...segment.matchAll(TEMPLATE)].map(([, name = '']) => name));
    node = below(node, segment);
    node.contracts.add(contract);
  }
  node.leaf ??= { contract, operations: new Map(), names };
  if (node.leaf.contract !== contract || node.leaf.operations.has(operation.method)) {
    throw new Error(`${operation.api}: ${operation.id} is at ${basePath}${operation.path}, where another is already.`);
  }
  node.leaf.operations.set(operation.method, operation);
}

const TEMPLATE = /\{([^}]+)\}/g;

/** The node that a segment of a path leads to, made where there is none yet. */
function below(node: Node, segment: string): Node {
  const [template] = segment.match(TEMPLATE) ?? [];
  if (template === undefined) {
    const next = node.literals.get(segment) ?? emptyNode();
    node.literals.set(segment, next);
    return next;
  }
  if (template === segment) {
    node.wildcard ??= emptyNode();
    return node.wildcard;
  }
  const known = node.patterns.find((pattern) => pattern.segment === segment);
  if (known !== undefined) return known.node;
  const literals = segment.split(TEMPLATE).filter((_, index) => index % 2 === 0);
  const shape = new RegExp(`^${literals.map((text) => escaped(text)).join('(.+?)')}$`, 's');
  const next = emptyNode();
  node.patterns.push({ segment, shape, node: next });
  return next;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Undefined when the path does not begin with a slash. A segment that cannot be decoded stays as it is. */
function segmentsOf(path: string): string[] | undefined {
  if (!path.startsWith('/')) return undefined;
  return path.slice(1).split('/').map(decodedSegment);
}

function decodedSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matchOf(node: Node, segments: string[], index: number, values: string[]): Match | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.leaf && { leaf: node.leaf, values };
  const literal = node.literals.get(segment);
  const match =
    (literal && matchOf(literal, segments, index + 1, values)) ??
    (node.patterns.length === 0 ? undefined : matchIn(node.patterns, segments, index, values));
  if (match !== undefined || node.wildcard === undefined || segment === '') return match;
  return matchOf(node.wildcard, segments, index + 1, [...values, segment]);
}

function matchIn(patterns: readonly Pattern[], segments: string[], index: number, values: string[]): Match | undefined {
  for (const { shape, node } of patterns) {
    const found = shape.exec(segments[index] ?? '');
    const match = found && matchOf(node, segments, index + 1, [...values, ...found.slice(1)]);
    if (match) return match;
  }
  return undefined;
}

function landOf(root: Node, segments: string[]): Route {
  let node = root;
  for (const segment of segments) {
    const next = node.literals.get(segment);
    if (next === undefined) break;
    node = next;
  }
  const [contract, ...others] = node.contracts;
  return contract !== undefined && others.length === 0 ? { found: 'api', contract } : { found: 'nothing' };
}
