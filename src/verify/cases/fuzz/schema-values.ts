import fc, { type Arbitrary } from 'fast-check';
import { type Document, type Json, type Reference, resolve, type Schema } from '../../../contract/document.ts';

/** JSON values that a schema allows, or almost: what formats and words add to it is not looked at. */
export function valuesOf(document: Document, node: Schema | Reference): Arbitrary<Json> {
  const schema = resolve<Schema>(document, node);
  if (schema['const'] !== undefined) return fc.constant(schema['const'] as Json);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as Json[]));
  const variants = [schema, ...conditionalsOf(document, schema)];
  return fc.oneof(...variants.map((variant) => valuesOfType(document, variant)));
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

function valuesOfType(document: Document, schema: Schema): Arbitrary<Json> {
  switch ([schema.type ?? 'object'].flat()[0]) {
    case 'object':
      return objectsOf(document, schema);
    case 'array':
      return fc.array(valuesOf(document, (schema['items'] ?? {}) as Schema), { maxLength: 3 });
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.integer({ min: -2, max: 2 ** 31 });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function objectsOf(document: Document, { properties = {}, required = [] }: Schema): Arbitrary<Json> {
  const values = Object.entries(properties).map(([name, node]) => [name, valuesOf(document, node)] as const);
  const requiredKeys = required.filter((name) => name in properties);
  return fc.record(Object.fromEntries(values), { requiredKeys, noNullPrototype: true }) as Arbitrary<Json>;
}

/** Texts of a pattern, and those about as long as they may be, in code points that take more than one unit too. */
function textsOf({ maxLength, pattern, format, ...schema }: Schema): Arbitrary<string> {
  const minLength = Number(schema['minLength'] ?? 0);
  const lengths = maxLength === undefined ? [minLength] : [minLength, maxLength - 1, maxLength, maxLength + 1];
  return fc.oneof(
    ...(typeof pattern === 'string' ? [{ weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern)) }] : []),
    ...(format === 'uri' ? [{ weight: 3, arbitrary: fc.webUrl() }] : []),
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('a', 'é', '好', '😀', ' '), fc.constantFrom(...lengths))
        .map(([letter, length]) => letter.repeat(Math.max(length, 0))),
    },
  );
}
