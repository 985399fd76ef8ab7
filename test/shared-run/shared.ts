import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 60_000;

/** Set by the suite's global setup: the run's folder, and the process whose end ends the run. */
export const RUN_FOLDER = 'PORTRAIT_TEST_RUN';
export const RUN_OWNER = 'PORTRAIT_TEST_OWNER';

/** One run of the tests, or of some of them. */
export interface Run {
  folder: string;
  owner: number;
}

/** A server that was started for all test files of a run. */
export interface Kept {
  url: string;
  /** The process that SIGTERM ends, with everything that it keeps. */
  keeper: number;
}

/** What the first test file that needs a server writes down for the others. */
type Written = Kept | { failure: string };

/** The run that this process is part of; undefined outside of the suite. */
export function currentRun(): Run | undefined {
  const { [RUN_FOLDER]: folder, [RUN_OWNER]: owner } = process.env;
  return folder === undefined ? undefined : { folder, owner: Number(owner) };
}

/**
 * URL of the server of this name that all test files of one run share: the first to ask starts it.
 * @throws Error when it did not start, for everyone who asks.
 */
export async function shared(name: string, run: Run, start: (run: Run) => Promise<Kept>): Promise<string> {
  const isFirst = await mkdir(join(run.folder, `${name}.starting`)).then(
    () => true,
    () => false,
  );
  const written = isFirst ? await writeDown(name, run, start) : await wait(name, run);
  if ('failure' in written) throw new Error(written.failure);
  return written.url;
}

/** Those who keep what the run has started. */
export async function keepers({ folder }: Run): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(WRITTEN));
  const all = await Promise.all(names.map((name) => read(join(folder, name))));
  return all.flatMap((written) => (written !== undefined && 'keeper' in written ? [written.keeper] : []));
}

const WRITTEN = '.server.json';

async function read(path: string): Promise<Written | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

async function writeDown(name: string, run: Run, start: (run: Run) => Promise<Kept>): Promise<Written> {
  const written = await start(run).catch((error: Error): Written => ({ failure: error.message }));
  const draft = join(run.folder, `${name}.draft`);
  await writeFile(draft, JSON.stringify(written));
  await rename(draft, join(run.folder, `${name}${WRITTEN}`));
  return written;
}

async function wait(name: string, { folder }: Run): Promise<Written> {
  for (const giveUpAt = Date.now() + WAIT_MS; Date.now() < giveUpAt; await sleep(50)) {
    const written = await read(join(folder, `${name}${WRITTEN}`));
    if (written !== undefined) return written;
  }
  return { failure: `Another test file was to start ${name} and did not.` };
}
