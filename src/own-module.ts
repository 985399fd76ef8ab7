import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Modules are `.ts` as written and `.js` as packed; this one is what the others are. */
const ENDING = extname(import.meta.url);

/**
 * The file of a module of ours, for those who start it as a process or a worker: `ownModule('contract/bundler')`.
 * Whoever is started so is an entry in `tsconfig.build.json` too, since no import leads there.
 */
export function ownModule(name: string): string {
  return fileURLToPath(new URL(`./${name}${ENDING}`, import.meta.url));
}
