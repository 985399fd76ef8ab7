import { startOffline } from '../hostile/offline.ts';
import { startMock } from '../mock-process.ts';
import type { RunningProcess } from '../running-process.ts';
import type { JudgeFinding } from './finding.ts';

/** One of our servers, in front of its judges. */
export interface JudgedServer {
  name: JudgeFinding['server'];
  origin: string;
}

/** The servers that are judged. Nobody is throttled: judges ask a lot. */
const STARTS: Record<JudgeFinding['server'], () => Promise<RunningProcess>> = {
  mock: () => startMock('--log-format', 'off'),
  // What is made up for `avatarUrl` must not have it call on strangers.
  serve: () => startOffline('--log-format', 'off'),
};

/** Gives what `judge` finds of each server, one after the other, each fresh: in memory, on a free port. */
export async function judgedServers<Found>(judge: (server: JudgedServer) => Promise<Found[]>): Promise<Found[]> {
  const found: Found[] = [];
  for (const [name, start] of Object.entries(STARTS)) {
    const server = await start();
    try {
      found.push(...(await judge({ name: name as JudgeFinding['server'], origin: server.origin })));
    } finally {
      await server.stop();
    }
  }
  return found;
}
