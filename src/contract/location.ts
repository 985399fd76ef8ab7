import { LRUCache } from 'lru-cache';
import type { DeclaredResponse } from './contract.ts';
import { QUERY_NAMES } from './preference.ts';

const REMEMBERED = 1_000;

/** Queries as they travel on, by what is withheld and the query as it came: the same come again and again. */
const passed = new LRUCache<string, string>({ max: REMEMBERED });

/**
 * The value of a header; where the contract says so, the request's query (`search`, without its question mark) travels on
 * with it (seed 004), without what is a secret or speaks to the server.
 */
export function forwarded({ headers }: DeclaredResponse, name: string, value: string, search: string): string {
  const withheld = headers.get(name.toLowerCase())?.forwardsQueryExcept;
  if (withheld === undefined || search === '') return value;
  const key = `${withheld.join()} ${search}`;
  const query = passed.get(key) ?? queryWithout(search, withheld);
  passed.set(key, query);
  return query === '' ? value : `${value}${value.includes('?') ? '&' : '?'}${query}`;
}

function queryWithout(search: string, withheld: readonly string[]): string {
  const query = new URLSearchParams(search);
  for (const parameter of [...withheld, ...QUERY_NAMES]) query.delete(parameter);
  return query.toString();
}
