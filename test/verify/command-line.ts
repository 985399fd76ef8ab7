import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../src/contract/sources.ts';
import type { Run } from './runs-process.ts';

export interface Ended {
  code: number | null;
  /** What it printed, on either stream. */
  said: string;
}

export interface Running {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** What it printed so far. */
  said(): string;
}

/** Starts `portrait …` as a user does, without a terminal, in a folder. */
export function startPortrait(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin/portrait.js'), ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, said: text })));
  return { process: child, ended, said: () => text };
}

/** `portrait …`, run after run in one process; each run has its own arguments, folder and environment. */
export interface Runs {
  /** Runs it to its end. The runs before have to be over. */
  run(args: readonly string[], cwd: string, environment?: NodeJS.ProcessEnv): Promise<Ended>;
  stop(): Promise<void>;
}

/** Starts a process for many runs: what ends a process, or comes from outside of it, needs `startPortrait`. */
export function startRuns(): Runs {
  const child = fork(join(ROOT, 'test/verify/runs-process.ts'), {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    // Without a terminal, as the others; what it says is told, but for its own failure.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    async run(args, cwd, environment = {}) {
      child.send({ args, cwd, environment } satisfies Run);
      const [told] = await Promise.race([once(child, 'message'), ended]);
      if (typeof told !== 'object') throw new Error(`The process of portrait ${args.join(' ')} ended with ${told}.`);
      return told;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

export interface Recording {
  server: Server;
  port: number;
  origin: string;
  /** Method and target of what came, in order. */
  came: string[];
  stop(): Promise<void>;
}

/** A server that writes down what it is asked. */
export async function recording(answer: RequestListener): Promise<Recording> {
  const came: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    came.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server, port, origin: `http://127.0.0.1:${port}`, came, stop };
}
