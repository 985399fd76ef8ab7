import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('keeper.ts', import.meta.url));

/** What a keeper is asked, and what it tells. */
export type ToKeeper = 'start' | 'crash' | 'end';
export type FromKeeper = { url: string } | { done: ToKeeper } | { failure: string };

/** A PostgreSQL server of one's own. */
export interface PostgresServer {
  /** Of its superuser, in the database `postgres`. */
  url: string;
  /** Process id of its keeper, which SIGTERM ends with everything it keeps. */
  keeper: number;
  /** Ends it at once, as if its machine had failed. */
  crash(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Ends it and forgets its data. */
  stop(): Promise<void>;
  /** Lets it outlive this process, until its owner ends. */
  release(): void;
}

/**
 * Starts a server that lives no longer than the process `owner`.
 * @throws Error with its last words when it does not start.
 */
export async function startServer(owner: number): Promise<PostgresServer> {
  const keeper = fork(KEEPER, [String(owner)], {
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await hear(keeper);
  if (!('url' in ready)) throw new Error('The keeper of PostgreSQL did not say where it is.');
  const ask = async (what: ToKeeper): Promise<void> => {
    const heard = hear(keeper);
    keeper.send(what);
    await heard;
  };
  return {
    url: ready.url,
    keeper: keeper.pid ?? 0,
    crash: () => ask('crash'),
    start: () => ask('start'),
    async stop() {
      if (keeper.exitCode !== null) return;
      const gone = once(keeper, 'exit');
      keeper.kill('SIGTERM');
      await gone;
    },
    release() {
      keeper.disconnect();
      keeper.unref();
    },
  };
}

/** Its next message. */
function hear(keeper: ChildProcess): Promise<FromKeeper> {
  return new Promise((resolve, reject) => {
    const settle = (message: FromKeeper): void => {
      keeper.off('exit', fail);
      if ('failure' in message) reject(new Error(message.failure));
      else resolve(message);
    };
    const fail = (code: number | null): void => {
      keeper.off('message', settle);
      reject(new Error(`The keeper of PostgreSQL ended with ${code}.`));
    };
    keeper.once('message', settle);
    keeper.once('exit', fail);
  });
}
