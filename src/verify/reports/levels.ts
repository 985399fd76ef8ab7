import type { Coverage } from '../coverage/coverage.ts';

/** One level of coverage, ready to be shown. */
export interface Level {
  level: number;
  /** What it counts: `operation`, `status`, … */
  kinds: string[];
  covered: number;
  of: number;
  /** Whole per cent, rounded down: 100 is all of it. */
  percent: number;
}

/** The levels of a run's coverage. Where nothing is asked for, all of it is covered. */
export function levelsOf({ levels, criteria }: Coverage): Level[] {
  return levels.map(({ level, covered, of }) => ({
    level,
    kinds: [...new Set(criteria.filter((one) => one.level === level).map(({ kind }) => kind))],
    covered,
    of,
    percent: of === 0 ? 100 : Math.floor((covered / of) * 100),
  }));
}
