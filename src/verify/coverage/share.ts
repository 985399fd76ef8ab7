import type { Coverage } from './coverage.ts';

/** What share of all criteria is covered, from 0 to 1; 1 where there are none. */
export function shareOf({ criteria }: Pick<Coverage, 'criteria'>): number {
  if (criteria.length === 0) return 1;
  return criteria.filter(({ covered }) => covered).length / criteria.length;
}
