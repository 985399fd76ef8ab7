import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf, OPENAPI_FOLDER } from '../contract/sources.ts';

/** Languages that a contract is translated into, besides English. */
export function languagesOf(api: string, contracts = OPENAPI_FOLDER): string[] {
  const folder = join(folderOf(api, contracts), 'overlays');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}
