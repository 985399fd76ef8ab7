import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isThere } from './owner.ts';
import { currentRun, keepers } from './shared.ts';

/** Ends the servers that test files of the run have started, and waits until they are gone. */
export default async function tearDown(): Promise<void> {
  const run = currentRun();
  if (run === undefined) return;
  await Promise.all((await keepers(run)).map(end));
  await rm(run.folder, { recursive: true, force: true });
}

async function end(keeper: number): Promise<void> {
  if (isThere(keeper)) process.kill(keeper, 'SIGTERM');
  while (isThere(keeper)) await sleep(20);
}
