import { LRUCache } from 'lru-cache';
import type { Contract } from './contract.ts';
import { type ApiRequest, headerValue } from './request.ts';

/** The language of the examples' own texts. */
const DEFAULT = 'en';

/** Languages of one header that are looked at. */
const MAX_WISHES = 32;

/** One entry of `Accept-Language`: a language range and its weight (RFC 9110, section 12.5.4). */
const WISH = /^[ \t]*([a-z]{1,8}(?:-[a-z\d]{1,8})*|\*)[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i;

/**
 * In which of its contract's languages the caller wants to be told a failure: the query parameter `lang`, else
 * `Accept-Language` (facts sheet 1.1). Undefined for English, and where nothing is asked for that there is.
 */
export function languageOf({
  contract: { languages },
  query,
  headers,
}: Pick<ApiRequest, 'query' | 'headers'> & { contract: Pick<Contract, 'languages'> }): string | undefined {
  if (languages.length === 0) return undefined;
  const asked = query.get('lang');
  const wishes = [...(asked === null ? [] : [asked]), ...wishesIn(headerValue(headers, 'accept-language') ?? '')];
  const available = [DEFAULT, ...languages];
  for (const wish of wishes) {
    const found = wish === '*' ? DEFAULT : available.find((one) => isWritten(one, wish));
    if (found !== undefined) return found === DEFAULT ? undefined : found;
  }
  return undefined;
}

/** The ranges of an `Accept-Language`, the most wanted first; what cannot be read is passed over. */
function wishesIn(text: string): string[] {
  return text
    .split(',', MAX_WISHES)
    .flatMap((entry) => {
      const [, range, weight = '1'] = WISH.exec(entry) ?? [];
      return range === undefined || Number(weight) === 0 ? [] : [{ range, weight: Number(weight) }];
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ range }) => range);
}

/** Whether who reads the one reads the other: one language in one script, `zh` and `zh-Hans-CN` but not `zh-TW`. */
function isWritten(available: string, wish: string): boolean {
  const writing = writingOf(wish);
  return writing !== '' && writing === writingOf(available);
}

/** Tags that were looked up; Intl takes its time for each. */
const writings = new LRUCache<string, string>({ max: 500 });

/** Longer than any tag in use (RFC 5646, section 4.4.1). */
const MAX_TAG = 35;

/** Language and script of a tag, `zh-Hans`; empty for what is no tag. */
function writingOf(tag: string): string {
  const known = writings.get(tag);
  if (known !== undefined || tag.length > MAX_TAG) return known ?? '';
  let writing = '';
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    writing = `${language}-${script}`;
  } catch {
    // What is no tag is in no language.
  }
  writings.set(tag, writing);
  return writing;
}
