import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../loopback.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One of the servers that are compared, in a process of its own. */
export interface BenchServer {
  name: string;
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** How a server is started: its arguments to Node, given a free port. */
export interface Contender {
  name: string;
  args(port: number): string[];
}

/** What an npm script runs, less the `node` in front. */
export function scriptArgs(script: 'start' | 'serve'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts[script]?.split(' ').slice(1) ?? [];
}

export const PORTRAIT: Contender = {
  name: 'portrait mock, four contracts',
  args: (port) => [...scriptArgs('start'), '--port', String(port)],
};

export const STOCK_PRISM: Contender = {
  name: 'prism mock, one contract',
  args: (port) => [
    'node_modules/@stoplight/prism-cli/dist/index.js',
    'mock',
    'openapi/app-net/openapi.yaml',
    '-p',
    String(port),
  ],
};

/** A server that knows nothing and sends the given answer. */
export function bareServer(answerFile: string): Contender {
  return { name: 'bare node:http', args: (port) => ['test/bench/bare-server.ts', String(port), answerFile] };
}

/** Starts a server, its output going nowhere, and waits until it answers `probe` with a success. */
export async function start(
  { name, args }: Contender,
  probe: (origin: string) => Promise<boolean>,
): Promise<BenchServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, args(port), { cwd: ROOT, stdio: 'ignore' });
  await answering(child, () => probe(origin));
  return { name, origin, pid: child.pid ?? 0, stop: () => stop(child) };
}

/** Milliseconds from the start of the process to its first good answer. */
export async function timeToAnswer(contender: Contender, probe: (origin: string) => Promise<boolean>): Promise<number> {
  const began = performance.now();
  const server = await start(contender, probe);
  const took = performance.now() - began;
  await server.stop();
  return took;
}

/** Resident memory of a process, in mebibytes. */
export function residentMebibytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}

const POLL_MS = 5;
const PATIENCE_MS = 30_000;

async function answering(child: ChildProcess, probe: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    if (await probe().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  child.kill('SIGKILL');
  throw new Error('The server did not answer in time.');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  // As a user stops it; the compiler's cache is written on the way out.
  child.kill('SIGTERM');
  await ended;
}
