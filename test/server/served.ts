import { afterAll, beforeAll } from '@jest/globals';
import type { TestPlace } from '../databases.ts';
import { type RunningServer, startServe } from '../server-process.ts';

/** A reference server on a database of its own; both are there as soon as tests run. */
export interface Served<Place extends TestPlace> {
  readonly database: Place;
  readonly server: RunningServer;
  /** The server's. */
  readonly origin: string;
}

/** Opens a database and starts a server on it, with these options, for all tests of the describe block at hand. */
export function servedOn<Place extends TestPlace>(open: () => Promise<Place>, ...options: string[]): Served<Place> {
  let database: Place | undefined;
  let server: RunningServer | undefined;
  beforeAll(async () => {
    database = await open();
    server = await startServe(database.place, ...options);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await database?.close();
  });
  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('Nothing is served before the tests run.');
    return thing;
  };
  return {
    get database() {
      return started(database);
    },
    get server() {
      return started(server);
    },
    get origin() {
      return started(server).origin;
    },
  };
}
