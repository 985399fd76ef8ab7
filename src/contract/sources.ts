import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from './document.ts';

/** The folder that holds `openapi/` and `generated/`. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the contracts are written by hand. */
export const OPENAPI_FOLDER = join(ROOT, 'openapi');

const GENERATED_FOLDER = join(ROOT, 'generated');
const DIGESTS_FILE = join(GENERATED_FOLDER, 'digests.json');

/** Where one contract is written by hand, in `openapi/` or a folder like it; `file`s of pictures are relative to it. */
export function folderOf(api: string, folder = OPENAPI_FOLDER): string {
  return join(folder, api);
}

export function generatedFile(api: string, ending: 'json' | 'd.ts'): string {
  return join(GENERATED_FOLDER, `${api}.${ending}`);
}

/** Where the digests of the sources stand that `generated/` was made from. */
export function digestsFile(): string {
  return DIGESTS_FILE;
}

/**
 * The bundle of one contract, as `npm run generate` left it.
 * @throws Error when there is none.
 */
export function bundledDocument(api: string): Document {
  const file = generatedFile(api, 'json');
  if (!existsSync(file)) throw new Error(`${file} is missing; make it with: npm run generate`);
  return JSON.parse(readFileSync(file, 'utf8')) as Document;
}

/** Digest of everything that a contract's bundle is made from: its YAML files, their names and contents; not overlays and workflows. */
export function sourceDigest(api: string): string {
  const digest = createHash('sha256');
  const folder = folderOf(api);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.yaml') && !name.startsWith('overlays') && !name.endsWith('.arazzo.yaml'),
  );
  for (const name of names.sort()) {
    // Names and contents are set apart, and line ends are those of the repository on every machine.
    digest.update(
      `${name.replaceAll('\\', '/')}\0${readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')}\0`,
    );
  }
  return digest.digest('hex');
}

/** Whether a contract was edited since its bundle was made. */
export function isStale(api: string): boolean {
  if (!existsSync(DIGESTS_FILE) || !existsSync(generatedFile(api, 'json'))) return true;
  const digests = JSON.parse(readFileSync(DIGESTS_FILE, 'utf8')) as Record<string, string>;
  return digests[api] !== sourceDigest(api);
}
