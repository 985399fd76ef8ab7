import type { Operation } from '../contract/contract.ts';
import type { FailureKind } from '../contract/failures.ts';

/** Statuses that HTTP has for who may do what (RFC 9110), where no failure table says which the API has. */
const OF_CALLERS: Partial<Record<FailureKind, readonly number[]>> = {
  credentialMissing: [401, 403],
  credentialMalformed: [401, 403, 400],
  credentialUnknown: [401, 403],
  credentialDefective: [401, 403],
  scopeMissing: [403],
};

/** Statuses that HTTP has for other reasons: right as well, whatever else an operation declares. */
const OF_HTTP: Partial<Record<FailureKind, readonly number[]>> = {
  subjectUnknown: [404, 403, 410],
  bodyMissing: [400, 411, 415],
  bodyMalformed: [400],
  bodyTooLarge: [413],
  mediaTypeUnsupported: [415],
};

/** The statuses of a class that an operation declares: by name, by range (`4XX`), or by its `default`. */
export function declaredStatuses({ responses, openResponses }: Operation, digit: number): number[] {
  const ofClass = (status: number): boolean => Math.floor(status / 100) === digit;
  const named = [...responses.keys()].filter(ofClass);
  const isRest = digit >= 4 || named.length === 0;
  const isOpen = openResponses.has(`${digit}XX`) || (isRest && openResponses.has('default'));
  return isOpen ? Array.from({ length: 100 }, (_, index) => digit * 100 + index) : named;
}

/** Statuses in words: `200 or 204`, `400 to 499`. */
export function told(statuses: readonly number[]): string {
  return statuses.length > 9 ? `${statuses[0]} to ${statuses.at(-1)}` : statuses.join(' or ');
}

/** Those that say that the request is wrong, and not who makes it, or how often. */
const WRONG_REQUEST = (status: number): boolean => status >= 400 && status < 500 && ![401, 403, 429].includes(status);

/**
 * Statuses by which an operation of any contract may refuse for a reason: the declared ones that speak of it, those that
 * HTTP has for it, and where none is declared that fits every wrong request, what HTTP has for those. `isGuarded`: the
 * contract has operations that are not for everybody.
 */
export function statusesFor(kind: FailureKind, operation: Operation | undefined, isGuarded = false): readonly number[] {
  // Who calls may be looked at before where the request leads to.
  if (kind === 'methodNotAllowed') return [405, 404, 501, ...(isGuarded ? [401, 403] : [])];
  const declared = operation === undefined ? [] : declaredStatuses(operation, 4);
  const ofCallers = OF_CALLERS[kind];
  if (ofCallers !== undefined) {
    const fitting = declared.filter((status) => ofCallers.includes(status));
    return fitting.length > 0 ? fitting : [...ofCallers, ...declared.filter((status) => !ofCallers.includes(status))];
  }
  const isOfPath = kind === 'parameterInvalid' && operation?.parameters.some(({ in: place }) => place === 'path');
  const ofHttp = [...(OF_HTTP[kind] ?? []), ...(isOfPath ? [404] : [])];
  const fitting = declared.filter(WRONG_REQUEST);
  const isTold = fitting.some((status) => status === 400 || status === 422);
  return [...new Set([...fitting, ...ofHttp, ...(isTold ? [] : [400, 422])])].sort((one, other) => one - other);
}
