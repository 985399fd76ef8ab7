/**
 * Another process on the same database: for each place that it is sent it opens the storage, adds one to a counter of
 * the world `shared` as many times as it is told, says so after each, and closes.
 */
import { openStorage, type StoragePlace } from '../../src/storage/open-storage.ts';

export interface Task {
  place: StoragePlace;
  times: number;
}

/** After each increment, and at the end; or what went wrong. */
export type Told = { counted: number } | { done: true } | { failure: string };

const COUNTER = { api: 'a', kind: 'counter', id: '1' };

process.on('message', async ({ place, times }: Task) => {
  const tell = (told: Told): void => void process.send?.(told);
  try {
    const storage = await openStorage(place);
    for (let count = 0; count < times; count++) {
      const counted = await storage.change('shared', async (change) => {
        const next = Number((await change.read(COUNTER)) ?? 0) + 1;
        await change.write(COUNTER, next);
        return next;
      });
      tell({ counted });
    }
    await storage.close();
    tell({ done: true });
  } catch (error) {
    tell({ failure: (error as Error).message });
  }
});
