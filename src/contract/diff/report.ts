import { relative } from 'node:path';
import { styleText } from 'node:util';
import { nameOf } from '../json-pointer.ts';
import type { Rating } from './change.ts';
import type { PlacedChange, Verdict } from './gate.ts';

const SIGNS: Record<Rating, string> = { breaking: '✖', risky: '▲', safe: '✔' };
const COLOURS: Record<Rating, 'red' | 'yellow' | 'green'> = { breaking: 'red', risky: 'yellow', safe: 'green' };

/** How many safe changes are told of one contract. */
const SAFE_SHOWN = 5;

/** The verdicts for a person at a terminal. Colours are there only when standard output shows them. */
export function report(verdicts: readonly Verdict[], root: string, isFull: boolean): string {
  const unchanged = verdicts.filter(({ status }) => status === 'unchanged').map(({ api }) => api);
  const parts = verdicts.filter(({ status }) => status !== 'unchanged').map((verdict) => told(verdict, root, isFull));
  if (unchanged.length > 0) parts.push(`${styleText('dim', 'unchanged')}  ${unchanged.join(', ')}`);
  return `${parts.join('\n\n')}\n`;
}

function told(verdict: Verdict, root: string, isFull: boolean): string {
  const { changes, wants } = verdict;
  const safe = changes.filter(({ rating }) => rating === 'safe');
  const shown = changes.filter((change) => isFull || change.rating !== 'safe' || safe.indexOf(change) < SAFE_SHOWN);
  const more = changes.length - shown.length;
  return [
    styleText('bold', headline(verdict)),
    ...shown.flatMap((change) => lines(change, root)),
    ...(more > 0 ? [`  … and ${more} more safe ones (--all shows them)`] : []),
    ...wants.flatMap(({ what, wayOut, file, line }) => [
      `  ${styleText('red', 'wanted')}  ${what}`,
      `          ${wayOut} ${styleText('dim', `${relative(root, file)}:${line}`)}`,
    ]),
    ...(wants.length === 0 ? [`  ${styleText('green', 'fine')}: version and changelog say so.`] : []),
  ].join('\n');
}

/** One line on a contract: its name, its versions, how many changes of which kind. */
export function headline({ api, status, from, to, changes }: Verdict): string {
  if (status === 'removed') return `${api}: gone`;
  if (status === 'new') return `${api} ${to}: new`;
  const count = (rating: Rating) => changes.filter((change) => change.rating === rating).length;
  const counts = (['breaking', 'risky', 'safe'] as const).filter(count).map((rating) => `${count(rating)} ${rating}`);
  return `${api} ${from === to ? from : `${from} → ${to}`}: ${counts.join(', ') || 'another version only'}`;
}

function lines({ rating, what, where, rule, place }: PlacedChange, root: string): string[] {
  const sign = styleText(COLOURS[rating], `${SIGNS[rating]} ${rating.padEnd(8)}`);
  const source = `${relative(root, place.file)}:${place.line}`;
  return [`  ${sign}  ${spoken(where)}`, `              ${what} ${styleText('dim', `(${rule}) ${source}`)}`];
}

/** A pointer as people say it: `PUT /users/me parameters/2/schema/default`. */
export function spoken(where: string): string {
  const [first, ...keys] = where.split('/').slice(1);
  const plain = keys.map(nameOf);
  if (first !== 'paths') return [first, ...plain].join('/');
  const [path, method, ...rest] = plain;
  if (method === undefined) return path ?? '';
  return [method === 'parameters' ? 'every operation of' : method.toUpperCase(), path, rest.join('/')].join(' ').trim();
}
