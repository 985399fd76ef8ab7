import { codePointsOf, type Range } from './code-points.ts';
import type { Entities } from './entities.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '<br>',
  '\r': '&#13;',
};

/** A part of the text with its tags around it. */
interface Marked extends Range {
  open: string;
  close: string;
}

/** A description as HTML (facts sheet 2.7). Nothing of the text or of a URL is taken for markup. */
export function htmlOf(text: string, { mentions, hashtags, links }: Entities): string {
  const letters = codePointsOf(text);
  const marked: Marked[] = [
    ...mentions.map(({ pos, len, id, name }) => ({
      pos,
      len,
      open: `<span itemprop="mention" data-mention-id="${escaped(id)}" data-mention-name="${escaped(name)}">`,
      close: '</span>',
    })),
    ...hashtags.map(({ pos, len, name }) => ({
      pos,
      len,
      open: `<span itemprop="hashtag" data-hashtag-name="${escaped(name)}">`,
      close: '</span>',
    })),
    ...links.map(({ pos, len, url }) => ({ pos, len, open: `<a href="${escaped(url)}">`, close: '</a>' })),
  ];
  const between = (start: number, end?: number): string => escaped(letters.slice(start, end).join(''));
  const pieces: string[] = [];
  let told = 0;
  for (const { pos, len, open, close } of marked.sort((one, other) => one.pos - other.pos)) {
    pieces.push(between(told, pos), open, between(pos, pos + len), close);
    told = pos + len;
  }
  return `<span itemscope="https://app.net/schemas/Post">${pieces.join('')}${between(told)}</span>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"'\n\r]/g, (character) => ESCAPES[character] as string);
}
