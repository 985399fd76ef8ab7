import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contract } from '../../contract/contract.ts';
import { folderOf } from '../../contract/sources.ts';
import { VERSION } from '../../version.ts';

/** What makes the pages besides the contracts: in a checkout it changes without a new version. */
const CODE = ['docs', 'contract', 'edge/start-page'];
const SOURCE = fileURLToPath(new URL('../../', import.meta.url));

const LETTERS = 24;

/**
 * A name for everything that a site is made from: contracts, translations, changelogs, and what makes it. Two sites of
 * one stamp say the same.
 */
export async function stampOf(contracts: readonly Contract[], folder: string): Promise<string> {
  const digest = createHash('sha256').update(`${VERSION}\0${redoclyVersion()}\0`);
  for (const { api, digest: own } of contracts) {
    digest.update(`${api}\0${own}\0`);
    const home = folderOf(api, folder);
    for (const file of [...(await filesBelow(join(home, 'overlays'))), join(home, 'CHANGELOG.md')]) {
      digest.update(await contentOf(file));
    }
  }
  for (const name of CODE) {
    for (const file of await filesBelow(join(SOURCE, name))) digest.update(await contentOf(file));
  }
  return digest.digest('hex').slice(0, LETTERS);
}

function redoclyVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@redocly/cli/package.json') as { version: string }).version;
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Its length sets it apart from the next; a file that is not there is an empty one. */
async function contentOf(file: string): Promise<string> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  return `${text.length}\0${text}`;
}
