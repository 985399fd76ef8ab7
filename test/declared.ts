import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Contract, DeclaredHeader, DeclaredResponse, Operation } from '../src/contract/contract.ts';
import type { Json, Schema } from '../src/contract/document.ts';
import { type Answered, jsonIn } from './exchange.ts';

/** Headers that any HTTP answer of these servers may have, declared or not. */
const TECHNICAL = new Set([
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-type',
  'content-length',
  'preference-applied',
  'sl-violations',
  'access-control-allow-origin',
  'access-control-expose-headers',
]);

const ajv = new Ajv2020({ strict: false, allErrors: true });
const coercing = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true });
ajvFormats.default(ajv);
ajvFormats.default(coercing);

const validators = new WeakMap<Schema, ValidateFunction>();
const headerValidators = new WeakMap<Schema, ValidateFunction>();

/** What is wrong with a value, by a schema of the contract; nothing when it is valid. */
export function faultsOf(contract: Contract, schema: Schema, value: unknown): string[] {
  const validate = compiled(validators, ajv, contract, schema, schema);
  return validate(value) ? [] : toldBy(validate);
}

/** The same for the text of a header, which is a number where the schema wants one. */
export function headerFaults(contract: Contract, { name, schema }: DeclaredHeader, text: string): string[] {
  if (schema === undefined) return [`${name} has no schema`];
  const validate = compiled(headerValidators, coercing, contract, schema, {
    type: 'object',
    properties: { value: schema },
  });
  return validate({ value: text }) ? [] : toldBy(validate).map((fault) => `${name}: ${fault} (${text})`);
}

/**
 * What is wrong with an answer, by the contract: its status, its headers, its media type, its body, and that there
 * is none where none is declared. Nothing when all is well.
 */
export function answerFaults(contract: Contract, operation: Operation, answer: Answered): string[] {
  const response = operation.responses.get(answer.status);
  if (response === undefined) return [`${operation.id} does not declare ${answer.status}: ${answer.body}`];
  return [...headersFaults(contract, response, answer), ...bodyFaults(contract, response, answer)];
}

/** The headers that an answer with this example has by the contract: the example of its name, or the only one. */
export function exampleHeaders(
  response: DeclaredResponse,
  example: string | undefined,
): Map<string, string | undefined> {
  const expected = new Map<string, string | undefined>();
  for (const [key, { examples, required }] of response.headers) {
    const own = examples.get(example ?? '') ?? examples.get('');
    const value = own ?? (example === undefined || required ? [...examples.values()][0] : undefined);
    expected.set(key, value === undefined ? undefined : String(value.value));
  }
  return expected;
}

function headersFaults(contract: Contract, response: DeclaredResponse, { headers }: Answered): string[] {
  const faults: string[] = [];
  for (const [key, header] of response.headers) {
    const text = headers[key];
    if (text !== undefined) faults.push(...headerFaults(contract, header, text));
    else if (header.required) faults.push(`${header.name} is missing`);
  }
  const undeclared = Object.keys(headers).filter((key) => !response.headers.has(key) && !TECHNICAL.has(key));
  return [...faults, ...undeclared.map((key) => `${key} is not declared`)];
}

function bodyFaults(contract: Contract, { media }: DeclaredResponse, answer: Answered): string[] {
  const type = answer.headers['content-type'];
  if (media === undefined) {
    return [
      ...(answer.body.length > 0 ? [`a body where none is declared: ${answer.body}`] : []),
      ...(type === undefined ? [] : [`Content-Type ${type} without a body`]),
    ];
  }
  const faults = type === media.type ? [] : [`Content-Type is ${type}, declared is ${media.type}`];
  if (answer.headers['content-length'] !== String(answer.body.length))
    faults.push('Content-Length is not that of the body');
  return [...faults, ...faultsOf(contract, media.schema ?? {}, jsonIn(answer) as Json)];
}

function compiled(
  known: WeakMap<Schema, ValidateFunction>,
  compiler: Ajv2020,
  { document }: Contract,
  key: Schema,
  schema: Schema,
): ValidateFunction {
  const validate = known.get(key) ?? compiler.compile({ ...schema, components: document.components } as AnySchema);
  known.set(key, validate);
  return validate;
}

function toldBy({ errors }: ValidateFunction): string[] {
  return (errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}
