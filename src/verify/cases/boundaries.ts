import { type Document, type Json, type Reference, resolve, type Schema } from '../../contract/document.ts';
import { token } from '../../contract/json-pointer.ts';
import { conditionalsOf } from './fuzz/schema-values.ts';
import { LONGEST_LIST, LONGEST_TEXT, sampleOf } from './sample.ts';

/** A value at the edge of what a schema allows, on this side or just beyond, and in words which. */
export type Boundary = [title: string, value: Json];

const MAX_DEPTH = 5;

/** Of one body at most: schemas that contain themselves, and wide ones within wide ones, have no end. */
const MAX_VARIANTS = 3_000;

/** A body that is at an edge at one place. `edge` is the place with the value there, which may be in many bodies. */
export type Variant = [title: string, value: Json, edge: string];

/** How far a look into a schema goes. */
interface Reach {
  document: Document;
  /** Levels below the whole. */
  deepest: number;
  /** Variants that may be made still; less than none when there were too many. */
  left: number;
}

/**
 * Values at the edges of a schema's own constraints: each enum value and one that is none, lengths and numbers at their
 * limits and one beyond, what a pattern or a format refuses, other types. Which are right is for the contract's judge.
 */
export function boundariesOf(document: Document, node: Schema | Reference): Boundary[] {
  const schema = resolve<Schema>(document, node);
  const types = [schema.type ?? []].flat();
  return [
    ...((schema['enum'] ?? []) as Json[]).map((value): Boundary => [`the enum's ${JSON.stringify(value)}`, value]),
    ...(schema['enum'] === undefined ? [] : ([['none of the enum', 'none-of-the-enum']] as Boundary[])),
    ...(types.includes('string') ? textsAt(schema) : []),
    ...(types.includes('integer') || types.includes('number') ? numbersAt(schema, types.includes('integer')) : []),
    ...(types.includes('array') ? listsAt(document, schema) : []),
    ...(types.includes('boolean')
      ? ([
          ['true', true],
          ['false', false],
        ] as Boundary[])
      : []),
    ...OTHER_TYPES.filter(([type]) => !types.includes(type)).map(([, title, value]): Boundary => [title, value]),
  ];
}

/**
 * Each place in a body at its schema's edges: the value with that one place changed, left out, or set where it was not;
 * as deep down as it stays within bounds. `value` is a body that is right.
 */
export function variantsOf(document: Document, node: Schema | Reference, value: Json): Variant[] {
  let found: Variant[] = [];
  for (let deepest = 0; deepest <= MAX_DEPTH; deepest++) {
    const reach: Reach = { document, deepest, left: MAX_VARIANTS };
    const more = within(reach, node, value, 0);
    if (deepest > 0 && (reach.left < 0 || more.length === found.length)) return found;
    found = more;
  }
  return found;
}

/**
 * The variants of several bodies that are right. Each edge is tried once, in the shortest body that is at it: what may
 * stand at a place is said there, and around it only by schemas that speak of several places at once.
 */
export function variantsOfAll(document: Document, node: Schema | Reference, values: readonly Json[]): Boundary[] {
  const shortest = new Map<string, { variant: Variant; length: number }>();
  for (const variant of values.flatMap((value) => variantsOf(document, node, value))) {
    const [, value, edge] = variant;
    const { length } = JSON.stringify(value);
    const known = shortest.get(edge);
    if (known === undefined || length < known.length) shortest.set(edge, { variant, length });
  }
  return [...shortest.values()].map(({ variant: [title, value] }): Boundary => [title, value]);
}

/** Keywords by which a schema speaks of several of a value's places at once. */
const OF_THE_WHOLE = [
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependentRequired', 'dependentSchemas', 'discriminator'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties', 'unevaluatedProperties'],
  ...['uniqueItems', 'contains', 'prefixItems', 'unevaluatedItems'],
];

function within(reach: Reach, node: Schema | Reference, value: Json, depth: number): Variant[] {
  const { document, deepest } = reach;
  const schema = resolve<Schema>(document, node);
  const here = [...boundariesOf(document, schema), ...conditionalVariants(reach, schema, depth)].map(asWhole);
  reach.left -= here.length;
  if (reach.left < 0 || depth >= deepest || typeof value !== 'object' || value === null) return here;
  if (Array.isArray(value)) return [...here, ...itemVariants(reach, schema, value, depth)];
  const known = Object.entries(schema.properties ?? {});
  return [
    ...here,
    ...Object.keys(value).map((name): Variant => asWhole([`without ${name}`, without(value, name)])),
    ...known.flatMap(([name, property]) =>
      within(reach, property, value[name] ?? sampleOf(document, property), depth + 1).map(([title, inner, edge]) =>
        around(schema, [`${name}: ${title}`, { ...value, [name]: inner }], `${token(name)}/${edge}`),
      ),
    ),
    asWhole(['an unknown key', { ...value, 'x-unknown': 1 }]),
  ];
}

function asWhole([title, value]: Boundary): Variant {
  return [title, value, JSON.stringify(value)];
}

/** What is at an edge further within: at the same edge as others that are there, where the schema does not look at all of it. */
function around(schema: Schema, boundary: Boundary, edge: string): Variant {
  return OF_THE_WHOLE.some((keyword) => schema[keyword] !== undefined) ? asWhole(boundary) : [...boundary, edge];
}

/** For each `if` of a schema, a value that it is about, at the edges of what `then` asks of it. */
function conditionalVariants(reach: Reach, schema: Schema, depth: number): Boundary[] {
  const { document, deepest } = reach;
  if (depth >= deepest) return [];
  return conditionalsOf(document, schema).flatMap((conditional) => {
    const sample = sampleOf(document, { ...conditional, examples: undefined });
    const whole = { ...(sample as { [key: string]: Json }) };
    const known = Object.entries(conditional.properties ?? {});
    for (const [name, property] of known) whole[name] = sampleOf(document, property);
    return known.flatMap(([name, property]) =>
      deepVariants(reach, property, whole[name] ?? null, depth + 1).map(
        ([title, inner]): Boundary => [`${name}: ${title}`, { ...whole, [name]: inner }],
      ),
    );
  });
}

/** The value with each property that its schema knows, at its edges; those that it lacks are set. */
function deepVariants(reach: Reach, node: Schema | Reference, value: Json, depth: number): Variant[] {
  return within(reach, { ...resolve<Schema>(reach.document, node), allOf: undefined }, value, depth);
}

function itemVariants(reach: Reach, schema: Schema, value: Json[], depth: number): Variant[] {
  const { document } = reach;
  const [first = sampleOf(document, (schema['items'] ?? {}) as Schema), ...others] = value;
  return within(reach, (schema['items'] ?? {}) as Schema, first, depth + 1).map(([title, item, edge]) =>
    around(schema, [`its first item ${title}`, [item, ...others]], `0/${edge}`),
  );
}

const OTHER_TYPES: readonly [type: string, title: string, value: Json][] = [
  ['null', 'null', null],
  ['boolean', 'a boolean', true],
  ['integer', 'an integer', 7],
  ['number', 'a number', 1.5],
  ['string', 'a text', 'text'],
  ['array', 'a list', []],
  ['object', 'an object', {}],
];

function textsAt(schema: Schema): Boundary[] {
  const [least, most] = [schema['minLength'], schema.maxLength];
  const beginning = schema['format'] === 'uri' ? 'https://example.com/' : '';
  const letters = (length: number): string => beginning.padEnd(length, 'a').slice(0, Math.max(0, length));
  return [
    ['an empty text', ''],
    ['a blank', ' '],
    ...(typeof least === 'number' ? edges('letters', least, LONGEST_TEXT, letters) : []),
    ...(typeof most === 'number' ? edges('letters', most, LONGEST_TEXT, letters) : []),
    ...(typeof most === 'number' && most <= LONGEST_TEXT
      ? ([[`${most} letters beyond the basic plane`, '😀'.repeat(most)]] as Boundary[])
      : []),
    ...(typeof schema['pattern'] === 'string' ? ([['none of the pattern', '\u0001?\n']] as Boundary[]) : []),
    ...(typeof schema['format'] === 'string' ? ([['none of the format', 'not of that format']] as Boundary[]) : []),
  ];
}

/** Just below a limit, at it, and just above, as long as that is not longer than anybody would send. */
function edges(what: string, limit: number, longest: number, make: (length: number) => Json): Boundary[] {
  const lengths = [limit - 1, limit, limit + 1].filter((length) => length >= 0 && length <= longest + 1);
  return lengths.map((length): Boundary => [`${length} ${what}`, make(length)]);
}

function numbersAt(schema: Schema, isInteger: boolean): Boundary[] {
  const limits = [schema['minimum'], schema['maximum'], schema['exclusiveMinimum'], schema['exclusiveMaximum']];
  const near = limits.flatMap((limit) => (typeof limit === 'number' ? [limit - 1, limit, limit + 1] : []));
  const step = typeof schema['multipleOf'] === 'number' ? [schema['multipleOf'], schema['multipleOf'] * 1.5] : [];
  const plain = [0, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, ...(isInteger ? [0.5] : [])];
  return [...new Set([...near, ...step, ...plain])].map((value): Boundary => [`the number ${value}`, value]);
}

function listsAt(document: Document, schema: Schema): Boundary[] {
  const items = (schema['items'] ?? {}) as Schema;
  const limits = [schema['minItems'], schema['maxItems']].filter((limit) => typeof limit === 'number');
  const [item] = boundariesOf(document, items);
  const list = (length: number): Json => Array.from({ length }, () => item?.[1] ?? null);
  return [
    ['an empty list', []],
    ['a list of null', [null]],
    ...limits.flatMap((limit) => edges('items', limit, LONGEST_LIST, list)),
  ];
}

function without(value: { [key: string]: Json }, name: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}
