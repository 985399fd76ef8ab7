import { type AnswerViolation, conformanceOf, type SchemaFault } from '../src/contract/conformance.ts';
import type { Contract, DeclaredHeader, DeclaredResponse, Operation } from '../src/contract/contract.ts';
import type { Schema } from '../src/contract/document.ts';
import type { Answered } from './exchange.ts';

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

/** What is wrong with a value, by a schema of the contract; nothing when it is valid. */
export function faultsOf(contract: Contract, schema: Schema, value: unknown): string[] {
  return conformanceOf(contract).faultsOf(schema, value).map(told);
}

/** The same for the text of a header, which is a number where the schema wants one. */
export function headerFaults(contract: Contract, header: DeclaredHeader, text: string): string[] {
  if (header.schema === undefined) return [`${header.name} has no schema`];
  return conformanceOf(contract).headerViolations(header, text).map(told);
}

/**
 * What is wrong with an answer to a request that was no HEAD, by the contract and by the habits of our servers: they
 * say how long each body is, and send no header that is not declared. Nothing when all is well.
 */
export function answerFaults(contract: Contract, operation: Operation, answer: Answered): string[] {
  const judged = { ...answer, method: operation.method.toUpperCase() };
  const faults = conformanceOf(contract).violationsOf(operation, judged).map(told);
  const response = operation.responses.get(answer.status);
  if (response === undefined) return [...faults, `${answer.body}`];
  return [...faults, ...habitFaults(response, answer)];
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

function habitFaults({ headers: declared, media }: DeclaredResponse, { headers }: Answered): string[] {
  const undeclared = Object.keys(headers).filter((key) => !declared.has(key) && !TECHNICAL.has(key));
  return [
    ...undeclared.map((key) => `${key} is not declared`),
    ...(media !== undefined && headers['content-length'] === undefined ? ['Content-Length is missing'] : []),
  ];
}

function told({ message, pointer }: AnswerViolation | SchemaFault): string {
  return `${message} (${pointer})`;
}
