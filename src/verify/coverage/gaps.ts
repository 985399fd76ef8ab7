import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Coverage, Criterion } from './coverage.ts';
import { KINDS, type Kind } from './ledger.ts';

/** Something that a run cannot cover, and why not. `*` stands for any text in `operation` and `name`. */
export interface KnownGap {
  api: string;
  kind: Kind;
  /** The operationId; of a path the path. */
  operation: string;
  name: string;
  reason: string;
}

/** How a list of known gaps differs from what a run left uncovered; both lists are empty when it is true. */
export interface GapDifference {
  /** Not covered, and not in the list: `<api> <operationId>: status 500`. */
  unknown: string[];
  /** In the list, and yet covered, or nowhere in the contracts. */
  stale: string[];
}

/** Holds a list of known gaps against a run. */
export function gapDifference({ criteria }: Coverage, known: readonly KnownGap[]): GapDifference {
  const open = criteria.filter(({ covered }) => !covered);
  return {
    unknown: open.filter((criterion) => !known.some((gap) => isAbout(gap, criterion))).map(shown),
    stale: known.filter((gap) => !open.some((criterion) => isAbout(gap, criterion))).map(shown),
  };
}

/**
 * Reads such a list: YAML, an entry for each gap.
 * @throws Error naming the entry that is not whole, or of no kind that there is.
 */
export function knownGapsIn(file: string): KnownGap[] {
  const entries = (parse(readFileSync(file, 'utf8')) ?? []) as Partial<KnownGap>[];
  return entries.map((entry, index) => {
    const { api, kind, operation, name, reason } = entry;
    const missing = Object.entries({ api, kind, operation, name, reason }).find(([, value]) => !value);
    if (missing !== undefined) throw new Error(`${file}: entry ${index + 1} has no “${missing[0]}”.`);
    if (kind === undefined || !KINDS.includes(kind)) {
      throw new Error(`${file}: entry ${index + 1} has the kind “${kind}”; there are ${KINDS.join(', ')}.`);
    }
    return { api, kind, operation, name: String(name), reason } as KnownGap;
  });
}

function isAbout(gap: KnownGap, { api, kind, operation, name }: Criterion): boolean {
  return gap.api === api && gap.kind === kind && isLike(gap.operation, operation) && isLike(gap.name, name);
}

function isLike(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text;
  const literals = pattern.split('*').map((literal) => literal.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return pattern === text || new RegExp(`^${literals.join('.*')}$`, 's').test(text);
}

function shown({ api, kind, operation, name }: KnownGap | Criterion): string {
  return `${api} ${operation}: ${kind} ${name}`;
}
