import { chosenApis } from '../apis/chosen.ts';
import { bundledDocument } from '../contract/sources.ts';
import { keepCompileCache, openable, stopWhenAsked } from '../edge/lifetime.ts';
import { type LogFormat, logOf } from '../edge/log.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { GateMode } from './parts.ts';
import { startServer } from './server.ts';

/** The options of `portrait serve`, as the command line gives them. */
export interface ServeCommand {
  api?: string[];
  host: string;
  port: number;
  data: string;
  memory?: boolean;
  rateLimits: 'on' | 'off';
  gate: GateMode;
  sessionIdle: number;
  fetchFrom?: string[];
  logFormat: LogFormat;
  anyToken?: boolean;
}

const MINUTE_MS = 60_000;

/**
 * Runs the reference server until SIGINT or SIGTERM, then finishes what is in flight.
 * @throws Error with a way out: an API that does not exist, a port that is taken, a database that cannot be opened.
 */
export async function runServer(command: ServeCommand): Promise<void> {
  const chosen = chosenApis(command.api ?? []);
  const log = logOf(command.logFormat);
  const storage = await openStorage(storagePlace(command));
  const listening = await startServer(new Map(chosen.map((api) => [api, bundledDocument(api.name)])), {
    storage,
    host: command.host,
    port: command.port,
    gate: command.gate,
    anyToken: command.anyToken ?? false,
    rateLimits: command.rateLimits === 'on',
    sessionIdleMs: command.sessionIdle * MINUTE_MS,
    fetchFrom: command.fetchFrom ?? [],
    log,
  });
  stopWhenAsked(async () => {
    await listening.stop();
    await storage.close();
    log.flush();
  });
  process.stdout.write(`portrait serve listening on ${listening.origin}\n`);
  log.info(
    `${chosen.map(({ name }) => name).join(', ')} · ${storage.name} · open ${openable(listening.origin)} in a browser`,
  );
  keepCompileCache();
}

/** `--memory` and `--data` are said here and now; `DATABASE_URL` stands around. */
function storagePlace({ memory, data }: ServeCommand): Parameters<typeof openStorage>[0] {
  const url = process.env['DATABASE_URL'];
  if (memory) return { memory: true };
  return url ? { url } : { file: data };
}
