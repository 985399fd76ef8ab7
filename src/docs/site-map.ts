import { OPENAPI_FOLDER } from '../contract/sources.ts';
import { languagesOf } from './languages.ts';
import { ENGLISH } from './words.ts';

/** Which pages there are. */
export interface SiteMap {
  apis: readonly string[];
  /** English first. */
  languages: readonly string[];
}

/** One page: of an API, or (without one) the index. */
export interface Place {
  api?: string;
  language: string;
}

/** Everything that can be built of these APIs: every language that one of them speaks. */
export function siteMapOf(apis: readonly string[], folder = OPENAPI_FOLDER): SiteMap {
  return { apis, languages: [ENGLISH, ...new Set(apis.flatMap((api) => languagesOf(api, folder)))] };
}

/** Every page of the site, each language's index before its others. */
export function placesOf({ apis, languages }: SiteMap): Place[] {
  return languages.flatMap((language) => [{ language }, ...apis.map((api) => ({ api, language }))]);
}

/** The file of a page in the site: English at the top, other languages in folders of their own. */
export function fileOf({ api = 'index', language }: Place): string {
  return language === ENGLISH ? `${api}.html` : `${language}/${api}.html`;
}

/** How a page links to another, from a file or from a server alike. */
export function linkBetween(from: Place, to: Place): string {
  return `${from.language === ENGLISH ? '' : '../'}${fileOf(to)}`;
}
