import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CHECKOUT, originIn } from '../running-process.ts';
import { currentRun, type Kept, type Run, shared } from './shared.ts';

const END_WITH_OWNER = fileURLToPath(new URL('end-with-owner.ts', import.meta.url));

/** A mock that others ask as well, at the same time and before. */
export interface SharedMock {
  origin: string;
}

/**
 * The mock with these options that all test files of a run share, for those that take it as it is: they neither stop
 * it, nor look at what it logs or has in its journal, nor mind whether an answer is remembered.
 * @throws Error with its output when it did not start.
 */
export async function sharedMock(...options: string[]): Promise<SharedMock> {
  const run = currentRun();
  if (run === undefined) throw new Error('Only the suite shares a mock.');
  const name = ['mock', ...options].join('');
  return { origin: await shared(name, run, () => start(name, run, options)) };
}

/** Its output is a file, which outlives the process that started it. */
async function start(name: string, { folder }: Run, options: readonly string[]): Promise<Kept> {
  const path = join(folder, `${name}.log`);
  const log = await open(path, 'w');
  const { command, cwd } = CHECKOUT;
  const [program, ...first] = command;
  const args = ['--import', END_WITH_OWNER, ...first, 'mock', '--port', '0', '--no-watch', '--log-format', 'off'];
  const child = spawn(program, [...args, ...options], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '' },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  await log.close();
  for (;;) {
    const output = await readFile(path, 'utf8');
    const url = originIn(output);
    if (url !== undefined) return { url, keeper: child.pid ?? 0 };
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The shared mock ended:\n${output}`);
    await sleep(20);
  }
}
