import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Tables } from './tables.ts';

const TABLE = 'portrait_migrations';

/** What differs between the two databases. */
export interface ColumnTypes {
  bytes: 'blob' | 'bytea';
}

/** By name, in the order of their names. Once released, one is never changed: the next one corrects it. */
function migrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '001-worlds': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('worlds')
          .addColumn('name', 'text', (column) => column.primaryKey())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('used_at', 'bigint', (column) => column.notNull())
          .execute();
        await db.schema.createIndex('worlds_by_use').on('worlds').columns(['used_at']).execute();
        await db.schema
          .createTable('records')
          .addColumn('world', 'text', (column) => column.notNull().references('worlds.name').onDelete('cascade'))
          .addColumn('api', 'text', (column) => column.notNull())
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('value', 'text')
          .addPrimaryKeyConstraint('records_key', ['world', 'api', 'kind', 'id'])
          .execute();
        await db.schema
          .createTable('pictures')
          .addColumn('path', 'text', (column) => column.primaryKey())
          .addColumn('world', 'text', (column) => column.notNull().references('worlds.name').onDelete('cascade'))
          .addColumn('api', 'text', (column) => column.notNull())
          .addColumn('owner', 'text', (column) => column.notNull())
          .addColumn('type', 'text', (column) => column.notNull())
          .addColumn('etag', 'text', (column) => column.notNull())
          .addColumn('resize', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('bytes', types.bytes, (column) => column.notNull())
          .execute();
        await db.schema
          .createIndex('pictures_by_owner')
          .on('pictures')
          .columns(['world', 'api', 'owner', 'created_at', 'path'])
          .execute();
        await db.schema
          .createTable('hidden_pictures')
          .addColumn('world', 'text', (column) => column.notNull().references('worlds.name').onDelete('cascade'))
          .addColumn('path', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('hidden_pictures_key', ['world', 'path'])
          .execute();
      },
    },
  };
}

/**
 * Brings a database to what this version needs, forward only.
 * @param db a transaction, in which nobody else migrates.
 * @throws Error when a newer version has migrated it already, or when a step fails.
 */
export async function migrate(db: Kysely<Tables>, types: ColumnTypes): Promise<void> {
  const known = migrations(types);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => known },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = await unknownMigrations(db, Object.keys(known)).catch(() => []);
  if (unknown.length === 0) throw error;
  throw new Error(
    `A newer version of Portrait has changed this database (${unknown.join(', ')}): use that version, or another database.`,
  );
}

async function unknownMigrations(db: Kysely<Tables>, known: string[]): Promise<string[]> {
  const done = await db
    .$extendTables<{ [TABLE]: { name: string } }>()
    .selectFrom(TABLE)
    .select('name')
    .where('name', 'not in', known)
    .orderBy('name')
    .execute();
  return done.map((row) => row.name);
}
