import fc, { type Arbitrary } from 'fast-check';
import { type Document, type Json, type Reference, resolve, type Schema } from '../../../contract/document.ts';
import { sampleOf } from '../sample.ts';
import { numbersOf } from './number-values.ts';
import { textsOf } from './text-values.ts';

/** How deep values nest at most: schemas may run in circles. */
const MAX_DEPTH = 5;
const MAX_ITEMS = 3;

/** Of a document, what was made already: by schema, at each depth. Schemas that contain themselves unfold without end. */
interface Made {
  document: Document;
  known: Map<Schema, Arbitrary<Json>[]>;
}

/** JSON values that a schema allows, or almost: what words add to it, and `not`, is not looked at. */
export function valuesOf(document: Document, node: Schema | Reference): Arbitrary<Json> {
  return valuesAt({ document, known: new Map() }, node, 0);
}

function valuesAt(made: Made, node: Schema | Reference, depth: number): Arbitrary<Json> {
  const schema = resolve<Schema>(made.document, node);
  const known = made.known.get(schema) ?? [];
  made.known.set(schema, known);
  const values = known[depth] ?? newValues(made, schema, depth);
  known[depth] = values;
  return values;
}

function newValues(made: Made, schema: Schema, depth: number): Arbitrary<Json> {
  const { document } = made;
  if (schema['const'] !== undefined) return fc.constant(schema['const'] as Json);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as Json[]));
  if (depth >= MAX_DEPTH) return fc.constant(sampleOf(document, schema));
  const variants = alternativesOf(document, schema).flatMap((one) => [one, ...conditionalsOf(document, one)]);
  return fc.oneof(
    ...variants.flatMap((variant) => typesOf(variant).map((type) => valuesOfType(made, variant, type, depth))),
  );
}

/** For each `if` of a schema, the schema with what `if` and `then` demand of its properties. */
export function conditionalsOf(document: Document, schema: Schema): Schema[] {
  const all = (schema['allOf'] ?? []) as { if?: Schema; then?: Schema }[];
  return all.flatMap(({ if: when, then }) => {
    if (when === undefined || then === undefined) return [];
    const demanded = Object.entries({ ...when.properties, ...then.properties });
    const properties = Object.fromEntries(demanded.map(([name, node]) => [name, resolve<Schema>(document, node)]));
    return [{ ...schema, properties: { ...schema.properties, ...properties } }];
  });
}

/** The schema with all of `allOf` in it, once for each of its alternatives. */
function alternativesOf(document: Document, schema: Schema, depth = 0): Schema[] {
  if (depth >= MAX_DEPTH) return [schema];
  const nodes = (schema['allOf'] ?? []) as (Schema | Reference)[];
  const whole = nodes.reduce<Schema>((sum, node) => merged(sum, resolve<Schema>(document, node)), schema);
  const choices = (whole['oneOf'] ?? whole['anyOf'] ?? []) as (Schema | Reference)[];
  if (choices.length === 0) return [whole];
  const { oneOf: _, anyOf: __, ...base } = whole;
  return choices.flatMap((node) => alternativesOf(document, merged(base, resolve<Schema>(document, node)), depth + 1));
}

function merged(one: Schema, other: Schema): Schema {
  return {
    ...other,
    ...one,
    properties: { ...other.properties, ...one.properties },
    required: [...(other.required ?? []), ...(one.required ?? [])],
  };
}

function typesOf({ type, properties = {}, items }: Schema): string[] {
  if (type !== undefined) return [type].flat();
  if (items !== undefined) return ['array'];
  return Object.keys(properties).length > 0 ? ['object'] : ['object', 'string', 'integer', 'boolean'];
}

function valuesOfType(made: Made, schema: Schema, type: string, depth: number): Arbitrary<Json> {
  switch (type) {
    case 'object':
      return objectsOf(made, schema, depth);
    case 'array':
      return listsOf(made, schema, depth);
    case 'string':
      return textsOf(schema);
    case 'integer':
    case 'number':
      return numbersOf(schema, type === 'integer');
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function listsOf(made: Made, schema: Schema, depth: number): Arbitrary<Json> {
  const items = valuesAt(made, (schema['items'] ?? {}) as Schema, depth + 1);
  const minLength = Math.min(Number(schema['minItems'] ?? 0), 100);
  const most = Math.max(minLength, Math.min(Number(schema['maxItems'] ?? MAX_ITEMS), minLength + MAX_ITEMS));
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, {
        maxLength: most,
        comparator: (one, other) => JSON.stringify(one) === JSON.stringify(other),
      })
    : fc.array(items, { minLength, maxLength: most });
}

function objectsOf(made: Made, { properties = {}, required = [] }: Schema, depth: number): Arbitrary<Json> {
  const { document } = made;
  // What only answers have is not sent.
  const known = Object.entries(properties).filter(([, node]) => resolve<Schema>(document, node)['readOnly'] !== true);
  const wanted = known.filter(([name]) => depth + 1 < MAX_DEPTH || required.includes(name));
  const values = wanted.map(([name, node]) => [name, valuesAt(made, node, depth + 1)] as const);
  const requiredKeys = required.filter((name) => values.some(([one]) => one === name));
  return fc.record(Object.fromEntries(values), { requiredKeys, noNullPrototype: true }) as Arbitrary<Json>;
}
