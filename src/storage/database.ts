import type { ControlledTransaction, Kysely } from 'kysely';
import type { Ask } from './queries.ts';
import type { Tables } from './tables.ts';

/** One of the two databases: what the storage asks of it beyond Kysely. Throws what its driver throws. */
export interface Database {
  /** As `Storage.name` has it. */
  readonly name: string;
  /** Sees what is committed, at once. */
  readonly reader: Kysely<Tables>;
  /** The same for the few questions of nearly every request, by the shortest way there is. */
  readonly ask: Ask;
  /** Changes of one lane come one after the other: the world's, or one for all where there can be only one writer. */
  laneOf(world: string): string;
  /** Starts a change. */
  begin(): Promise<ControlledTransaction<Tables>>;
  /** Asks whether all is well. */
  check(): Promise<void>;
  close(): Promise<void>;
}
