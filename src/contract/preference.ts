import parsePreferHeader from 'parse-prefer-header';
import type { DeclaredResponse, Operation } from './contract.ts';
import { type Refusal, refuse } from './failures.ts';
import { type ApiRequest, headerValue } from './request.ts';

/** Which answer the caller wishes for: `Prefer` (RFC 7240), or Prism's query forms. */
export interface Preference {
  code?: number;
  example?: string;
  dynamic?: boolean;
  /** Makes a dynamic answer repeatable. */
  seed?: string;
}

/** Letters of a seed that count. */
const MAX_SEED = 100;

const QUERY_FORMS = { code: '__code', example: '__example', dynamic: '__dynamic', seed: '__seed' } as const;

/** Query parameters that speak to the mock and not to the API. */
export const QUERY_NAMES: readonly string[] = Object.values(QUERY_FORMS);

/**
 * Reads the caller's wish; the header goes before the query. Preferences that are not ours are left alone.
 * @throws Refusal preferenceUnknown, with a list of what there is.
 */
export function preferenceOf(request: ApiRequest): Preference | undefined {
  const wish = wishOf(request);
  if (wish === undefined) return undefined;
  const preference: Preference = {};
  if (wish.code !== undefined) preference.code = codeOf(request.operation, wish.code);
  if (wish.dynamic !== undefined) preference.dynamic = booleanOf(wish.dynamic);
  if (wish.seed !== undefined && preference.dynamic === true) preference.seed = wish.seed.slice(0, MAX_SEED);
  // What has a name is not made up.
  if (wish.example !== undefined) return { ...(preference.code && { code: preference.code }), example: wish.example };
  return preference;
}

/** What the answer followed, for `Preference-Applied`. */
export function appliedText(preference: Preference): string {
  return Object.entries(preference)
    .map(([name, value]) => `${name}=${/^[\w.-]+$/.test(String(value)) ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** The refusal of an example that nobody wrote. */
export function exampleUnknown(operation: Operation, name: string, responses: Iterable<DeclaredResponse>): Refusal {
  const known = [...responses].filter(({ exampleNames }) => exampleNames.length > 0);
  const list = known.map(({ status, exampleNames }) => `${status}: ${exampleNames.join(', ')}`).join('; ');
  return unknown(`${operation.id} has no example “${name}”. It has ${list || 'none'}.`);
}

type Wish = Partial<Record<keyof typeof QUERY_FORMS, string>>;

function wishOf({ headers, query }: ApiRequest): Wish | undefined {
  const header = headerValue(headers, 'prefer');
  const said: Record<string, string | true> =
    header === undefined ? {} : parsePreferHeader(header.replaceAll(';', ','));
  const wish: Wish = {};
  for (const name of ['code', 'example', 'dynamic', 'seed'] as const) {
    const value = said[name] ?? query.get(QUERY_FORMS[name]) ?? undefined;
    if (value !== undefined) wish[name] = String(value);
  }
  return Object.keys(wish).length === 0 ? undefined : wish;
}

function codeOf({ id, responses }: Operation, text: string): number {
  const code = Number(text);
  if (/^\d{3}$/.test(text) && responses.has(code)) return code;
  throw unknown(`${id} does not declare the status “${text}”. It declares ${[...responses.keys()].join(', ')}.`);
}

function booleanOf(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw unknown(`The preference dynamic is “true” or “false”, not “${text}”.`);
}

function unknown(message: string): Refusal {
  return refuse('preferenceUnknown', ['header', 'prefer'], message);
}
