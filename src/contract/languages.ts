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
  const [one, other] = [localeOf(available), localeOf(wish)];
  return other !== undefined && one?.language === other.language && one.script === other.script;
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}
