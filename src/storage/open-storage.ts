import { SqlStorage } from './sql-storage.ts';
import { openSqliteFile, openSqliteMemory } from './sqlite/sqlite-database.ts';
import type { Storage } from './storage.ts';

/** A SQLite file, made with its folder when there is none; memory, gone when it is closed; PostgreSQL. */
export type StoragePlace = { file: string } | { memory: true } | { url: string };

/**
 * Opens a storage and brings its tables to what this version needs.
 * @throws StorageFailure with the way out, when the database does not answer, is not ours, or is newer than this version.
 */
export async function openStorage(place: StoragePlace): Promise<Storage> {
  if ('url' in place) {
    const { openPostgres } = await import('./postgres/postgres-database.ts');
    return new SqlStorage(await openPostgres(place.url));
  }
  return new SqlStorage(await ('file' in place ? openSqliteFile(place.file) : openSqliteMemory()));
}
