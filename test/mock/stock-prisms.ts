/**
 * `prism mock` for several documents in one process, as each start would load all of Prism anew. Its arguments are
 * documents, each followed by a port.
 */
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const PRISM = resolve('@stoplight/prism-cli/dist/index.js');
const require = createRequire(PRISM);

for (let given = process.argv.slice(2); given.length > 0; given = given.slice(2)) {
  const [document = '', port = ''] = given;
  process.argv = [process.execPath, PRISM, 'mock', document, '--port', port];
  // What reads the command line does so once.
  for (const name of [PRISM, 'yargs']) delete require.cache[require.resolve(name)];
  require(PRISM);
}
