import type { Json } from '../contract/document.ts';
import { type Act, ChangeQueue } from './change-queue.ts';
import type { Database } from './database.ts';
import { type Queries, queriesOn } from './queries.ts';
import type { RecordKey, Storage, StorageChange, StoredPicture, WorldInfo } from './storage.ts';
import { StorageFailure } from './storage-failure.ts';
import { storedChange } from './stored-change.ts';
import { Usage } from './usage.ts';
import { forgetIfIdle, idleWorlds, listWorlds, lockWorld, useWorld, wipeWorld } from './worlds.ts';

/** The storage on either database. What the database fails at is a `StorageFailure`. */
export class SqlStorage implements Storage {
  readonly name: string;
  readonly #database: Database;
  readonly #queries: Queries;
  readonly #lanes = new Map<string, ChangeQueue>();
  readonly #usage = new Usage();
  #isClosed = false;

  constructor(database: Database) {
    this.name = database.name;
    this.#database = database;
    this.#queries = queriesOn(database.reader);
  }

  read(world: string, record: RecordKey): Promise<Json | null | undefined> {
    return this.#queries.record(this.#database.ask, world, record);
  }

  picture(world: string | undefined, path: string): Promise<StoredPicture | null | undefined> {
    return this.#queries.picture(this.#database.ask, world, path);
  }

  change<T>(world: string, act: (change: StorageChange) => Promise<T>): Promise<T> {
    return this.#inTurn(world, async (transaction) => {
      await lockWorld(transaction, world, Date.now());
      return act(storedChange(transaction, world, this.#queries));
    });
  }

  async touch(world: string, at: Date): Promise<void> {
    if (this.#usage.add(world, at.getTime())) await this.#use(world, at.getTime());
  }

  async worlds(): Promise<WorldInfo[]> {
    await this.#writeUsage();
    return listWorlds(this.#database.reader);
  }

  reset(world: string): Promise<void> {
    return this.#inTurn(world, async (transaction) => {
      await lockWorld(transaction, world, Date.now());
      await wipeWorld(transaction, world);
    });
  }

  async resetAll(): Promise<void> {
    const worlds = await listWorlds(this.#database.reader);
    for (const { name, changes } of worlds) if (changes > 0) await this.reset(name);
  }

  async forget(world: string): Promise<void> {
    await this.#writeUsage();
    await this.#inTurn(world, (transaction) => forgetIfIdle(transaction, world, Number.MAX_SAFE_INTEGER));
    this.#usage.forget(world);
  }

  async forgetIdle(since: Date): Promise<string[]> {
    await this.#writeUsage();
    const forgotten: string[] = [];
    for (const world of await idleWorlds(this.#database.reader, since.getTime())) {
      if (!(await this.#inTurn(world, (transaction) => forgetIfIdle(transaction, world, since.getTime())))) continue;
      this.#usage.forget(world);
      forgotten.push(world);
    }
    return forgotten;
  }

  check(): Promise<void> {
    return this.#database.check();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#writeUsage().catch(() => undefined);
    this.#isClosed = true;
    for (const lane of [...this.#lanes.values()]) await lane.idle();
    await this.#database.close();
  }

  async #inTurn<T>(world: string, act: Act<T>): Promise<T> {
    if (this.#isClosed) throw new StorageFailure(this.name, 'The storage is closed.');
    const name = this.#database.laneOf(world);
    const lane = this.#lanes.get(name) ?? new ChangeQueue(this.#database);
    this.#lanes.set(name, lane);
    try {
      return await lane.add(act);
    } finally {
      if (lane.isIdle && this.#lanes.get(name) === lane) this.#lanes.delete(name);
    }
  }

  async #use(world: string, at: number): Promise<void> {
    await this.#inTurn(world, (transaction) => useWorld(transaction, world, at));
    this.#usage.written(world, at);
  }

  async #writeUsage(): Promise<void> {
    const uses = this.#usage.takeUnwritten();
    if (uses.length === 0) return;
    await this.#inTurn('', async (transaction) => {
      for (const [world, at] of uses) await useWorld(transaction, world, at);
    });
    for (const [world, at] of uses) this.#usage.written(world, at);
  }
}
