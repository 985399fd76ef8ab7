/**
 * The process that keeps a PostgreSQL server for tests: `node keeper.ts <pid of its owner>`, with a channel to whoever
 * starts it. Ends the server and removes its data when it is told to, or when its owner is gone, however that ended.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { onceGone } from '../shared-run/owner.ts';
import { AS_WHOM, installation, ownedFolder } from './installation.ts';
import type { FromKeeper, ToKeeper } from './server.ts';

const START_TIMEOUT_MS = 30_000;

const owner = Number(process.argv[2]);
const { postgres, template } = await installation();
const folder = await ownedFolder('portrait-postgres-data-');
const data = join(folder, 'data');
await promisify(execFile)('cp', ['-R', template, data], { ...AS_WHOM, cwd: folder });
const port = await freePort();

let server: ChildProcess | undefined;

async function start(): Promise<void> {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=32MB',
    'fsync=on',
    'synchronous_commit=on',
  ];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn(postgres, ['-D', data, ...options], {
    ...AS_WHOM,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = child;
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-5_000);
  });
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`PostgreSQL did not start:\n${log}`);
    await sleep(20);
  }
}

/** Quickly: SIGINT takes leave of clients and writes everything out, SIGQUIT is a crash. */
async function stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}

async function end(): Promise<never> {
  await stop('SIGINT');
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

async function answers(): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'portrait', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

function tell(message: FromKeeper): void {
  if (process.connected) process.send?.(message);
}

const answerTo: Record<ToKeeper, () => Promise<unknown>> = {
  start,
  crash: () => stop('SIGQUIT'),
  end,
};

process.on('message', (asked: ToKeeper) => {
  answerTo[asked]().then(
    () => tell({ done: asked }),
    (error: Error) => tell({ failure: error.message }),
  );
});
process.on('SIGTERM', end);
// An interrupt of the terminal reaches the whole group: the owner decides.
process.on('SIGINT', () => undefined);
onceGone(owner, end);

try {
  await start();
  tell({ url: `postgres://portrait@127.0.0.1:${port}/postgres` });
} catch (error) {
  tell({ failure: (error as Error).message });
  await end();
}
