import { LRUCache } from 'lru-cache';

/** Names that were looked up; Intl takes its time for each. */
const REMEMBERED = 500;

const known = new LRUCache<string, boolean>({ max: REMEMBERED });

/** Whether it is a name of the tz database, links such as `US/Central` among them; no offsets. */
export function isTimeZone(name: string): boolean {
  const verdict = known.get(name) ?? isKnown(name);
  known.set(name, verdict);
  return verdict;
}

function isKnown(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
