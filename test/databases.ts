import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { wireTo } from './postgres/wire.ts';
import { startPostgres } from './postgres.ts';
import { type DataPlace, IN_MEMORY } from './server-process.ts';
import { emptyFile } from './storage/places.ts';

/** An empty database for one reference server, or several. */
export interface TestPlace {
  place: DataPlace;
  /** Forgets it. No server may use it any more. */
  close(): Promise<void>;
}

/** A database that outlives the servers on it, and can be reached behind their backs. */
export interface LastingPlace extends TestPlace {
  /** Runs one statement on a connection of its own. */
  run(statement: string): Promise<void>;
}

/** A database that can go away under the servers on it. */
export interface FailingPlace extends LastingPlace {
  /** Takes the database away from the servers on it; gives what brings it back. */
  takeAway(): Promise<() => Promise<void>>;
}

/** The databases on which the whole suite of the reference server runs, for `describe.each`. */
export const databases: [name: string, open: () => Promise<LastingPlace>][] = [
  ['SQLite', sqlite],
  ['PostgreSQL', postgres],
];

/** The same, where they have to fail. */
export const failingDatabases: [name: string, open: () => Promise<FailingPlace>][] = [
  ['SQLite', sqlite],
  ['PostgreSQL', wiredPostgres],
];

/** Where it adds something: a server that remembers until it ends. */
export const memory: [name: string, open: () => Promise<TestPlace>] = [
  'memory',
  async () => ({ place: IN_MEMORY, close: async () => undefined }),
];

const TABLES = ['records', 'pictures', 'hidden_pictures', 'worlds'];

/**
 * A file in a folder of its own. Another connection takes it away: readers of a file in WAL mode meet no lock, so the
 * tables are gone as well.
 */
async function sqlite(): Promise<FailingPlace> {
  const { place, stop } = await emptyFile();
  const run = async (statement: string): Promise<void> => {
    const database = new DatabaseSync(place.file, { timeout: 2_000 });
    try {
      database.exec(statement);
    } finally {
      database.close();
    }
  };
  return {
    place: { args: ['--data', place.file] },
    run,
    async takeAway() {
      const rename = (from: string, to: string): Promise<void> =>
        run(TABLES.map((table) => `alter table ${table}${from} rename to ${table}${to}`).join(';'));
      await rename('', '_away');
      return () => rename('_away', '');
    },
    close: stop,
  };
}

/** A database of its own on a real server. */
async function postgres(): Promise<LastingPlace> {
  const { url, stop } = await startPostgres();
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  // The first connection to a new database takes long on a busy machine, longer than a server waits.
  await run('select 1');
  return { place: { env: { DATABASE_URL: url } }, run, close: stop };
}

/** The same, reached by a wire that can be cut: all that goes over it goes through this process. */
async function wiredPostgres(): Promise<FailingPlace> {
  const { place, run, close } = await postgres();
  const wire = await wireTo(place.env?.['DATABASE_URL'] ?? '');
  return {
    place: { env: { DATABASE_URL: wire.url } },
    run,
    async takeAway() {
      await wire.cut();
      return () => wire.mend();
    },
    async close() {
      await wire.close();
      await close();
    },
  };
}
