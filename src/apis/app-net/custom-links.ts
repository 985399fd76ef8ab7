import type { components } from '../../../generated/app-net.d.ts';
import { invalidBody, type Refusal } from '../../contract/failures.ts';
import { type Address, urlOf } from './addresses.ts';
import { codePointCounter, codePointsOf, overlap, type Range } from './code-points.ts';

type SentDescription = components['schemas']['ProfileDescription'];

/** A text without Markdown, and what the user linked in it, in the order of the text. */
export interface LinkedText {
  text: string;
  links: Address[];
}

/** `[word](address)`, all of it. */
interface MarkdownLink extends Range {
  word: string;
  url: string;
}

/** `[word](address)`; each part ends where it can end, so that hostile texts take no longer than others. */
const MARKDOWN_LINK = /\[([^[\]]+)\]\(((?:[^\s()]|\([^\s()]*\))+)\)/g;

/**
 * What no schema can say of custom links: they lead to a host, lie in the text as it was sent, and overlap neither each
 * other nor a link in Markdown.
 */
export function linkRules({ text, entities }: SentDescription): Refusal | undefined {
  const links = entities?.links ?? [];
  const place = ['description', 'entities', 'links'];
  const lost = links.find(({ url }) => !URL.canParse(url));
  if (lost !== undefined) return invalidBody(place, `“${lost.url}” leads to no host.`);
  const { length } = codePointsOf(text);
  const outside = links.find(({ pos, len }) => pos + len > length);
  if (outside !== undefined) {
    const { pos, len } = outside;
    return invalidBody(place, `A link of ${len} at ${pos} ends behind the text, which has ${length} characters.`);
  }
  const markdown = entities?.parse_markdown_links === true ? markdownLinksIn(text.toWellFormed()) : [];
  return overlap([...links, ...markdown]) ? invalidBody(place, 'Links overlap.') : undefined;
}

/**
 * Takes the links out of a description that follows `linkRules`: of Markdown the word stays, and links behind it move up.
 * Surrogates without their partner become U+FFFD, lest they find one when a word comes beside another.
 */
export function linkedText({ text: sent, entities }: SentDescription): LinkedText {
  const text = sent.toWellFormed();
  const given = (entities?.links ?? []).map(({ url, pos, len }) => ({ url, pos, len }));
  if (entities?.parse_markdown_links !== true) return { text, links: inOrder(given) };
  const letters = codePointsOf(text);
  const pieces: string[] = [];
  const links: Address[] = [];
  let taken = 0;
  let gone = 0;
  for (const link of inOrder<Address | MarkdownLink>([...given, ...markdownLinksIn(text)])) {
    const pos = link.pos - gone;
    if (!('word' in link)) {
      links.push({ ...link, pos });
      continue;
    }
    const { length } = codePointsOf(link.word);
    links.push({ url: link.url, pos, len: length });
    pieces.push(letters.slice(taken, link.pos).join(''), link.word);
    taken = link.pos + link.len;
    gone += link.len - length;
  }
  return { text: [...pieces, letters.slice(taken).join('')].join(''), links };
}

function markdownLinksIn(text: string): MarkdownLink[] {
  const countBefore = codePointCounter(text);
  return [...text.matchAll(MARKDOWN_LINK)].flatMap(({ 0: whole, 1: word = '', 2: address = '', index }) => {
    const url = urlOf(address);
    if (url === undefined) return [];
    const pos = countBefore(index);
    return [{ word, url, pos, len: countBefore(index + whole.length) - pos }];
  });
}

function inOrder<T extends Range>(ranges: T[]): T[] {
  return ranges.sort((one, other) => one.pos - other.pos);
}
