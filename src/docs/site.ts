import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Contract, contractOf } from '../contract/contract.ts';
import type { Document } from '../contract/document.ts';
import { indexPage } from './index-page.ts';
import { languagesOf } from './languages.ts';
import { applied, readOverlay } from './overlay.ts';
import { pageDocument } from './page-document.ts';
import { pageTemplate } from './page-template.ts';
import { redocPage } from './redoc.ts';
import { redocProcess } from './redoc-process.ts';
import { fileOf, type Place, type SiteMap } from './site-map.ts';
import { wordsOf } from './words.ts';

/** What a site is made from. */
export interface SiteSources {
  /** The bundle of each API. */
  documents: ReadonlyMap<string, Document>;
  /** The folder of the contracts, for their translations and changelogs. */
  folder: string;
}

/**
 * Writes the site: for each language its index and one page for each API. `report` hears of every file.
 * @throws Error when a translation does not fit its contract, or Redoc fails.
 */
export async function buildSite(
  map: SiteMap,
  sources: SiteSources,
  out: string,
  report: (file: string) => void,
): Promise<void> {
  const write = async (place: Place, text: string): Promise<void> => {
    const file = join(out, fileOf(place));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    report(file);
  };
  const folder = await mkdtemp(join(tmpdir(), 'portrait-docs-'));
  const redoc = redocProcess(folder);
  try {
    for (const language of map.languages) {
      const contracts = await Promise.all(map.apis.map((api) => translated(sources, api, language)));
      await write({ language }, indexPage(map, contracts, language));
      for (const contract of contracts) {
        const place = { api: contract.api, language };
        const template = pageTemplate(map, contracts, place);
        const document = pageDocument(contract, wordsOf(language), sources.folder);
        await write(place, await redocPage(redoc, document, template, folder));
      }
    }
  } finally {
    redoc.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function translated({ documents, folder }: SiteSources, api: string, language: string): Promise<Contract> {
  const document = documents.get(api);
  if (document === undefined) throw new Error(`There is no document of ${api}.`);
  const speaks = languagesOf(api, folder).includes(language);
  return contractOf(api, speaks ? await applied(document, readOverlay(api, language, folder)) : document);
}
