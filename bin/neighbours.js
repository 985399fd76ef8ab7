/**
 * Tells Node where neighbours lie: half of the modules that a server loads at its start are Kysely's, and Node looks at
 * the disk several times for each import, though an import in these folders always names a file as it is called.
 */
import module from 'node:module';
import { extname } from 'node:path';

const OURS = new URL('../', import.meta.url).href;
const FOLDERS = [`${OURS}src/`, `${OURS}dist/`];
const KYSELY = '/node_modules/kysely/dist/';
const FORMATS = new Map([
  ['.js', 'module'],
  ['.ts', 'module-typescript'],
]);

module.registerHooks({
  resolve(specifier, context, next) {
    const { parentURL, conditions } = context;
    const isNeighbour =
      specifier.startsWith('.') &&
      conditions.includes('import') &&
      (FOLDERS.some((folder) => parentURL?.startsWith(folder)) || parentURL?.includes(KYSELY));
    const format = isNeighbour ? FORMATS.get(extname(specifier)) : undefined;
    if (format === undefined) return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format, shortCircuit: true };
  },
});
