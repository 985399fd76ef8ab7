import type { DeclaredHeader, DeclaredResponse } from './contract.ts';

/** What a caller may still do, by the rate limit that is nearest exhaustion. */
export interface Allowance {
  /** False where this very request is one too many. */
  allowed: boolean;
  /** Requests in a span. */
  limit: number;
  remaining: number;
  /** When counting starts anew, in milliseconds since 1970. */
  resetAt: number;
  /** The same in whole seconds from now, at least 1. */
  retryAfterSeconds: number;
}

/** The headers of a response that its contract says speak of the rate limit (`x-rate`), with their values. */
export function rateHeaders({ headers }: DeclaredResponse, allowance: Allowance): Record<string, string> {
  const values: Record<string, string> = {};
  for (const header of headers.values()) {
    const value = rateValue(header, allowance);
    if (value !== undefined) values[header.name] = value;
  }
  return values;
}

function rateValue(
  { rate, schema }: DeclaredHeader,
  { limit, remaining, resetAt, retryAfterSeconds }: Allowance,
): string | undefined {
  if (rate === undefined) return undefined;
  // A refusal leaves nothing, asked for by Prefer or not: the contract fixes the value.
  if (schema?.['const'] !== undefined) return String(schema['const']);
  if (rate === 'limit') return String(limit);
  if (rate === 'remaining') return String(remaining);
  return rate === 'reset' && schema?.['format'] === 'date-time' ? microsecondsOf(resetAt) : String(retryAfterSeconds);
}

/** ISO 8601 with six digits of a second, as Rails writes it (facts sheet 1.1). */
function microsecondsOf(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}
