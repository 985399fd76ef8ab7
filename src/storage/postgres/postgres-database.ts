import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import { migrate } from '../migrations.ts';
import { askOn } from '../queries.ts';
import { askingOf, StorageFailure } from '../storage-failure.ts';
import type { Tables } from '../tables.ts';
import { type Patience, steadyPool } from './steady-pool.ts';

/** At work: a caller waits. */
const AT_WORK: Patience = { connectMs: 2_000, answerMs: 2_000 };
/**
 * At the start: nobody waits yet. Changing the tables of a large database takes its time, and so does waiting for a
 * process that does it.
 */
const AT_START: Patience = { connectMs: 10_000, answerMs: 10 * 60_000 };
/** Of the advisory lock that one migrating process holds; any number that nobody else takes. */
const MIGRATION_LOCK = 7_073_727_201;

/**
 * Connects to a database that any number of processes share.
 * @param url `postgres://user:password@host:port/database`.
 * @throws StorageFailure when it does not answer, or cannot be used.
 */
export async function openPostgres(url: string): Promise<Database> {
  const name = nameOf(url);
  await askingOf(name, () => migrateAlone(url, name));
  const db = kyselyOn(url, name, AT_WORK);
  return {
    name,
    reader: db,
    ask: askOn(db),
    laneOf: (world) => world,
    begin: () => db.startTransaction().execute(),
    async check() {
      await db.selectFrom('worlds').select('name').limit(1).execute();
    },
    close: () => db.destroy(),
  };
}

/** Whoever else migrates the same database now comes before or after. */
async function migrateAlone(url: string, name: string): Promise<void> {
  const db = kyselyOn(url, name, AT_START);
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
      await migrate(transaction, { bytes: 'bytea' });
    });
  } finally {
    await db.destroy();
  }
}

function kyselyOn(url: string, name: string, patience: Patience): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: steadyPool(url, name, patience) }) });
}

/** @throws StorageFailure when it is not the URL of a database; without the URL, which may hold a password. */
function nameOf(url: string): string {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('Another scheme.');
    const { database, host, port } = new pg.Client({ connectionString: url });
    return `PostgreSQL ${database} at ${host}:${port}`;
  } catch {
    throw new StorageFailure(
      'PostgreSQL',
      'DATABASE_URL is not the URL of a database, postgres://user:password@host:port/database.',
    );
  }
}
