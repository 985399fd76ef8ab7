import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { WorldInfo } from './storage.ts';
import { keyText, nameOf, type Tables } from './tables.ts';

/** Pictures that go at once, so that a world full of them keeps nobody waiting. */
const WIPED_AT_ONCE = 50;

/** Makes a world known, and keeps other processes from changing it until the transaction ends. */
export async function lockWorld(db: Kysely<Tables>, world: string, now: number): Promise<void> {
  await db
    .insertInto('worlds')
    .values({ name: keyText(world), created_at: now, used_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((row) => ({ used_at: row.ref('worlds.used_at') })))
    .execute();
}

/** Says that a world was used, and makes it known. */
export async function useWorld(db: Kysely<Tables>, world: string, at: number): Promise<void> {
  await db
    .insertInto('worlds')
    .values({ name: keyText(world), created_at: at, used_at: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ used_at: at }).where('worlds.used_at', '<', at))
    .execute();
}

/** The longest idle first. */
export async function listWorlds(db: Kysely<Tables>): Promise<WorldInfo[]> {
  const rows = await db
    .selectFrom('worlds')
    .select(['name', 'created_at', 'used_at'])
    .select((row) => [
      row
        .selectFrom('records')
        .select(row.fn.countAll<number>().as('n'))
        .whereRef('world', '=', 'worlds.name')
        .as('records'),
      row
        .selectFrom('pictures')
        .select(row.fn.countAll<number>().as('n'))
        .whereRef('world', '=', 'worlds.name')
        .as('pictures'),
      row
        .selectFrom('hidden_pictures')
        .select(row.fn.countAll<number>().as('n'))
        .whereRef('world', '=', 'worlds.name')
        .as('hidden'),
    ])
    .orderBy('used_at')
    .orderBy('name')
    .execute();
  return rows.map(({ name, created_at, used_at, records, pictures, hidden }) => ({
    name: nameOf(name),
    createdAt: new Date(created_at),
    usedAt: new Date(used_at),
    changes: (records ?? 0) + (pictures ?? 0) + (hidden ?? 0),
  }));
}

/** Names of those that nobody has used since, in milliseconds since 1970; never the one without a name. */
export async function idleWorlds(db: Kysely<Tables>, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom('worlds')
    .select('name')
    .where('used_at', '<', since)
    .where('name', '!=', '')
    .orderBy('used_at')
    .execute();
  return rows.map((row) => nameOf(row.name));
}

/** Whether it was still idle, and is forgotten. */
export async function forgetIfIdle(db: Kysely<Tables>, world: string, since: number): Promise<boolean> {
  const name = keyText(world);
  // An update, for the lock that it takes.
  const { numUpdatedRows } = await db
    .updateTable('worlds')
    .set((row) => ({ used_at: row.ref('used_at') }))
    .where('name', '=', name)
    .where('used_at', '<', since)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await wipeWorld(db, world);
  await db.deleteFrom('worlds').where('name', '=', name).execute();
  return true;
}

/** Forgets all that was changed in a world. */
export async function wipeWorld(db: Kysely<Tables>, world: string): Promise<void> {
  const name = keyText(world);
  await db.deleteFrom('records').where('world', '=', name).execute();
  await db.deleteFrom('hidden_pictures').where('world', '=', name).execute();
  const some = db.selectFrom('pictures').select('path').where('world', '=', name).limit(WIPED_AT_ONCE);
  for (;;) {
    const { numDeletedRows } = await db.deleteFrom('pictures').where('path', 'in', some).executeTakeFirstOrThrow();
    if (numDeletedRows < WIPED_AT_ONCE) return;
    await nextTurn();
  }
}
