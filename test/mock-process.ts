import { type RunningProcess, startProcess } from './running-process.ts';

/** A mock in a process of its own, as a user starts it. */
export type RunningMock = RunningProcess;

/**
 * Starts `portrait mock` on a free port and waits until it listens. It watches contracts with `--watch` only.
 * @throws Error with its output when it ends instead.
 */
export function startMock(...args: string[]): Promise<RunningMock> {
  const watching = args.includes('--watch');
  const given = args.filter((arg) => arg !== '--watch');
  return startProcess(['mock', '--port', '0', ...(watching ? [] : ['--no-watch']), ...given]);
}
