import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Contract, contractOf } from '../contract/contract.ts';
import { bundledDocument } from '../contract/sources.ts';
import { indexPage } from './index-page.ts';
import { applied, languagesOf, readOverlay } from './overlay.ts';
import { pageDocument } from './page-document.ts';
import { pageTemplate } from './page-template.ts';
import { redocPage } from './redoc.ts';
import { ENGLISH, wordsOf } from './words.ts';

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
export function siteMapOf(apis: readonly string[]): SiteMap {
  return { apis, languages: [ENGLISH, ...new Set(apis.flatMap(languagesOf))] };
}

/** The file of a page in the site: English at the top, other languages in folders of their own. */
export function fileOf({ api = 'index', language }: Place): string {
  return language === ENGLISH ? `${api}.html` : `${language}/${api}.html`;
}

/** How a page links to another, from a file or from a server alike. */
export function linkBetween(from: Place, to: Place): string {
  return `${from.language === ENGLISH ? '' : '../'}${fileOf(to)}`;
}

/**
 * Writes the site: for each language its index and one page for each API. `report` hears of every file.
 * @throws Error when a translation does not fit its contract, or Redoc fails.
 */
export async function buildSite(map: SiteMap, out: string, report: (file: string) => void): Promise<void> {
  const write = async (place: Place, text: string): Promise<void> => {
    const file = join(out, fileOf(place));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    report(file);
  };
  const folder = await mkdtemp(join(tmpdir(), 'portrait-docs-'));
  try {
    const jobs: (() => Promise<void>)[] = [];
    for (const language of map.languages) {
      const contracts = await Promise.all(map.apis.map((api) => translated(api, language)));
      await write({ language }, indexPage(map, contracts, language));
      for (const contract of contracts) {
        const place = { api: contract.api, language };
        jobs.push(async () => write(place, await apiPage(map, contracts, contract, language, folder)));
      }
    }
    await allOf(jobs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function translated(api: string, language: string): Promise<Contract> {
  const document = bundledDocument(api);
  const speaks = languagesOf(api).includes(language);
  return contractOf(api, speaks ? await applied(document, readOverlay(api, language)) : document);
}

function apiPage(map: SiteMap, contracts: Contract[], contract: Contract, language: string, folder: string) {
  const template = pageTemplate(map, contracts, { api: contract.api, language });
  const document = pageDocument(contract, wordsOf(language));
  return redocPage(document, template, folder, `${contract.api}-${language}`);
}

/** As many at once as there are processors: each is a process. */
async function allOf(jobs: (() => Promise<void>)[]): Promise<void> {
  const left = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}
