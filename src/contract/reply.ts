import type { Contract, DeclaredResponse, Operation } from './contract.ts';
import type { Json, TestCredential } from './document.ts';
import { type FailureDetail, type FailureKind, type FailureRow, type FailureTable, failureRow } from './failures.ts';
import { type Allowance, rateHeaders } from './limits.ts';

/** An answer before it is written: values, no socket. */
export interface Reply {
  status: number;
  /** In the order of the contract, names as the contract spells them. */
  headers: [name: string, value: string][];
  /** Media type of the body; undefined where there is none. */
  type: string | undefined;
  body: Json | undefined;
}

/** What a failure is answered with besides what the contract's example says. */
export interface Circumstances {
  /** Values of headers, by name, which go before lone examples: request ids, what is left of a rate limit. */
  known?: Record<string, string>;
  /** Of the text, as `languageOf` chose it; English without it. */
  language?: string | undefined;
  /** What is left of the rate limit, where somebody counts. */
  allowance?: Allowance | undefined;
}

/**
 * The declared headers of a response with the values that go with one of its examples: the header's example of the
 * same name. Else `known` values (a mock's, a handler's, `scopeHeaders`, `rateHeaders`), or the first example; an
 * optional header that has examples for other answers only is left out.
 */
export function headersOf(
  response: DeclaredResponse,
  example: string | undefined,
  known: Record<string, string> = {},
): [string, string][] {
  const headers: [string, string][] = [];
  for (const { name, examples, required } of response.headers.values()) {
    const [first] = examples;
    const isForOthers = first !== undefined && first[0] !== '' && example !== undefined && !examples.has(example);
    if (isForOthers && !required) continue;
    const value = (example === undefined ? undefined : examples.get(example)?.value) ?? known[name] ?? first?.[1].value;
    if (value !== undefined && value !== null) headers.push([name, String(value)]);
  }
  return headers;
}

/** The headers that list the scopes of the request's credential, for `headersOf`. */
export function scopeHeaders({ headers }: DeclaredResponse, { scopes }: TestCredential): Record<string, string> {
  const listing = [...headers.values()].filter(({ listsScopes }) => listsScopes);
  return Object.fromEntries(listing.map(({ name }) => [name, scopes.join(',')]));
}

/**
 * Words a failure as the API does. The body and the headers are the contract's example; the row may put in the words
 * that depend on the request, a translation goes before the example's text. Headers stay English. A path of no
 * operation takes them from an operation that declares such an answer.
 * @throws Error when the contract has no such example: a defect of ours, found by the tests.
 */
export function failureReply(
  contract: Contract,
  operation: Operation | undefined,
  table: FailureTable,
  kind: FailureKind,
  detail: FailureDetail,
  circumstances: Circumstances = {},
): Reply {
  const row = failureRow(table, kind, detail);
  const declared = declaredFailure(contract, operation, row);
  if (declared === undefined) {
    throw new Error(
      `${contract.api} declares no ${row.status} with an example “${row.example}” for ${operation?.id ?? 'any operation'} (${kind}).`,
    );
  }
  const { response, name } = declared;
  const example = response.media?.examples.get(name);
  const message = row.message ?? example?.['x-translations']?.[circumstances.language ?? ''];
  const body = example?.value ?? null;
  const { allowance, known } = circumstances;
  const values = { ...(allowance && rateHeaders(response, allowance)), ...known };
  const own: Record<string, string> = {
    ...(detail.allow && { Allow: detail.allow.join(', ').toUpperCase() }),
    ...row.headers,
  };
  return {
    status: row.status,
    headers: headersOf(response, name, values).map(([header, value]) => [header, own[header] ?? value]),
    type: response.media?.type,
    body: response.media && (message === undefined ? body : table.say(body, message, detail)),
  };
}

function declaredFailure(
  contract: Contract,
  operation: Operation | undefined,
  { status, example }: FailureRow,
): { response: DeclaredResponse; name: string } | undefined {
  for (const { responses } of operation === undefined ? contract.operations : [operation]) {
    const response = responses.get(status);
    const there = response?.exampleNames ?? [];
    const wanted = [example].flat();
    const name = wanted.length === 0 ? there[0] : wanted.find((one) => there.includes(one));
    if (response !== undefined && name !== undefined) return { response, name };
  }
  return undefined;
}

/** Kinds that any request may meet; the others are met by operations with bodies, parameters or credentials only. */
const COMMON_KINDS: FailureKind[] = [
  'pathUnknown',
  'methodNotAllowed',
  'requestMalformed',
  'preferenceUnknown',
  'storageFailed',
  'serverFailed',
];

/**
 * Makes sure that the contract has the examples which the common rows of the failure table name.
 * @throws Error naming the first that is missing.
 */
export function demandFailures(contract: Contract, table: FailureTable): void {
  for (const kind of COMMON_KINDS) {
    failureReply(contract, undefined, table, kind, {
      violations: [{ location: ['request'], severity: 'Error', code: kind, message: '' }],
      allow: [],
    });
  }
}
