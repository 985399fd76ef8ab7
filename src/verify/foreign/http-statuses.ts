import type { Operation } from '../../contract/contract.ts';
import type { Expectation } from '../expectation.ts';
import { statusesFor } from '../failure-statuses.ts';
import type { WireRequest } from '../wire.ts';

/** Octets from which on a server may find something too large. */
const LARGE_BODY = 8 * 1_024;
const LARGE_HEAD = 1_024;

/**
 * Statuses that HTTP itself has for a request (RFC 9110, section 15.5; RFC 6585), whether a contract declares them or
 * not: its list of answers need not be whole (OpenAPI 3.1, section 4.8.16).
 */
export function httpStatuses(
  { target, headers, body, chunked = false }: WireRequest,
  operation: Operation | undefined,
  expectation: Expectation,
): readonly number[] {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const hasBody = (body?.length ?? 0) > 0 || chunked;
  const head = target.length + Object.values(headers).reduce((sum, value) => sum + value.length, 0);
  return [
    429,
    ...(expectation.verdict === 'refused' ? expectation.statuses : []),
    ...(expectation.verdict === 'open' ? [...statusesFor('parameterInvalid', operation), 415] : []),
    // Who brings something else than is asked for may be nobody.
    ...(expectation.verdict === 'open' && (operation?.security.length ?? 0) > 0 ? [401, 403] : []),
    ...(names.has('accept') ? [400, 406] : []),
    ...(names.has('content-encoding') || (hasBody && operation?.body === undefined) ? [400, 413, 415] : []),
    ...((body?.length ?? 0) > LARGE_BODY ? [413] : []),
    ...(head > LARGE_HEAD ? [400, 414, 431] : []),
  ];
}
