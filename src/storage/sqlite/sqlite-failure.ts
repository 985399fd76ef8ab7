import { setTimeout as sleep } from 'node:timers/promises';
import { StorageFailure } from '../storage-failure.ts';

/** https://www.sqlite.org/rescode.html */
const BUSY = 5;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const WAYS_OUT = new Map([
  [BUSY, 'Another process keeps it locked: end that process.'],
  [READONLY, 'Make the file and its folder writable, or name another file.'],
  [CORRUPT, 'It is damaged: put a backup in its place, or move it away to start anew.'],
  [FULL, 'Make room on the disk.'],
  [CANTOPEN, 'Name a file in a folder that can be written.'],
  [
    NOTADB,
    'It is damaged, or not a SQLite file: put a backup in its place, move it away to start anew, or name another file.',
  ],
]);

/** How long a change waits for another process to finish its own. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 2;

/** The failure with what its owner can do about it, where that is known. */
export function sqliteFailure(database: string, error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error;
  return new StorageFailure(database, error, WAYS_OUT.get(codeOf(error)));
}

/** Does it as soon as no other process has locked the file, while this process goes on with other work. */
export async function whenFree<T>(act: () => T | Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (codeOf(error) !== BUSY || performance.now() > giveUpAt) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

/** The primary code, without what the extended one adds. */
function codeOf(error: unknown): number {
  const driver = error instanceof StorageFailure ? error.cause : error;
  return Number(Object(driver).errcode ?? 0) & 0xff;
}
