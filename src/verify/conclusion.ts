import type { Shut } from './admissions.ts';
import type { Coverage } from './coverage/coverage.ts';
import { shareOf } from './coverage/share.ts';
import type { Summary } from './finding.ts';
import { levelsOf } from './reports/levels.ts';
import { countOf } from './reports/wording.ts';

/** What a run comes to: the contract is held, it is not, too little was covered, it cannot be told, it was cut short. */
export type Outcome = 'held' | 'broken' | 'uncovered' | 'unknown' | 'interrupted';

export interface Conclusion {
  outcome: Outcome;
  /** A sentence without its stop: `The contract is held`. */
  text: string;
  /** What else is to be said of it, and the way out; a sentence each. */
  more: readonly string[];
}

/** What it is concluded from. */
export interface Evidence extends Pick<Summary, 'findings' | 'tallies'> {
  coverage: Coverage;
  /** Operations of which good requests were answered; and those of them that let none in. */
  asked: number;
  shut: readonly Shut[];
  isInterrupted: boolean;
  /** Whether the run ended before everything was tried (`--max-time`). */
  isTimeOver: boolean;
  /** Per cent of what the contracts declare that has to be covered. */
  minCoverage?: number | undefined;
}

/** The one place that says what a run comes to; all reports and the exit status repeat it. */
export function conclusionOf(evidence: Evidence): Conclusion {
  const { findings, tallies, isInterrupted, shut } = evidence;
  const found = countOf(findings.length, 'finding');
  if (isInterrupted)
    return { outcome: 'interrupted', text: `Interrupted before everything was tried: ${found} so far`, more: [] };
  const lack = lackOf(evidence);
  if (findings.length > 0)
    return { outcome: 'broken', text: `The contract is broken: ${found}`, more: lack === undefined ? [] : [lack] };
  if (tallies.length === 0) return { outcome: 'unknown', text: 'Nothing was checked', more: [] };
  if (shut.length > 0) return unknown(evidence);
  if (lack !== undefined)
    return { outcome: 'uncovered', text: 'Less was covered than demanded; no finding in what was tried', more: [lack] };
  const text = evidence.isTimeOver ? 'No finding in what was tried before time was over' : 'The contract is held';
  return { outcome: 'held', text, more: [] };
}

function unknown({ asked, shut }: Evidence): Conclusion {
  const isNothing = shut.length === asked;
  const because = shut.some(({ wayOut }) => wayOut.length > 0)
    ? 'for want of a credential'
    : 'with the credentials that were given';
  const text = isNothing
    ? `Nothing could be found out, because no good request was let in ${because}`
    : `Not everything could be found out, because ${shut.length} of ${asked} operations let no good request in ${because}`;
  const options = optionsFor(shut);
  const others = isNothing ? '' : ', or choose what can be tried: --operation ID';
  const more = options.length === 0 ? [] : [`Say who asks: ${options.join(' ')}${others}.`];
  return { outcome: 'unknown', text, more };
}

/** What is lacking to the share that was demanded, level by level. */
function lackOf({ coverage, minCoverage = 0 }: Evidence): string | undefined {
  const percent = shareOf(coverage) * 100;
  if (percent >= minCoverage) return undefined;
  const levels = levelsOf(coverage).map((one) => `TCL ${one.level} ${one.percent} %`);
  const share = Math.floor(percent * 10) / 10;
  return `Covered were ${share} % of what the contracts declare, demanded ${minCoverage} % (--min-coverage): ${levels.join(', ')}.`;
}

/** What was left out of operations that let nobody in, by what would let somebody in. */
export function shutNotes(shut: readonly Shut[]): string[] {
  const groups = Map.groupBy(shut, ({ wayOut }) => wayOut.join(' '));
  return [...groups].map(([wayOut, some]) => {
    const names = some.map(({ operation }) => operation.id).join(', ');
    const why = wayOut === '' ? 'every good request was turned away' : `no credential was given: ${wayOut}`;
    return `All that only a good caller sees of ${countOf(some.length, 'operation')} (${names}), since ${why}`;
  });
}

function optionsFor(shut: readonly Shut[]): string[] {
  return [...new Set(shut.flatMap(({ wayOut }) => wayOut))];
}
