import type { Account, PictureKey } from './records.ts';

const KEYS: readonly PictureKey[] = ['avatar', 'header'];

/** The account with its pictures at another place: `place` turns each URL, or path, into what shall stand there. */
export function withPictures(account: Account, place: (url: string) => string): Account {
  const placed = KEYS.map((key) => [
    [key, place(account[key])],
    [`${key}_static`, place(account[`${key}_static`])],
  ]);
  return { ...account, ...Object.fromEntries(placed.flat()) };
}
