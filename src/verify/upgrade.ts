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
  visit(document, false, (node) => {
    exclude(node, 'exclusiveMinimum', 'minimum');
    exclude(node, 'exclusiveMaximum', 'maximum');
    sayBytes(node);
    if (node['nullable'] === true) allowNull(node);
  });
  return document;
}

/**
 * Writes patterns so that validators, which read them as Unicode ones, can: with `\x2d` for `\-`. Those that are no
 * regular expressions at all are taken out, in place: nobody can say what they allow.
 */
export function mendPatterns(document: Document): void {
  visit(document, false, (node) => {
    const { pattern } = node;
    if (typeof pattern !== 'string' || isUnicode(pattern)) return;
    const mended = pattern.replace(/\\([\s\S])/g, (escaped, letter: string) =>
      /[!-/:-@[-`{-~ ]/.test(letter) && !SYNTAX.has(letter) ? `\\x${letter.charCodeAt(0).toString(16)}` : escaped,
    );
    if (isUnicode(mended)) node['pattern'] = mended;
    else delete node['pattern'];
  });
}

/** What a Unicode pattern may escape. */
const SYNTAX = new Set('^$\\.*+?()[]{}|/');

function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}

/** Every map of a document that is no value and no map by names; those within before those around them. */
function visit(node: unknown, isNamed: boolean, mend: (node: Node) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, false, mend);
  else if (typeof node === 'object' && node !== null) visitMap(node as Node, isNamed, mend);
}

function visitMap(node: Node, isNamed: boolean, mend: (node: Node) => void): void {
  for (const [key, child] of Object.entries(node)) {
    const isValue = !isNamed && (LITERAL.has(key) || key.startsWith('x-'));
    if (!isValue) visit(child, !isNamed && NAMED.has(key), mend);
  }
  if (!isNamed) mend(node);
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
