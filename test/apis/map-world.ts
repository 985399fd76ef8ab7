import type { Json } from '../../src/contract/document.ts';
import { type Refusal, refuse } from '../../src/contract/failures.ts';
import { type Seed, type World, worldOf } from '../../src/server/world.ts';
import type { NewPicture, RecordKey, StorageChange } from '../../src/storage/storage.ts';

/** A world in memory for tests of handlers, with what happened to its pictures. */
export interface MapWorld<Records extends object> extends World<Records> {
  pictures: Map<string, NewPicture>;
  removed: string[];
}

/** Changes come one after the other, and one that throws has changed nothing. */
export function mapWorld<Records extends object>(seed: Seed<Records>): MapWorld<Records> {
  let records = new Map<string, Json | null>();
  let last: Promise<unknown> = Promise.resolve();
  const happened = { pictures: new Map<string, NewPicture>(), removed: [] as string[] };
  const storage = {
    read: async (_: string, record: RecordKey) => structuredClone(records.get(keyOf(record))),
    change<T>(_: string, act: (change: StorageChange) => Promise<T>): Promise<T> {
      const changed = last.then(async () => {
        const draft = structuredClone(records);
        const pictures = new Map(happened.pictures);
        const removed = [...happened.removed];
        const result = await act({
          read: async (record) => structuredClone(draft.get(keyOf(record))),
          write: async (record, value) => void draft.set(keyOf(record), structuredClone(value)),
          remove: async (record) => void draft.set(keyOf(record), null),
          async addPicture(picture) {
            if (pictures.has(picture.path)) return false;
            pictures.set(picture.path, picture);
            return true;
          },
          async removePicture(path) {
            pictures.delete(path);
            removed.push(path);
          },
        });
        records = draft;
        Object.assign(happened, { pictures, removed });
        return result;
      });
      last = changed.catch(() => undefined);
      return changed;
    },
  };
  return Object.assign(happened, worldOf<Records>(storage, '', 'api', seed, absent));
}

function absent(id: string): Refusal {
  return refuse('subjectUnknown', [], `There is no ${id}.`);
}

function keyOf({ kind, id }: RecordKey): string {
  return `${kind} ${id}`;
}
