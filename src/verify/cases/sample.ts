import { type Document, type Json, type Reference, resolve, type Schema } from '../../contract/document.ts';

/** How deep a value nests at most: schemas may run in circles. */
const MAX_DEPTH = 6;

/** Letters and items that are sent at most; limits beyond are not tried, for whoever writes 10^12 means that there is none. */
export const LONGEST_TEXT = 100_000;
export const LONGEST_LIST = 10_000;

/** Texts of the formats that a validator looks at. */
const FORMATS: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'somebody@example.com',
  uri: 'https://example.com/',
  uuid: '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.com',
};

/** A value that a schema allows, as plain as can be: what it gives as example or default, or else the least. */
export function sampleOf(document: Document, node: Schema | Reference, depth = 0): Json {
  const schema = resolve<Schema>(document, node);
  const given = givenIn(schema);
  if (given !== undefined) return given;
  const [part] = [schema['allOf'], schema['oneOf'], schema['anyOf']].flatMap((one) => (one ?? []) as Schema[]);
  if (part !== undefined && schema.type === undefined) return sampleOf(document, part, depth + 1);
  switch ([schema.type ?? (schema.properties ? 'object' : 'string')].flat()[0]) {
    case 'object':
      return objectOf(document, schema, depth);
    case 'array':
      return depth >= MAX_DEPTH
        ? []
        : Array.from({ length: Math.min(LONGEST_LIST, Number(schema['minItems'] ?? 0)) }, () =>
            sampleOf(document, (schema['items'] ?? {}) as Schema, depth + 1),
          );
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'string':
      return FORMATS[String(schema['format'])] ?? 'a'.repeat(lengthOf(schema));
    default:
      return null;
  }
}

function lengthOf(schema: Schema): number {
  return Math.min(LONGEST_TEXT, Math.max(1, Number(schema['minLength'] ?? 1)));
}

function givenIn(schema: Schema): Json | undefined {
  const [example] = (schema['examples'] ?? []) as Json[];
  const [first] = (schema['enum'] ?? []) as Json[];
  return (schema['const'] ?? schema['example'] ?? example ?? schema['default'] ?? first) as Json | undefined;
}

function objectOf(document: Document, { properties = {}, required = [] }: Schema, depth: number): Json {
  if (depth >= MAX_DEPTH) return {};
  const values = required.flatMap((name): [string, Json][] => {
    const property = properties[name];
    return property === undefined ? [] : [[name, sampleOf(document, property, depth + 1)]];
  });
  return Object.fromEntries(values);
}

function numberOf(schema: Schema): number {
  const least = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? Number.NaN);
  const most = Number(schema['maximum'] ?? schema['exclusiveMaximum'] ?? Number.NaN);
  if (!Number.isNaN(least)) return schema['minimum'] === undefined ? least + 1 : least;
  return Number.isNaN(most) || most > 1 ? 1 : most - 1;
}
