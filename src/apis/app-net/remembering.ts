import { LRUCache } from 'lru-cache';

/** Names that were looked up; Intl takes its time for each. */
const REMEMBERED = 500;

/** Judges each name once. */
export function remembering(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new LRUCache<string, boolean>({ max: REMEMBERED, memoMethod: judge });
  return (name) => known.memo(name);
}
