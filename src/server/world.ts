import type { Json } from '../contract/document.ts';
import type { NewPicture, Storage, StorageChange } from '../storage/storage.ts';

/** The things of one API as one session sees them: as seeded, or as changed since. */
export interface World<Records extends object> {
  read<Kind extends keyof Records & string>(kind: Kind, id: string): Promise<Records[Kind] | undefined>;
  /** Reads and writes as one: all of it or nothing. `act` must not wait for anything but the change itself. */
  change<T>(act: (change: WorldChange<Records>) => Promise<T>): Promise<T>;
}

export interface WorldChange<Records extends object> {
  read<Kind extends keyof Records & string>(kind: Kind, id: string): Promise<Records[Kind] | undefined>;
  write<Kind extends keyof Records & string>(kind: Kind, id: string, value: Records[Kind]): Promise<void>;
  remove(kind: keyof Records & string, id: string): Promise<void>;
  /** False, and nothing added, when the path is taken. */
  addPicture(picture: Omit<NewPicture, 'api'>): Promise<boolean>;
  removePicture(path: string): Promise<void>;
}

/** What an API's world starts with: records by kind and id. One for all worlds: nobody may change it in place. */
export type Seed<Records extends object> = { [Kind in keyof Records]: Record<string, Records[Kind]> };

/** Makes sure of that. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inside of Object.values(value)) frozen(inside);
  }
  return value;
}

/** One API's things in one world of a storage, over their seed. */
export function worldOf<Records extends object>(
  storage: Storage,
  name: string,
  api: string,
  seed: Seed<Records>,
): World<Records> {
  const over = <Kind extends keyof Records & string>(
    kind: Kind,
    id: string,
    stored: Json | null | undefined,
  ): Records[Kind] | undefined => {
    if (stored === null) return undefined;
    const seeded = Object.hasOwn(seed[kind], id) ? seed[kind][id] : undefined;
    return stored === undefined ? seeded : (stored as Records[Kind]);
  };
  return {
    read: async (kind, id) => over(kind, id, await storage.read(name, { api, kind, id })),
    change: (act) =>
      storage.change(name, (change: StorageChange) =>
        act({
          read: async (kind, id) => over(kind, id, await change.read({ api, kind, id })),
          write: (kind, id, value) => change.write({ api, kind, id }, value as Json),
          remove: (kind, id) => change.remove({ api, kind, id }),
          addPicture: (picture) => change.addPicture({ api, ...picture }),
          removePicture: (path) => change.removePicture(path),
        }),
      ),
  };
}
