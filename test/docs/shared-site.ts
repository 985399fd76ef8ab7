import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apis } from '../../src/apis/index.ts';
import { contractOf } from '../../src/contract/contract.ts';
import { bundledDocument, OPENAPI_FOLDER, ROOT } from '../../src/contract/sources.ts';
import { making } from '../../src/docs/served/making.ts';
import { shelfAt } from '../../src/docs/served/shelf.ts';
import { stampOf } from '../../src/docs/served/stamp.ts';

/** What servers of tests are given as `PORTRAIT_CACHE`, to find the site of all contracts there. */
export const SHARED_CACHE = join(ROOT, 'node_modules', '.cache', 'portrait');

/** A run that ended in the middle leaves its lock behind. */
const STALE_MS = 240_000;

/**
 * The folder of the site of all contracts, as a server builds it. One test builds it, when what it is made from has
 * changed; the others wait, and find it.
 */
export async function sharedSite(): Promise<string> {
  const contracts = apis.map(({ name }) => contractOf(name, bundledDocument(name)));
  const stamp = await stampOf(contracts, OPENAPI_FOLDER);
  const folder = join(SHARED_CACHE, 'docs');
  const shelf = shelfAt(folder);
  const lock = join(SHARED_CACHE, `building-${stamp}`);
  await mkdir(folder, { recursive: true });
  for (;;) {
    const site = await shelf.find(stamp);
    if (site !== undefined) return site;
    const isOurs = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (isOurs) {
      return making(contracts, OPENAPI_FOLDER, stamp, shelf, () => {}).done.finally(() =>
        rm(lock, { recursive: true }),
      );
    }
    await sleep(200);
    const begunAt = existsSync(lock) ? (await stat(lock).catch(() => undefined))?.mtimeMs : undefined;
    if (begunAt !== undefined && Date.now() - begunAt > STALE_MS) await rm(lock, { recursive: true, force: true });
  }
}
