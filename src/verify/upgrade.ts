import type { Document } from '../contract/document.ts';

/** Values, not descriptions: what stands there stays as it is. */
const LITERAL = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Maps whose keys are names, whatever they are. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'parameters',
  'responses',
  'headers',
  'callbacks',
]);

type Node = Record<string, unknown>;

/**
 * Makes an OpenAPI 3.0 document say the same as one of 3.1, in place: `nullable`, excluded bounds that are true or
 * false, binary strings. Nothing moves, but what is nullable without a `type`.
 */
export function upgraded(document: Document): Document {
  document.openapi = '3.1.0';
  visit(document, false);
  return document;
}

function visit(node: unknown, isNamed: boolean): void {
  if (Array.isArray(node)) for (const item of node) visit(item, false);
  else if (typeof node === 'object' && node !== null) visitMap(node as Node, isNamed);
}

function visitMap(node: Node, isNamed: boolean): void {
  for (const [key, child] of Object.entries(node)) {
    const isValue = !isNamed && (LITERAL.has(key) || key.startsWith('x-'));
    if (!isValue) visit(child, !isNamed && NAMED.has(key));
  }
  if (isNamed) return;
  exclude(node, 'exclusiveMinimum', 'minimum');
  exclude(node, 'exclusiveMaximum', 'maximum');
  sayBytes(node);
  if (node['nullable'] === true) allowNull(node);
}

/** `minimum: 5, exclusiveMinimum: true` is `exclusiveMinimum: 5`. */
function exclude(node: Node, exclusive: string, bound: string): void {
  if (typeof node[exclusive] !== 'boolean') return;
  if (node[exclusive] === true && typeof node[bound] === 'number') {
    node[exclusive] = node[bound];
    delete node[bound];
  } else {
    delete node[exclusive];
  }
}

function sayBytes(node: Node): void {
  if (node['type'] !== 'string') return;
  if (node['format'] === 'binary') {
    delete node['format'];
    node['contentMediaType'] = 'application/octet-stream';
  }
  if (node['format'] === 'byte') node['contentEncoding'] = 'base64';
}

function allowNull(node: Node): void {
  delete node['nullable'];
  if (Array.isArray(node['enum']) && !node['enum'].includes(null)) node['enum'] = [...node['enum'], null];
  if (typeof node['type'] === 'string') {
    node['type'] = [node['type'], 'null'];
    return;
  }
  const { description, ...rule } = node;
  for (const key of Object.keys(rule)) delete node[key];
  node['anyOf'] = [rule, { type: 'null' }];
}
