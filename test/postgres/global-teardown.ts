import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_FOLDER, writtenDown } from './shared.ts';

/** Ends the run's server, if a test file has started one, and waits until it is gone. */
export default async function tearDown(): Promise<void> {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) return;
  const shared = await writtenDown(folder);
  if (shared !== undefined && 'keeper' in shared) {
    try {
      process.kill(shared.keeper, 'SIGTERM');
      for (;;) {
        process.kill(shared.keeper, 0);
        await sleep(20);
      }
    } catch {
      // No such process any more.
    }
  }
  await rm(folder, { recursive: true, force: true });
}
