import { type Document, type Reference, type Schema, targetOf } from '../../contract/document.ts';

/** A schema as it may stand in a document: JSON Schema has `true` and `false`, too. */
export type SchemaNode = Schema | Reference | boolean;

/** Keywords by which a schema says more of the very same value. */
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLES = ['then', 'else'];

/**
 * All that is said of one value: the schemas, those they refer to, and the alternatives, each once. Two places that
 * refer to one schema, and say nothing else, have the same.
 */
export function closureOf(document: Document, nodes: readonly SchemaNode[]): Schema[] {
  const found = new Set<Schema>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || found.has(node as Schema)) return;
    found.add(node as Schema);
    for (const next of saidBy(document, node as Schema)) visit(next);
  };
  for (const node of nodes) visit(node);
  return [...found].filter((schema) => !Object.keys(schema).every((keyword) => SILENT.has(keyword)));
}

/** Keywords that say nothing of the value themselves. */
const SILENT: ReadonlySet<string> = new Set(['$ref', 'title', 'summary', 'description']);

/** Where a schema leaves the word about the value to others. */
function saidBy(document: Document, schema: Schema): unknown[] {
  return [
    referred(document, schema),
    ...LISTS.flatMap((keyword) => schema[keyword] ?? []),
    ...SINGLES.map((keyword) => schema[keyword]),
    ...Object.values(schema['dependentSchemas'] ?? {}),
  ];
}

/** Nothing where a reference leads nowhere, or to where only a whole validator finds: anchors, other documents. */
function referred(document: Document, { $ref }: Schema): unknown {
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return undefined;
  try {
    return targetOf(document, $ref);
  } catch {
    return undefined;
  }
}

/** The types that the value may have, as far as it is said, by `type` or by listing the values. */
export function typesOf(schemas: readonly Schema[]): ReadonlySet<string> {
  return new Set(
    schemas.flatMap((schema) => {
      if (schema.type !== undefined) return schema.type;
      return [schema['enum'] ?? [], schema['const'] ?? []]
        .flat()
        .map((value) => (value === null ? 'null' : typeof value));
    }),
  );
}
