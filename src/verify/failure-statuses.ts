import type { Operation } from '../contract/contract.ts';
import type { FailureKind } from '../contract/failures.ts';

/** Statuses that HTTP has for who may do what (RFC 9110), where no failure table says which the API has. */
const USUAL: Partial<Record<FailureKind, readonly number[]>> = {
  methodNotAllowed: [405],
  credentialMissing: [401],
  credentialMalformed: [401, 400],
  credentialUnknown: [401, 403],
  credentialDefective: [401, 403],
  scopeMissing: [403],
  subjectUnknown: [404, 403, 410],
};

/** The statuses of a class that an operation declares: by name, by range (`4XX`), or by its `default`. */
export function declaredStatuses({ responses, openResponses }: Operation, digit: number): number[] {
  const ofClass = (status: number): boolean => Math.floor(status / 100) === digit;
  const named = [...responses.keys()].filter(ofClass);
  const isOpen = openResponses.has(`${digit}XX`) || (named.length === 0 && openResponses.has('default'));
  return isOpen ? Array.from({ length: 100 }, (_, index) => digit * 100 + index) : named;
}

/** Statuses in words: `200 or 204`, `400 to 499`. */
export function told(statuses: readonly number[]): string {
  return statuses.length > 9 ? `${statuses[0]} to ${statuses.at(-1)}` : statuses.join(' or ');
}

/** Those that say that the request is wrong, and not who makes it, or how often. */
const WRONG_REQUEST = (status: number): boolean => status >= 400 && status < 500 && ![401, 403, 429].includes(status);

/**
 * Statuses by which an operation of any contract may refuse for a reason: the usual ones that it declares, or else any
 * declared one that speaks of wrong requests. Where it declares none of them, what HTTP has.
 */
export function statusesFor(kind: FailureKind, operation: Operation | undefined): readonly number[] {
  const declared = operation === undefined ? [] : declaredStatuses(operation, 4);
  const usual = USUAL[kind] ?? [];
  const fitting = declared.filter((status) => usual.includes(status));
  if (fitting.length > 0) return fitting;
  const who = kind.startsWith('credential') || kind === 'scopeMissing';
  const others = declared.filter((status) => (who ? status >= 400 && status < 500 : WRONG_REQUEST(status)));
  if (kind === 'methodNotAllowed') return [405, 404, 501];
  return others.length > 0 ? others : [...usual, 400, 422];
}
