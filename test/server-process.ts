import { type RunningProcess, startProcess } from './running-process.ts';

/** A reference server in a process of its own, as a user starts it. */
export type RunningServer = RunningProcess;

/** Where a reference server remembers: arguments and environment that say so. */
export interface DataPlace {
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

export const IN_MEMORY: DataPlace = { args: ['--memory'] };

/**
 * Starts `portrait serve` on a free port and waits until it listens.
 * @throws Error with its output when it ends instead.
 */
export function startServe({ args = [], env = {} }: DataPlace, ...more: string[]): Promise<RunningServer> {
  return startProcess(['serve', '--port', '0', ...args, ...more], { DATABASE_URL: '', ...env });
}
