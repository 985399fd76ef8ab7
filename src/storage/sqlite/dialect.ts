import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { sqliteFailure } from './sqlite-failure.ts';

/** Kysely's SQLite on `node:sqlite`. What fails is a `StorageFailure` of the given name. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: DatabaseSync, name: string) {
    const adapted = adapt(database, name);
    super({ database: adapted });
    this.#database = adapted;
  }

  /** Asks at once, past Kysely's queue for its connection: for connections that only read. */
  readonly ask = <Row>({ sql, parameters }: CompiledQuery<Row>): readonly Row[] =>
    this.#database.prepare(sql).all(parameters) as Row[];

  override createDriver(): SqliteDriver {
    return new ImmediateDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Takes the right to write at once: a transaction that began by reading may be refused it later, without waiting. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can create tables in a transaction; Kysely is only careful. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** `node:sqlite` as Kysely wants it. Statements are kept: there are few different ones, and preparing is dear. */
function adapt(database: DatabaseSync, name: string): SqliteDatabase {
  const asking = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      throw sqliteFailure(name, error);
    }
  };
  const prepare = (sql: string): SqliteStatement => {
    const statement = asking(() => database.prepare(sql));
    return {
      reader: statement.columns().length > 0,
      all: (values) => asking(() => statement.all(...(values as SQLInputValue[]))),
      run: (values) => asking(() => statement.run(...(values as SQLInputValue[]))),
      iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
    };
  };
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      let statement = statements.get(sql);
      if (statement === undefined) {
        statement = prepare(sql);
        statements.set(sql, statement);
      }
      return statement;
    },
  };
}
