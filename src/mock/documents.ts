import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Api } from '../apis/index.ts';
import type { Document } from '../contract/document.ts';
import { bundledDocument, folderOf, generatedFile, isStale, OPENAPI_FOLDER } from '../contract/sources.ts';
import type { Bundler } from './reload.ts';

/** What the mock starts with. */
export interface Starting {
  documents: Map<Api, Document>;
  /** What is wrong with contracts that are served as they were when they were last good. */
  problems: Map<Api, readonly string[]>;
}

/**
 * The documents of the chosen APIs: as generated while they are fresh, else bundled now. An edit that cannot be
 * bundled leaves the generated one in place.
 * @throws Error when there is neither.
 */
export async function startingDocuments(
  chosen: readonly Api[],
  folder: string,
  looksForEdits: boolean,
  bundler: Bundler,
): Promise<Starting> {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder} with contracts.`);
  const isOurs = folder === resolve(OPENAPI_FOLDER);
  const starting: Starting = { documents: new Map(), problems: new Map() };
  for (const api of chosen) {
    const isReady = isOurs && !(looksForEdits && isStale(api.name));
    starting.documents.set(api, isReady ? bundledDocument(api.name) : await bundledNow(api));
  }
  return starting;

  async function bundledNow(api: Api): Promise<Document> {
    process.stderr.write(`Bundling ${api.name} …\n`);
    const { document, problems = [] } = await bundler.bundled(api.name);
    if (document !== undefined) return document;
    if (!isOurs || !existsSync(generatedFile(api.name, 'json'))) {
      throw new Error(`The contract in ${folderOf(api.name, folder)} cannot be served:\n  ${problems.join('\n  ')}`);
    }
    starting.problems.set(api, problems);
    return bundledDocument(api.name);
  }
}
