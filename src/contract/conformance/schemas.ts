import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { FormatName } from 'ajv-formats';
import type { Document, Schema } from '../document.ts';
import { token } from '../json-pointer.ts';
import type { Places } from './places.ts';

/** What is wrong with a value, by a schema. */
export interface SchemaFault {
  message: string;
  /** Of the deepest schema that is broken; undefined when that schema is not of the document. */
  pointer: string | undefined;
  /** JSON pointer into the value. */
  place: string;
}

export interface Schemas {
  /** Nothing when the value is valid. The schema is one of the document, or one without references. */
  faults(schema: Schema, value: unknown): readonly SchemaFault[];
}

/** A hostile value can break a rule a million times; nobody reads that. */
const MAX_FAULTS = 20;

const NONE: readonly SchemaFault[] = [];

/** Formats that are held against values: by their names, or all that are known. */
export type AssertedFormats = readonly FormatName[] | 'all';

const require = createRequire(import.meta.url);

/** Validates by a document's schemas (JSON Schema 2020-12). Each is compiled when it is first used. */
export function schemasOf(document: Document, places: Places, formats: AssertedFormats = 'all'): Schemas {
  // Loaded here, for whoever is in no hurry to judge.
  const { Ajv2020 }: typeof import('ajv/dist/2020.js') = require('ajv/dist/2020.js');
  const ajvFormats: typeof import('ajv-formats') = require('ajv-formats');
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    // An error holds the very object of the document that it broke.
    verbose: true,
    validateSchema: false,
    logger: false,
    // To tidy up the code that it writes takes Ajv as long as to write it, and V8 does it anyway.
    code: { optimize: false },
  });
  if (formats === 'all') ajvFormats.default(ajv);
  else if (formats.length > 0) ajvFormats.default(ajv, [...formats]);
  ajv.addSchema(document, DOCUMENT);
  const validators = new WeakMap<Schema, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    let validate = validators.get(schema);
    if (validate === undefined) {
      const place = places.of(schema);
      validate = (place === undefined ? undefined : ajv.getSchema(referenceTo(place))) ?? ajv.compile(schema);
      validators.set(schema, validate);
    }
    return validate;
  };
  return {
    faults(schema, value) {
      const validate = validatorOf(schema);
      if (validate(value)) return NONE;
      return (validate.errors ?? []).slice(0, MAX_FAULTS).map((error) => faultOf(error, schema, places));
    },
  };
}

const DOCUMENT = 'contract:';

function referenceTo(place: string): string {
  return `${DOCUMENT}#${place.split('/').map(encodeURIComponent).join('/')}`;
}

function faultOf(error: ErrorObject, schema: Schema, places: Places): SchemaFault {
  const { instancePath, message = 'is not valid', keyword } = error;
  const broken = typeof error.parentSchema === 'object' ? error.parentSchema : schema;
  const missing = keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  return {
    message: `${instancePath || 'it'} ${message}${detailOf(error)}`,
    pointer: pointerOf(broken, missing, places) ?? places.of(schema),
    place: missing === undefined ? instancePath : `${instancePath}/${token(missing)}`,
  };
}

/** What is missing is declared where the property is, if it is. */
function pointerOf(broken: Schema, missing: string | undefined, places: Places): string | undefined {
  const declared = missing === undefined ? undefined : broken.properties?.[missing];
  return places.of(declared ?? broken);
}

/** What a message of ajv leaves out. The value itself is left out of all: it may be a secret. */
function detailOf({ keyword, params, data }: ErrorObject): string {
  if (keyword === 'type') return ` (it is ${typeOf(data)})`;
  if (keyword === 'enum') return ` (${JSON.stringify(params['allowedValues'])})`;
  if (keyword === 'const') return ` (${JSON.stringify(params['allowedValue'])})`;
  if (keyword === 'additionalProperties') return ` (${params['additionalProperty']})`;
  if (keyword === 'unevaluatedProperties') return ` (${params['unevaluatedProperty']})`;
  return '';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
