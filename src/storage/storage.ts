import type { Json } from '../contract/document.ts';

/**
 * What the reference server remembers. A world is the seed, which the contracts' examples give, and what was changed
 * since: only changes are stored, so a world costs nothing until somebody writes in it, and a reset is quick.
 * Whatever a database fails at is thrown as a `StorageFailure`.
 */
export interface Storage {
  /** For people: `SQLite data/portrait.db`, `PostgreSQL portrait at 127.0.0.1:5432`; never a password. */
  readonly name: string;
  /** As last written; null where it was removed, undefined where it was never written. */
  read(world: string, record: RecordKey): Promise<Json | null | undefined>;
  /**
   * A picture by its path; null where this world has removed a seeded one. Without a world, whoever has it: paths of
   * uploads are unique over all worlds.
   */
  picture(world: string | undefined, path: string): Promise<StoredPicture | null | undefined>;
  /**
   * Reads and writes as one: all of it or nothing, and durable when the promise resolves. Changes of one world come
   * one after the other. `act` must not wait for anything but the change itself.
   */
  change<T>(world: string, act: (change: StorageChange) => Promise<T>): Promise<T>;
  /** Says that a world is in use; makes it known at its first use. */
  touch(world: string, at: Date): Promise<void>;
  /** Those that are known, the longest idle first. */
  worlds(): Promise<WorldInfo[]>;
  /** Puts one world back to the seed. It stays known. */
  reset(world: string): Promise<void>;
  resetAll(): Promise<void>;
  /** Forgets one world, and all that was changed in it. */
  forget(world: string): Promise<void>;
  /** Forgets the worlds that nobody has touched since; not the one without a name. Gives their names. */
  forgetIdle(since: Date): Promise<string[]>;
  /** @throws StorageFailure when the database cannot be reached, or not any more where it was. */
  check(): Promise<void>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}

/** The name of a record: of which API, of which kind (`user`, `profile`, …), which one. */
export interface RecordKey {
  api: string;
  kind: string;
  id: string;
}

export interface WorldInfo {
  /** Empty for the world of requests without a session. */
  name: string;
  createdAt: Date;
  usedAt: Date;
  /** Records and pictures that differ from the seed. */
  changes: number;
}

/** What one change may do. */
export interface StorageChange {
  read(record: RecordKey): Promise<Json | null | undefined>;
  write(record: RecordKey, value: Json): Promise<void>;
  remove(record: RecordKey): Promise<void>;
  /** False, and nothing added, when the path is taken. The oldest of an owner go when there are very many. */
  addPicture(picture: NewPicture): Promise<boolean>;
  /** Removes an uploaded picture, or hides a seeded one from this world. */
  removePicture(path: string): Promise<void>;
}

export interface StoredPicture {
  /** `image/jpeg`, … */
  type: string;
  bytes: Buffer;
  /** Quoted, strong: of the bytes. */
  etag: string;
  /** Whether `w` and `h` scale it. */
  resize: boolean;
}

export interface NewPicture {
  /** With its leading slash; unique over all worlds. */
  path: string;
  api: string;
  /** Whose picture it is, for example `6`. */
  owner: string;
  type: string;
  bytes: Buffer;
  resize: boolean;
}
