import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ControlledTransaction } from 'kysely';
import type { Database } from './database.ts';
import { askingOf, StorageFailure } from './storage-failure.ts';
import type { Tables } from './tables.ts';

/** How many changes share a commit at most: it bounds how long the first of them waits for the last. */
const TOGETHER = 16;
/** How long changes may run before other work has its turn; SQLite does all of its own in between. */
const TURN_MS = 4;

/** What a change does in its transaction. */
export type Act<T> = (transaction: ControlledTransaction<Tables>) => Promise<T>;

interface Waiting {
  act: Act<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Runs changes one after the other. Those that wait at the same time share a commit, which is what durability costs
 * most; each is still all or nothing by itself.
 */
export class ChangeQueue {
  readonly #database: Database;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Resolves when the change is durable.
   * @throws what `act` throws, or StorageFailure; nothing has changed then.
   */
  add<T>(act: Act<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ act, resolve: (value) => resolve(value as T), reject });
      this.#running ??= this.#run();
    });
  }

  get isIdle(): boolean {
    return this.#running === undefined;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Requests that arrive in the same turn of the event loop join this commit.
      await nextTurn();
      const batch = this.#waiting.splice(0, TOGETHER);
      try {
        const outcomes = await this.#commit(batch.map((waiting) => waiting.act));
        for (const [index, outcome] of outcomes.entries()) {
          if (outcome.status === 'fulfilled') batch[index]?.resolve(outcome.value);
          else batch[index]?.reject(outcome.reason);
        }
      } catch (failure) {
        // The others would meet the same, each after as long a wait.
        for (const waiting of [...batch, ...this.#waiting.splice(0)]) waiting.reject(failure);
      }
    }
    this.#running = undefined;
  }

  /** @throws StorageFailure when none of them is durable. */
  async #commit(acts: Act<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
    return askingOf(this.#database.name, async () => {
      const transaction = await this.#database.begin();
      try {
        const outcomes: PromiseSettledResult<unknown>[] = [];
        const attempt = acts.length === 1 ? settled : inSavepoint;
        let turnEndsAt = performance.now() + TURN_MS;
        for (const act of acts) {
          outcomes.push(await attempt(transaction, act));
          if (performance.now() < turnEndsAt) continue;
          await nextTurn();
          turnEndsAt = performance.now() + TURN_MS;
        }
        const isVain = outcomes.every((outcome) => outcome.status === 'rejected');
        await (isVain ? transaction.rollback() : transaction.commit()).execute();
        return outcomes;
      } catch (error) {
        // What cannot be rolled back any more is gone with its connection.
        if (!transaction.isRolledBack) await Promise.allSettled([transaction.rollback().execute()]);
        throw error;
      }
    });
  }
}

async function settled(
  transaction: ControlledTransaction<Tables>,
  act: Act<unknown>,
): Promise<PromiseSettledResult<unknown>> {
  const [outcome] = await Promise.allSettled([act(transaction)]);
  return outcome;
}

/** A change that fails leaves the others of its transaction as they are. */
async function inSavepoint(
  transaction: ControlledTransaction<Tables>,
  act: Act<unknown>,
): Promise<PromiseSettledResult<unknown>> {
  const inside = await transaction.savepoint('change').execute();
  const outcome = await settled(transaction, async () => {
    const value = await act(transaction);
    await inside.releaseSavepoint('change').execute();
    return value;
  });
  if (outcome.status === 'fulfilled') return outcome;
  try {
    await inside.rollbackToSavepoint('change').execute();
    await inside.releaseSavepoint('change').execute();
  } catch (failure) {
    // SQLite gives up the whole transaction when the disk is full: then that is why.
    throw outcome.reason instanceof StorageFailure ? outcome.reason : failure;
  }
  return outcome;
}
