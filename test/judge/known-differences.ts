import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { JUDGES, type Judge, type JudgeFinding } from './finding.ts';

/** Something that a judge says and that is right all the same. `*` stands for any text in `operation`. */
export interface KnownDifference {
  judge: Judge;
  api: string;
  operation: string;
  check: string;
  /** A regular expression, somewhere in what the finding says. */
  match: string;
  reason: string;
  /** Where it can be read up that we are right. */
  link: string;
}

const KEYS = ['judge', 'api', 'operation', 'check', 'match', 'reason', 'link'] as const;

/** What a run has been about; an entry about anything else cannot be unused. */
export interface Scope {
  judges: readonly Judge[];
  apis: readonly string[];
}

/** How a list of known differences differs from what was found; both are empty when it is true. */
export interface Comparison {
  /** Found, and not in the list. */
  unknown: JudgeFinding[];
  /** In the list, and not found. */
  unused: KnownDifference[];
}

/** Holds a list of known differences against findings. Each entry that excuses one is used, be it not alone. */
export function compared(
  findings: readonly JudgeFinding[],
  known: readonly KnownDifference[],
  { judges, apis }: Scope,
): Comparison {
  const excuses = known.map((difference) => ({ difference, isAbout: matcherOf(difference), used: false }));
  const unknown = findings.filter((finding) => {
    const fitting = excuses.filter(({ isAbout }) => isAbout(finding));
    for (const excuse of fitting) excuse.used = true;
    return fitting.length === 0;
  });
  const unused = excuses.flatMap(({ difference, used }) => (used ? [] : [difference]));
  return {
    unknown,
    unused: unused.filter(({ judge, api }) => judges.includes(judge) && apis.includes(api)),
  };
}

/**
 * Reads such a list: YAML, an entry for each difference.
 * @throws Error naming the entry that is not whole, has a word too many, or a pattern that is none.
 */
export function knownDifferencesIn(file: string): KnownDifference[] {
  const entries = (parse(readFileSync(file, 'utf8')) ?? []) as Record<string, unknown>[];
  return entries.map((entry, index) => {
    const wrong = problemOf(entry);
    if (wrong !== undefined) throw new Error(`${file}: entry ${index + 1} ${wrong}.`);
    return entry as unknown as KnownDifference;
  });
}

function problemOf(entry: Record<string, unknown>): string | undefined {
  const missing = KEYS.find((key) => typeof entry[key] !== 'string' || entry[key] === '');
  if (missing !== undefined) return `has no “${missing}”`;
  const strange = Object.keys(entry).find((key) => !KEYS.includes(key as (typeof KEYS)[number]));
  if (strange !== undefined) return `has “${strange}”; there are ${KEYS.join(', ')}`;
  const { judge, match, link } = entry as unknown as KnownDifference;
  if (!JUDGES.includes(judge)) return `has the judge “${judge}”; there are ${JUDGES.join(', ')}`;
  if (!URL.canParse(link)) return `has a link that is no address: ${link}`;
  try {
    new RegExp(match);
  } catch (error) {
    return `has a match that is no regular expression: ${(error as Error).message}`;
  }
  return undefined;
}

function matcherOf({ judge, api, operation, check, match }: KnownDifference): (finding: JudgeFinding) => boolean {
  const literals = operation.split('*').map((literal) => literal.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  const operations = new RegExp(`^${literals.join('.*')}$`, 's');
  const texts = new RegExp(match, 's');
  return (finding) =>
    finding.judge === judge &&
    finding.api === api &&
    finding.check === check &&
    operations.test(finding.operation) &&
    texts.test(finding.text);
}
