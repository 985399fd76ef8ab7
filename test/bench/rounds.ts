import { type Load, type Measured, measure, median } from './load.ts';
import type { BenchServer } from './servers.ts';

/** How long and how often is measured. */
export interface Rounds {
  count: number;
  /** Of each measurement. */
  seconds: number;
}

export const CONNECTIONS = [16, 64];

/**
 * Medians over rounds in which the servers take turns, so that a machine whose speed drifts is unfair to none.
 * `loadOf` gives a server its own load, where it is another.
 */
export async function inTurns(
  servers: readonly BenchServer[],
  load: Load | ((server: BenchServer) => Load),
  connections: number,
  { count, seconds }: Rounds,
): Promise<Map<BenchServer, Measured>> {
  const loadOf = typeof load === 'function' ? load : (): Load => load;
  const found = new Map(servers.map((server) => [server, [] as Measured[]]));
  for (let round = 0; round <= count; round++) {
    for (const server of servers) {
      const figure = await measure(server.origin, loadOf(server), connections, seconds);
      // In the first round compilers are still at work.
      if (round > 0) found.get(server)?.push(figure);
    }
  }
  return new Map(
    [...found].map(([server, figures]) => [
      server,
      { perSecond: median(figures.map(({ perSecond }) => perSecond)), p99: median(figures.map(({ p99 }) => p99)) },
    ]),
  );
}

/** A measurement in a cell of a table. */
export function shown(figure: Measured | undefined): string {
  return figure === undefined ? '' : `${figure.perSecond.toFixed(0)}/s, p99 ${figure.p99} ms`;
}
