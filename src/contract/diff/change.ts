/**
 * `breaking`: a caller who kept to the old contract can fail. `risky`: every promise is kept, yet somebody may be taken by
 * surprise: a new failure, other test data, a weaker provenance. `safe`: neither.
 */
export type Rating = 'breaking' | 'risky' | 'safe';

/** The part of a version that a change raises at least (semver). */
export type Bump = 'major' | 'minor' | 'patch';

/** From harmless to harmful. */
export const RATINGS: readonly Rating[] = ['safe', 'risky', 'breaking'];

const BUMPS: readonly Bump[] = ['patch', 'minor', 'major'];

/** What a rule says of a difference. */
export interface Judgement {
  rating: Rating;
  bump: Bump;
  /** A sentence for people. */
  what: string;
  /** Name of the rule: Redocly's, or the file of ours. */
  rule: string;
  /** Of a list that is judged as a whole: the item that is meant. */
  at?: number;
}

/** A judged difference between two versions of a contract. */
export interface Change extends Omit<Judgement, 'at'> {
  /** JSON pointer with `#` to what changed, `$ref`s followed: `#/paths/~1users~1me/put/…`. */
  where: string;
}

/** Breaking changes raise the major version. */
export function breaking(rule: string, what: string): Judgement {
  return { rating: 'breaking', bump: 'major', rule, what };
}

/** Risky changes raise the minor version, so that they are read about. */
export function risky(rule: string, what: string): Judgement {
  return { rating: 'risky', bump: 'minor', rule, what };
}

/** Safe changes that allow or promise more. */
export function additive(rule: string, what: string): Judgement {
  return { rating: 'safe', bump: 'minor', rule, what };
}

/** Safe changes of words only. */
export function wording(rule: string, what: string): Judgement {
  return { rating: 'safe', bump: 'patch', rule, what };
}

/** A judgement at its place. */
export function placed({ at, ...judgement }: Judgement, where: string): Change {
  return { ...judgement, where: at === undefined || at < 0 ? where : `${where}/${at}` };
}

/** The worst rating of some changes; nothing when there are none. */
export function worstOf(changes: readonly Change[]): Rating | undefined {
  return RATINGS.findLast((rating) => changes.some((change) => change.rating === rating));
}

/** The bump that some changes take; nothing when there are none. */
export function bumpOf(changes: readonly Change[]): Bump | undefined {
  return BUMPS.findLast((bump) => changes.some((change) => change.bump === bump));
}

/** What is in the first list, and not in the second. */
export function missingIn(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((item) => !after.includes(item));
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
