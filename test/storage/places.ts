import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoragePlace } from '../../src/storage/open-storage.ts';
import { startPostgres } from '../postgres.ts';

/** An empty place for a storage. */
export interface EmptyPlace {
  place: StoragePlace;
  /** Forgets it. */
  stop(): Promise<void>;
}

/** A SQLite file in a folder that does not exist yet. */
export async function emptyFile(): Promise<EmptyPlace & { place: { file: string } }> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-storage-'));
  return {
    place: { file: join(folder, 'data', 'portrait.db') },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function emptyPostgres(): Promise<EmptyPlace & { place: { url: string } }> {
  const { url, stop } = await startPostgres();
  return { place: { url }, stop };
}

async function memory(): Promise<EmptyPlace> {
  return { place: { memory: true }, stop: async () => undefined };
}

/** Every kind of place, for `describe.each`. */
export const PLACES: [kind: string, empty: () => Promise<EmptyPlace>][] = [
  ['a SQLite file', emptyFile],
  ['memory', memory],
  ['PostgreSQL', emptyPostgres],
];

/** Those that several processes can share. */
export const SHARED_PLACES = PLACES.filter(([kind]) => kind !== 'memory');
