import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { askingOf, StorageFailure } from '../storage-failure.ts';

/** How long a database may take, in milliseconds. */
export interface Patience {
  connectMs: number;
  answerMs: number;
}

const CONNECTIONS = 10;
/** How long PostgreSQL keeps the locks of a process that has stopped in the middle of a change. */
const FORSAKEN_TIMEOUT_MS = 10_000;
/** The type `bigint`, from `pg_type.dat`. */
const INT8 = 20;

/**
 * `pg`'s pool for Kysely, which outlives its server: no connection that broke ends the process or is used again, and
 * nobody waits longer than `connectMs` for a connection, new or free, or `answerMs` for an answer. What fails is a `StorageFailure` of the given name.
 */
export function steadyPool(url: string, name: string, { connectMs, answerMs }: Patience): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    statement_timeout: answerMs,
    idle_in_transaction_session_timeout: FORSAKEN_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'portrait',
    types: {
      // Times and counts, all far below 2 ** 53.
      getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)),
    },
  });
  // Whoever asks next is told; these events reach nobody who could.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    options: pool.options,
    connect: async () => steady(await askingOf(name, () => pool.connect()), name),
    end: () => pool.end(),
  };
}

/** A client that is not given back to the pool once it failed otherwise than by PostgreSQL's refusal. */
function steady(client: pg.PoolClient, name: string): PostgresPoolClient {
  let isBroken = false;
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    try {
      return await client.query(text, values);
    } catch (error) {
      isBroken ||= !(error instanceof pg.DatabaseError);
      throw new StorageFailure(name, error);
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isBroken),
  };
}
