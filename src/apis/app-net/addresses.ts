import { createRequire } from 'node:module';
import type { LinkifyIt } from 'linkify-it';
import { codePointCounter, type Range } from './code-points.ts';

/** An address in a text, and the URL that it stands for. */
export interface Address extends Range {
  url: string;
}

const require = createRequire(import.meta.url);

let known: LinkifyIt | undefined;

/** Addresses on the web, with or without `http://`; no mail, no other scheme. Loaded at the first text. */
function linkify(): LinkifyIt {
  if (known !== undefined) return known;
  const linkifyIt: typeof import('linkify-it') = require('linkify-it');
  // All top-level domains: the package is nothing but their list as JSON.
  const tlds: string[] = require('tlds');
  known = new linkifyIt.LinkifyIt({ fuzzyLink: true, tlds }).add('mailto:', null).add('ftp:', null);
  return known;
}

/** Finds the addresses in a text, bare domains among them: `App.net` leads to `http://App.net` (facts sheet 2.7). */
export function addressesIn(text: string): Address[] {
  const countBefore = codePointCounter(text);
  return (linkify().match(text) ?? []).flatMap(({ schema, index, lastIndex, url }) => {
    const written = uriOf(url);
    // `#app.net` is a hashtag.
    if (written === undefined || (schema === '' && text[index - 1] === '#')) return [];
    const pos = countBefore(index);
    return [{ pos, len: countBefore(lastIndex) - pos, url: written }];
  });
}

/** Where a text leads that is an address and nothing else. */
export function urlOf(text: string): string | undefined {
  const [match] = linkify().match(text) ?? [];
  return match?.raw === text ? uriOf(match.url) : undefined;
}

/** Whether people who read the text see the host that the URL leads to; `www.` and case do not matter. */
export function shows(text: string, url: string): boolean {
  const shown = URL.parse(/^https?:/i.test(text) ? text : `http://${text}`);
  // In `example.com@elsewhere.net` the eye stops too early.
  return shown !== null && shown.username === '' && bareHost(shown) === bareHost(new URL(url));
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^www\./, '');
}

/** The URL as it came if it is a URI (RFC 3986), else with everything escaped that may not be in one. */
function uriOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return undefined;
  const isAscii = /^https?:\/\/[\w.:-]+(?:[/?#]|$)/i.test(url);
  return url.replace(/^([^/]*\/\/[^/?#]*)([^#]*)(#?)(.*)$/s, (_, origin, path, hash, fragment) =>
    [isAscii ? origin : parsed.origin, escaped(path), hash, escaped(fragment)].join(''),
  );
}

/** Characters that may not stand in the path, query or fragment of a URI, and percent signs that escape nothing. */
const NOT_OF_URI = /%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/giu;

function escaped(text: string): string {
  return text.replace(NOT_OF_URI, encodeURIComponent);
}
