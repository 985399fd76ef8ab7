import { type DataPlace, IN_MEMORY, type RunningServer, startServe } from '../server-process.ts';

const OFFLINE: DataPlace = {
  ...IN_MEMORY,
  env: { NODE_OPTIONS: `--import=${new URL('no-network.ts', import.meta.url).href}` },
};

/**
 * Starts a reference server in memory, without limits, that cannot go online: what is asked at random must not have it
 * call on strangers.
 */
export function startOffline(...options: string[]): Promise<RunningServer> {
  return startServe(OFFLINE, '--rate-limits', 'off', ...options);
}
