import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './server.ts';

const WAIT_MS = 60_000;

/** Set by the suite's global setup: the run's folder, and the process whose end ends the run. */
export const RUN_FOLDER = 'PORTRAIT_TEST_RUN';
export const RUN_OWNER = 'PORTRAIT_TEST_OWNER';

/** What the first test file that needs a server writes down for the others. */
export type Shared = { url: string; keeper: number } | { failure: string };

/**
 * Administrator's URL of the server that all test files of one run share: the first to ask starts it.
 * @throws Error when it did not start, for everyone who asks.
 */
export async function sharedServer(folder: string, owner: number): Promise<string> {
  const isFirst = await mkdir(join(folder, 'starting')).then(
    () => true,
    () => false,
  );
  const shared = isFirst ? await start(folder, owner) : await wait(folder);
  if ('failure' in shared) throw new Error(shared.failure);
  return shared.url;
}

/** The run's server as it was written down; undefined while nobody has. */
export async function writtenDown(folder: string): Promise<Shared | undefined> {
  const text = await readFile(join(folder, 'server.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

async function start(folder: string, owner: number): Promise<Shared> {
  let shared: Shared;
  try {
    const server = await startServer(owner);
    server.release();
    shared = { url: server.url, keeper: server.keeper };
  } catch (error) {
    shared = { failure: (error as Error).message };
  }
  await writeFile(join(folder, 'draft.json'), JSON.stringify(shared));
  await rename(join(folder, 'draft.json'), join(folder, 'server.json'));
  return shared;
}

async function wait(folder: string): Promise<Shared> {
  for (const giveUpAt = Date.now() + WAIT_MS; Date.now() < giveUpAt; await sleep(50)) {
    const shared = await writtenDown(folder);
    if (shared !== undefined) return shared;
  }
  return { failure: 'Another test file was to start PostgreSQL and did not.' };
}
