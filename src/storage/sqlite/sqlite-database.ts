import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import { migrate } from '../migrations.ts';
import { type Ask, askOn } from '../queries.ts';
import { StorageFailure } from '../storage-failure.ts';
import type { Tables } from '../tables.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { sqliteFailure, whenFree } from './sqlite-failure.ts';

/** `Prtr`: by which a SQLite file says whose it is. */
const APPLICATION_ID = 0x50727472;
/** SQLite waits by standing still, and we with it: briefly, and then again after others had their turn. */
const BUSY_TIMEOUT_MS = 10;
/** Readers of a WAL file meet a lock only while another process repairs it after a crash. */
const READER_BUSY_TIMEOUT_MS = 1_000;
/** Of a new file, in bytes: pictures lie in few pages, and a small change does not write much. */
const PAGE_SIZE = 8_192;
/** Pages of the log after which it is worked into the file: seldom, since whoever commits waits for it. */
const CHECKPOINT_PAGES = 4_000;
/** To what the log of changes shrinks again after a busy time, in bytes. */
const JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024;

/**
 * Opens a database file, or creates it and its folder. Other processes may have it open.
 * @throws StorageFailure when it cannot be opened or is not ours, with the way out.
 */
export async function openSqliteFile(file: string): Promise<Database> {
  const name = `SQLite ${file}`;
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    const writer = await openWriter(file, name);
    const reader = new DatabaseSync(file, { readOnly: true, timeout: READER_BUSY_TIMEOUT_MS });
    const { ino } = statSync(file);
    const dialect = new NodeSqliteDialect(reader, name);
    return databaseOn(name, writer, new Kysely<Tables>({ dialect }), dialect.ask, () => {
      if (statSync(file, { throwIfNoEntry: false })?.ino !== ino)
        throw new StorageFailure(name, 'The file was removed or replaced while in use.', 'Start anew.');
    });
  } catch (error) {
    throw sqliteFailure(name, error);
  }
}

/** Opens a database that is gone when it is closed. */
export async function openSqliteMemory(): Promise<Database> {
  const name = 'SQLite in memory';
  const writer = await openWriter(':memory:', name);
  return databaseOn(name, writer, writer, askOn(writer), () => undefined);
}

/** A reader that is the writer waits for changes under way: Kysely lends one connection to one at a time. */
function databaseOn(
  name: string,
  writer: Kysely<Tables>,
  reader: Kysely<Tables>,
  ask: Ask,
  /** What is written into a file that is gone would be acknowledged and lost. */
  checkFile: () => void,
): Database {
  return {
    name,
    reader,
    ask,
    laneOf: () => '',
    async begin() {
      checkFile();
      return whenFree(() => writer.startTransaction().execute());
    },
    async check() {
      await reader.selectFrom('worlds').select('name').limit(1).execute();
      checkFile();
    },
    async close() {
      if (reader !== writer) await reader.destroy();
      await writer.destroy();
    },
  };
}

async function openWriter(file: string, name: string): Promise<Kysely<Tables>> {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  const writer = kyselyOn(database, name);
  try {
    await whenFree(() => assertOurs(database));
    await whenFree(() => {
      database.exec(`pragma page_size = ${PAGE_SIZE}`);
      database.exec('pragma journal_mode = wal');
      database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      database.exec('pragma synchronous = full');
      database.exec(`pragma journal_size_limit = ${JOURNAL_SIZE_LIMIT}`);
    });
    const transaction = await whenFree(() => writer.startTransaction().execute());
    try {
      await sql.raw(`pragma application_id = ${APPLICATION_ID}`).execute(transaction);
      await migrate(transaction, { bytes: 'blob' });
      await transaction.commit().execute();
    } catch (error) {
      await transaction.rollback().execute();
      throw error;
    }
    return writer;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws Error when another program made the file. */
function assertOurs(database: DatabaseSync): void {
  // In this order: a process that makes the tables in between has made the mark with them.
  const isEmpty = database.prepare('select 1 from sqlite_schema').get() === undefined;
  const id = database.prepare('pragma application_id').get()?.['application_id'];
  if (id === APPLICATION_ID || (id === 0 && isEmpty)) return;
  throw new Error('This is a database of another program: name another file.');
}

function kyselyOn(database: DatabaseSync, name: string): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect(database, name) });
}
