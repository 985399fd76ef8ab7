import type { Json } from '../contract/document.ts';
import type { Refusal } from '../contract/failures.ts';
import type { NewPicture, Storage, StorageChange } from '../storage/storage.ts';

/** The things of one API as one session sees them: as seeded, or as changed since. */
export interface World<Records extends object> {
  /** @throws Refusal where there is nothing (any more). */
  read<Kind extends keyof Records & string>(kind: Kind, id: string): Promise<Records[Kind]>;
  /** Reads and writes as one: all of it or nothing. `act` must not wait for anything but the change itself. */
  change<T>(act: (change: WorldChange<Records>) => Promise<T>): Promise<T>;
}

export interface WorldChange<Records extends object> {
  /** @throws Refusal where there is nothing (any more). */
  read<Kind extends keyof Records & string>(kind: Kind, id: string): Promise<Records[Kind]>;
  /** Puts something in the place of what has been read. */
  write<Kind extends keyof Records & string>(kind: Kind, id: string, value: Records[Kind]): Promise<void>;
  /** @throws Refusal where there is nothing (any more). */
  remove(kind: keyof Records & string, id: string): Promise<void>;
  /** Adds it under the first of these paths that is free, and tells which that is. */
  addPicture(paths: Iterable<string>, picture: Omit<NewPicture, 'api' | 'path'>): Promise<string>;
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

/** One API's things in one world of a storage, over their seed; `absent` refuses what asks for more than there is. */
export function worldOf<Records extends object>(
  storage: Pick<Storage, 'read' | 'change'>,
  name: string,
  api: string,
  seed: Seed<Records>,
  absent: (id: string) => Refusal,
): World<Records> {
  const over = <Kind extends keyof Records & string>(
    kind: Kind,
    id: string,
    stored: Json | null | undefined,
  ): Records[Kind] => {
    const seeded = Object.hasOwn(seed[kind], id) ? seed[kind][id] : undefined;
    const there = stored === undefined ? seeded : (stored as Records[Kind] | null);
    if (there == null) throw absent(id);
    return there;
  };
  const changeIn = (change: StorageChange): WorldChange<Records> => {
    const read: WorldChange<Records>['read'] = async (kind, id) => over(kind, id, await change.read({ api, kind, id }));
    return {
      read,
      write: (kind, id, value) => change.write({ api, kind, id }, value as Json),
      async remove(kind, id) {
        await read(kind, id);
        await change.remove({ api, kind, id });
      },
      async addPicture(paths, picture) {
        for (const path of paths) if (await change.addPicture({ ...picture, api, path })) return path;
        throw new Error('None of the paths for a picture is free.');
      },
      removePicture: (path) => change.removePicture(path),
    };
  };
  return {
    read: async (kind, id) => over(kind, id, await storage.read(name, { api, kind, id })),
    change: (act) => storage.change(name, (change) => act(changeIn(change))),
  };
}
