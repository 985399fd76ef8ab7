import type { Kysely } from 'kysely';
import { etagOf } from '../images/etag.ts';
import { askOn, type Queries } from './queries.ts';
import type { NewPicture, RecordKey, StorageChange } from './storage.ts';
import { keyText, type Tables } from './tables.ts';

/** Uploads that one owner may have in one world: the oldest go. */
const PICTURES_PER_OWNER = 1_000;
/** How many of them go at once. */
const PRUNED = 100;

/** What a change of one world does in its transaction. */
export function storedChange(db: Kysely<Tables>, name: string, queries: Queries): StorageChange {
  const world = keyText(name);
  return {
    read: (record) => queries.record(askOn(db), name, record),
    write: (record, value) => write(db, world, record, JSON.stringify(value)),
    remove: (record) => write(db, world, record, null),
    async addPicture(picture) {
      if (!(await add(db, world, picture))) return false;
      await prune(db, world, picture);
      return true;
    },
    async removePicture(path) {
      if (!(await removeUploaded(db, world, path))) await hide(db, world, path);
    },
  };
}

async function write(db: Kysely<Tables>, world: string, record: RecordKey, value: string | null): Promise<void> {
  await db
    .insertInto('records')
    .values({ world, api: record.api, kind: record.kind, id: keyText(record.id), value })
    .onConflict((conflict) => conflict.columns(['world', 'api', 'kind', 'id']).doUpdateSet({ value }))
    .execute();
}

async function add(db: Kysely<Tables>, world: string, picture: NewPicture): Promise<boolean> {
  const { path, api, owner, type, bytes, resize } = picture;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('pictures')
    .values({
      path: keyText(path),
      world,
      api,
      owner: keyText(owner),
      type,
      etag: etagOf(bytes),
      resize: resize ? 1 : 0,
      created_at: Date.now(),
      bytes,
    })
    .onConflict((conflict) => conflict.column('path').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The one just added stays, even if the clock has gone back. */
async function prune(db: Kysely<Tables>, world: string, { path, api, owner }: NewPicture): Promise<void> {
  const oldest = db
    .selectFrom('pictures')
    .select('path')
    .where('world', '=', world)
    .where('api', '=', api)
    .where('owner', '=', keyText(owner))
    .where('path', '!=', keyText(path))
    .orderBy('created_at', 'desc')
    .orderBy('path', 'desc')
    .limit(PRUNED)
    .offset(PICTURES_PER_OWNER - 1);
  await db.deleteFrom('pictures').where('path', 'in', oldest).execute();
}

async function removeUploaded(db: Kysely<Tables>, world: string, path: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('pictures')
    .where('path', '=', keyText(path))
    .where('world', '=', world)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

async function hide(db: Kysely<Tables>, world: string, path: string): Promise<void> {
  await db
    .insertInto('hidden_pictures')
    .values({ world, path: keyText(path) })
    .onConflict((conflict) => conflict.columns(['world', 'path']).doNothing())
    .execute();
}
