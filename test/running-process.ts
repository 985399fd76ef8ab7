import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A server in a process of its own, as a user starts it. */
export interface RunningProcess {
  origin: string;
  pid: number;
  process: ChildProcess;
  /** Everything it has written so far, standard output and error. */
  output(): string;
  /** Asks it to stop; gives the exit code. */
  stop(): Promise<number | null>;
}

/** How `portrait` is called, and where. */
export interface Installation {
  command: [string, ...string[]];
  cwd: string;
}

export const CHECKOUT: Installation = { command: [process.execPath, 'bin/portrait.js'], cwd: ROOT };

/**
 * Starts `portrait` with these arguments and waits until it listens.
 * @throws Error with its output when it ends instead.
 */
export async function startProcess(
  args: string[],
  env: NodeJS.ProcessEnv = {},
  { command: [program, ...first], cwd }: Installation = CHECKOUT,
): Promise<RunningProcess> {
  const child = spawn(program, [...first, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = originIn(output);
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`portrait ${args.join(' ')} ended with ${code}:\n${output}`)));
  });
  return {
    origin,
    pid: child.pid ?? 0,
    process: child,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** Where a server says that it listens; undefined while it does not. */
export function originIn(output: string): string | undefined {
  return /listening on (http:\/\/\S+)/.exec(output)?.[1];
}
