import type { DeclaredResponse } from './contract.ts';
import { QUERY_NAMES } from './preference.ts';

/**
 * The value of a header; where the contract says so, the request's query travels on with it (seed 004), without what is
 * a secret or speaks to the server.
 */
export function forwarded({ headers }: DeclaredResponse, name: string, value: string, query: URLSearchParams): string {
  const withheld = headers.get(name.toLowerCase())?.forwardsQueryExcept;
  if (withheld === undefined || query.size === 0) return value;
  const passed = new URLSearchParams(query);
  for (const parameter of [...withheld, ...QUERY_NAMES]) passed.delete(parameter);
  return passed.size === 0 ? value : `${value}${value.includes('?') ? '&' : '?'}${passed}`;
}
