import { remembering } from './remembering.ts';

/** Stands for no region in particular, as in the recorded `ar_AA` (facts sheet 2.4). */
const NO_REGION = 'AA';

/** Whether there are such a language and, if it is named, such a region: `en`, `en_US`, `en-US`. */
export const isLocale = remembering((locale) => {
  const [language, region = NO_REGION] = partsOf(locale);
  const isNamed = (type: 'language' | 'region', code: string): boolean =>
    new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code) !== undefined;
  return isNamed('language', language) && (region === NO_REGION || isNamed('region', region));
});

/** The locale in the form `en_US`; a bare language gets its usual region. */
export function localeOf(sent: string): string {
  const [language, region = usualRegion(language)] = partsOf(sent);
  return `${language}_${region}`;
}

function partsOf(locale: string): [language: string, region?: string] {
  return locale.split(/[_-]/) as [string, string?];
}

function usualRegion(language: string): string {
  const { region } = new Intl.Locale(language).maximize();
  // Of Esperanto and the like it is the world, 001.
  return region !== undefined && /^[A-Z]{2}$/.test(region) ? region : NO_REGION;
}
