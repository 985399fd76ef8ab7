import type { Seed, World } from '../../src/server/world.ts';
import type { NewPicture } from '../../src/storage/storage.ts';

/** A world in memory for tests of handlers, with what happened to its pictures. */
export interface MapWorld<Records extends object> extends World<Records> {
  pictures: Map<string, Omit<NewPicture, 'api'>>;
  removed: string[];
}

/** Changes come one after the other, and one that throws has changed nothing. */
export function mapWorld<Records extends object>(seed: Seed<Records>): MapWorld<Records> {
  let things = structuredClone(seed) as Record<string, Record<string, unknown>>;
  let last: Promise<unknown> = Promise.resolve();
  const world: MapWorld<Records> = {
    pictures: new Map(),
    removed: [],
    read: async (kind, id) => structuredClone(things[kind]?.[id]) as never,
    change(act) {
      const changed = last.then(async () => {
        const draft = structuredClone(things);
        const pictures = new Map(world.pictures);
        const removed = [...world.removed];
        const result = await act({
          read: async (kind, id) => structuredClone(draft[kind]?.[id]) as never,
          async write(kind, id, value) {
            draft[kind] = { ...draft[kind], [id]: structuredClone(value) };
          },
          async remove(kind, id) {
            delete draft[kind]?.[id];
          },
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
        things = draft;
        world.pictures = pictures;
        world.removed = removed;
        return result;
      });
      last = changed.catch(() => undefined);
      return changed;
    },
  };
  return world;
}
