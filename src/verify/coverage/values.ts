import { isDeepStrictEqual } from 'node:util';
import type { Schema } from '../../contract/document.ts';
import { isBinarySchema } from '../../contract/uploads.ts';
import { typesOf } from './closure.ts';
import type { Criterion } from './coverage.ts';

/** A value that a run should have sent. */
export interface Mark {
  criterion: Criterion;
  isIn(value: unknown): boolean;
}

/** A value worth trying, in words (`= 5`, `with 3 items`), and how to know it. */
export type Telling = [name: string, isIn: Mark['isIn']];

/**
 * The values of a schema that are worth trying: each of an enumeration, both of a boolean, null where it may be and can be said, each
 * example, and what lies just within each constraint.
 */
export function marksOf(schemas: readonly Schema[], isText: boolean, criterionOf: (name: string) => Criterion): Mark[] {
  const types = typesOf(schemas);
  const all = [
    ...(types.has('boolean') ? [equal(true), equal(false)] : []),
    ...(types.has('null') && !isText ? [equal(null)] : []),
    ...schemas.flatMap((schema) => [...listed(schema), ...boundaries(schema, types)]),
  ];
  return marks(all, criterionOf);
}

export function marks(all: readonly Telling[], criterionOf: (name: string) => Criterion): Mark[] {
  return [...new Map(all)].map(([name, isIn]) => ({ criterion: criterionOf(name), isIn }));
}

export function equal(wanted: unknown): Telling {
  const text = typeof wanted === 'string' && wanted !== '' ? wanted : JSON.stringify(wanted);
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return [`= ${shown}`, (value) => value === wanted || isDeepStrictEqual(value, wanted)];
}

const SHOWN = 60;

function listed(schema: Schema): Telling[] {
  const { enum: values, examples, example } = schema as { enum?: unknown; examples?: unknown; example?: unknown };
  const lone = [schema['const'], example].filter((value) => value !== undefined);
  return [...lists(values), ...lists(examples), ...lone].map(equal);
}

function lists(values: unknown): unknown[] {
  return Array.isArray(values) ? values : [];
}

function boundaries(schema: Schema, types: ReadonlySet<string>): Telling[] {
  const isBytes = isBinarySchema(schema);
  // Next to an excluded number lies another one only among integers.
  const step = types.has('number') ? undefined : 1;
  const above = step === undefined ? [] : numbers(schema, 'exclusiveMinimum').map((number) => number + step);
  const below = step === undefined ? [] : numbers(schema, 'exclusiveMaximum').map((number) => number - step);
  return [
    ...[...numbers(schema, 'minimum'), ...numbers(schema, 'maximum'), ...above, ...below].map(equal),
    ...numbers(schema, 'minLength', 'maxLength').map(
      (length): Telling =>
        isBytes
          ? [`with ${length} octets`, (value) => Buffer.isBuffer(value) && value.length === length]
          : [`with ${length} characters`, (value) => typeof value === 'string' && lengthOf(value) === length],
    ),
    ...numbers(schema, 'minItems', 'maxItems').map(
      (count): Telling => [`with ${count} items`, (value) => Array.isArray(value) && value.length === count],
    ),
    ...numbers(schema, 'minProperties', 'maxProperties').map(
      (count): Telling => [
        `with ${count} properties`,
        (value) => typeof value === 'object' && value !== null && Object.keys(value).length === count,
      ],
    ),
  ];
}

/** In characters, as JSON Schema counts them. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function numbers(schema: Schema, ...keywords: string[]): number[] {
  return keywords.map((keyword) => schema[keyword]).filter((value) => typeof value === 'number');
}
