import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_FOLDER, RUN_OWNER } from './shared.ts';

/** Where the many processes that tests start find each other's compiled modules, of this run and of those before. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** Gives the run a folder in which its test files find the servers that they share. */
export default async function setUp(): Promise<void> {
  process.env[RUN_FOLDER] = await mkdtemp(join(tmpdir(), 'portrait-test-'));
  process.env[RUN_OWNER] = String(process.pid);
  process.env['NODE_COMPILE_CACHE'] ??= COMPILED;
}
