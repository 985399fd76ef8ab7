import type { components } from '../../../generated/app-net.d.ts';
import { type Address, addressesIn, shows } from './addresses.ts';
import { codePointCounter, codePointsOf, type Range } from './code-points.ts';
import type { LinkedText } from './custom-links.ts';
import type { Usernames } from './usernames.ts';

/** What was found in a text; all three arrays, as recorded answers have them (facts sheet 2.4). */
export type Entities = Required<components['schemas']['Entities']>;

interface Found extends Range {
  /** Characters that the server inserts behind it. */
  inserted?: string;
  /** Adds the entity, which now begins at `pos`. */
  tell(entities: Entities, pos: number): void;
}

const WORD = String.raw`\p{L}\p{M}\p{N}_`;
const MENTION = new RegExp(`(?<![${WORD}@#])@([A-Za-z0-9_]{1,20})(?![${WORD}])`, 'gu');
const HASHTAG = new RegExp(`(?<![${WORD}@#])#([${WORD}]+)`, 'gu');

/**
 * Finds links, mentions of known users and hashtags in a text. Where they would overlap, a custom link goes before an
 * address, and both before mentions and hashtags. Behind a custom link whose words do not show its domain stands
 * ` [domain]` in the text that comes back, and positions count with it (facts sheet 2.7).
 */
export function entitiesIn(
  { text, links }: LinkedText,
  automatic: boolean,
  usernames: Usernames,
): { text: string; entities: Entities } {
  const letters = codePointsOf(text);
  const candidates = [
    ...links.map((link) => customLink(link, wordsAt(letters, link))),
    ...(automatic ? addressesIn(text) : []).map((link) => linkFound(link, wordsAt(letters, link))),
    ...mentionsIn(text, usernames),
    ...hashtagsIn(text),
  ];
  const entities: Entities = { mentions: [], hashtags: [], links: [] };
  const pieces: string[] = [];
  let taken = 0;
  let added = 0;
  for (const found of withoutOverlap(candidates, letters.length)) {
    found.tell(entities, found.pos + added);
    if (found.inserted === undefined) continue;
    const end = found.pos + found.len;
    pieces.push(letters.slice(taken, end).join(''), found.inserted);
    taken = end;
    added += codePointsOf(found.inserted).length;
  }
  return { text: [...pieces, letters.slice(taken).join('')].join(''), entities };
}

/** Those whose place nobody before them has, in the order of the text. */
function withoutOverlap(candidates: Found[], length: number): Found[] {
  const isTaken = new Uint8Array(length);
  return candidates
    .filter(({ pos, len }) => {
      const place = isTaken.subarray(pos, pos + len);
      const isFree = !place.includes(1);
      if (isFree) place.fill(1);
      return isFree;
    })
    .sort((one, other) => one.pos - other.pos);
}

function wordsAt(letters: string[], { pos, len }: Range): string {
  return letters.slice(pos, pos + len).join('');
}

function customLink(link: Address, words: string): Found {
  if (shows(words, link.url)) return linkFound(link, words);
  return linkFound(link, words, ` [${new URL(link.url).hostname}]`);
}

function linkFound({ url, pos, len }: Address, text: string, inserted?: string): Found {
  const amended = inserted === undefined ? {} : { amended_len: len + codePointsOf(inserted).length };
  return {
    pos,
    len,
    ...(inserted === undefined ? {} : { inserted }),
    tell: ({ links }, start) => links.push({ url, text, pos: start, len, ...amended }),
  };
}

function mentionsIn(text: string, usernames: Usernames): Found[] {
  return [...matchesIn(text, MENTION)].flatMap(({ word, pos, len }): Found[] => {
    const user = usernames.get(word.toLowerCase());
    return user === undefined
      ? []
      : [{ pos, len, tell: ({ mentions }, start) => mentions.push({ ...user, pos: start, len }) }];
  });
}

function hashtagsIn(text: string): Found[] {
  return [...matchesIn(text, HASHTAG)].map(({ word, pos, len }) => ({
    pos,
    len,
    tell: ({ hashtags }, start) => hashtags.push({ name: word.toLowerCase(), pos: start, len }),
  }));
}

function* matchesIn(text: string, pattern: RegExp): Generator<Range & { word: string }> {
  const countBefore = codePointCounter(text);
  for (const { 0: whole, 1: word = '', index } of text.matchAll(pattern)) {
    const pos = countBefore(index);
    yield { word, pos, len: countBefore(index + whole.length) - pos };
  }
}
