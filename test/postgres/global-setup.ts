import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FOLDER, RUN_OWNER } from './shared.ts';

/** Gives the run a folder in which its test files find the server that they share. */
export default async function setUp(): Promise<void> {
  process.env[RUN_FOLDER] = await mkdtemp(join(tmpdir(), 'portrait-test-'));
  process.env[RUN_OWNER] = String(process.pid);
}
