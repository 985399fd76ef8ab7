import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from '../contract/failures.ts';
import type { Storage, WorldInfo } from '../storage/storage.ts';

/** Header, and name of the cookie, that put a request into a world of its own. */
export const SESSION_HEADER = 'X-Portrait-Session';

const HEADER = SESSION_HEADER.toLowerCase();
const NAME = /^[\w.:-]{1,64}$/;

/** More sessions than any test run has use for; each costs a row, and what it changes. */
const MAX_SESSIONS = 10_000;
/** How often the storage learns that a session is still in use. */
const TOUCH_MS = 10_000;
const SWEEP_MS = 30_000;

/** The worlds that callers name. */
export interface Sessions {
  /**
   * The world of a request, made at its first use; undefined where it names none.
   * @throws Refusal requestMalformed for a name that is none, and for one too many.
   */
  enter(headers: IncomingHttpHeaders): Promise<string> | undefined;
  /** How many are known. */
  count(): number;
  list(): Promise<WorldInfo[]>;
  /** Puts one world, or all of them, back to the seed. */
  reset(world: string | undefined): Promise<void>;
  /** Forgets one that is not used any more. */
  forget(name: string): Promise<void>;
  stop(): void;
}

export interface SessionOptions {
  storage: Storage;
  /** Milliseconds without a request, after which a session is forgotten. */
  idleMs: number;
  now(): number;
  /** Called for each world that starts anew, reset or forgotten: what is counted for it is void. */
  renewed(world: string): void;
  failed(error: unknown): void;
}

/** Sessions over a storage. Forgets idle ones from time to time, until it is stopped. */
export async function sessionsOf({ storage, idleMs, now, renewed, failed }: SessionOptions): Promise<Sessions> {
  /** When the storage was last told of each. */
  const told = new Map(
    (await storage.worlds()).filter(({ name }) => name !== '').map(({ name, usedAt }) => [name, usedAt.getTime()]),
  );
  const sweep = async (): Promise<void> => {
    for (const world of await storage.forgetIdle(new Date(now() - idleMs))) {
      told.delete(world);
      renewed(world);
    }
  };
  const clock = setInterval(() => void sweep().catch(failed), Math.min(SWEEP_MS, Math.max(idleMs / 2, 100))).unref();
  const entered = async (name: string): Promise<string> => {
    if (!NAME.test(name)) {
      throw refuse(
        'preferenceUnknown',
        ['header', HEADER],
        `“${name.slice(0, 80)}” is no name of a session; 1 to 64 letters, digits, dots, colons, hyphens and underscores are.`,
      );
    }
    const before = told.get(name);
    if (before === undefined && told.size >= MAX_SESSIONS) {
      throw refuse(
        'preferenceUnknown',
        ['header', HEADER],
        `There are ${MAX_SESSIONS} sessions, as many as there may be; idle ones are forgotten after ${idleMs / 60_000} minutes.`,
      );
    }
    if (before === undefined || now() - before >= Math.min(TOUCH_MS, idleMs / 4)) {
      // Its place is taken before anybody else asks.
      told.set(name, now());
      await storage.touch(name, new Date(now())).catch((error: unknown) => {
        told.delete(name);
        throw error;
      });
    }
    return name;
  };
  return {
    enter(headers) {
      const name = nameIn(headers);
      return name === undefined ? undefined : entered(name);
    },
    count: () => told.size,
    list: () => storage.worlds(),
    async reset(world) {
      if (world === undefined) await storage.resetAll();
      else await storage.reset(world);
      for (const name of world === undefined ? [...told.keys(), ''] : [world]) renewed(name);
    },
    async forget(name) {
      await storage.forget(name);
      told.delete(name);
      renewed(name);
    },
    stop: () => clearInterval(clock),
  };
}

/** The header goes before the cookie. */
function nameIn(headers: IncomingHttpHeaders): string | undefined {
  const header = headers[HEADER];
  if (header !== undefined) return String(header);
  for (const cookie of (headers.cookie ?? '').split(';')) {
    const [name = '', ...value] = cookie.trim().split('=');
    if (name.toLowerCase() === HEADER) return value.join('=');
  }
  return undefined;
}
