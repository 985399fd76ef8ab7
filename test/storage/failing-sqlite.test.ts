import { once } from 'node:events';
import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openStorage } from '../../src/storage/open-storage.ts';
import { SqlStorage } from '../../src/storage/sql-storage.ts';
import { openSqliteFile } from '../../src/storage/sqlite/sqlite-database.ts';
import { StorageFailure } from '../../src/storage/storage-failure.ts';
import { type EmptyPlace, emptyFile } from './places.ts';

const RECORD = { api: 'a', kind: 'user', id: '6' };

describe('a SQLite file', () => {
  let place: EmptyPlace & { place: { file: string } };
  let file: string;
  beforeEach(async () => {
    place = await emptyFile();
    file = place.place.file;
  });
  let locker: Worker | undefined;
  afterEach(async () => {
    await locker?.terminate();
    await place.stop();
  });

  const made = async (): Promise<void> => {
    const storage = await openStorage({ file });
    await storage.change('', (change) => change.write(RECORD, 'x'.repeat(20_000)));
    await storage.close();
  };

  it('is made with its folder, and keeps what was written', async () => {
    await made();
    const storage = await openStorage({ file });
    expect(await storage.read('', RECORD)).toHaveLength(20_000);
    expect(storage.name).toBe(`SQLite ${file}`);
    await storage.close();
    expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it.each<[what: string, spoil: () => Promise<unknown>, message: RegExp]>([
    [
      'that is a text',
      async () => {
        await mkdir(dirname(file));
        await writeFile(file, 'Dear diary, '.repeat(1_000));
      },
      /not a SQLite file.*move it away.*name another file/,
    ],
    [
      'that is cut off',
      async () => {
        await made();
        await truncate(file, 5_000);
      },
      /damaged.*backup/,
    ],
    [
      'of another program',
      async () => {
        await mkdir(dirname(file));
        const other = new DatabaseSync(file);
        other.exec('create table worlds (planet text)');
        other.close();
      },
      /another program: name another file/,
    ],
    [
      'of another program that says so',
      async () => {
        await mkdir(dirname(file));
        const other = new DatabaseSync(file);
        other.exec('pragma application_id = 42');
        other.close();
      },
      /another program: name another file/,
    ],
    [
      'that a newer version has migrated',
      async () => {
        await made();
        const newer = new DatabaseSync(file);
        newer.exec(`insert into portrait_migrations values ('999-future', '2030-01-01')`);
        newer.close();
      },
      /newer version of Portrait .*999-future/,
    ],
    ['that is a folder', () => mkdir(file, { recursive: true }), /Name a file in a folder that can be written/],
    ['in a folder that is a file', () => writeFile(dirname(file), ''), /EEXIST|ENOTDIR/],
  ])('%s is refused with the way out', async (_what, spoil, message) => {
    await spoil();
    const before = await readFile(file).catch(() => undefined);
    const error = await openStorage({ file }).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(StorageFailure);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(`SQLite ${file}: `);
    expect(await readFile(file).catch(() => undefined)).toEqual(before);
  });

  it.each([
    ['removed', () => rm(file)],
    [
      'replaced',
      async () => {
        await rename(file, `${file}.old`);
        await writeFile(file, '');
      },
    ],
  ])('that is %s while in use fails the check', async (_how, act) => {
    const storage = await openStorage({ file });
    await storage.check();
    await act();
    await expect(storage.check()).rejects.toThrow(/removed or replaced/);
    await expect(storage.check()).rejects.toBeInstanceOf(StorageFailure);
    await storage.close();
  });

  it('on a full disk refuses what does not fit, and says so', async () => {
    const database = await openSqliteFile(file);
    const transaction = await database.begin();
    // As if the disk had room for this many pages of 4096 bytes.
    await sql`pragma max_page_count = 100`.execute(transaction);
    await transaction.commit().execute();
    const storage = new SqlStorage(database);
    const sizes = [10, 10, 1_000_000, 10];
    const outcomes = await Promise.allSettled(
      sizes.map((size, id) =>
        storage.change('', (change) => change.write({ ...RECORD, id: String(id) }, 'x'.repeat(size))),
      ),
    );
    expect(outcomes[2]).toMatchObject({ reason: { message: expect.stringMatching(/full.*Make room/) } });
    for (const [id, { status }] of outcomes.entries()) {
      const found = await storage.read('', { ...RECORD, id: String(id) });
      expect(found !== undefined).toBe(status === 'fulfilled');
    }
    await storage.change('', (change) => change.write(RECORD, 'small'));
    expect(await storage.read('', RECORD)).toBe('small');
    await storage.close();
  });

  it('that another process keeps locked can be read at once, fails changes after 2 s, and recovers', async () => {
    const storage = await openStorage({ file });
    await storage.change('', (change) => change.write(RECORD, 'before'));
    locker = new Worker(
      `const { DatabaseSync } = require('node:sqlite');
       const { parentPort, workerData } = require('node:worker_threads');
       const database = new DatabaseSync(workerData);
       database.exec('begin immediate');
       parentPort.once('message', () => { database.exec('rollback'); database.close(); });
       parentPort.postMessage('locked');`,
      { eval: true, workerData: file },
    );
    await once(locker, 'message');
    const startedAt = performance.now();
    const changing = storage.change('', (change) => change.write(RECORD, 'never'));
    const failed = expect(changing).rejects.toThrow(/locked.*Another process/);
    const longest = await longestPause(async () => {
      expect(await storage.read('', RECORD)).toBe('before');
      await storage.check();
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      await failed;
    });
    expect(longest).toBeLessThan(1_000);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    const patient = storage.change('', (change) => change.write(RECORD, 'after'));
    locker.postMessage('unlock');
    await patient;
    expect(await storage.read('', RECORD)).toBe('after');
    await storage.close();
  });
});

/** The longest time in milliseconds for which nothing else had its turn. */
async function longestPause(during: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  try {
    await during();
    return longest;
  } finally {
    clearInterval(timer);
  }
}
