import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chosenApis } from '../apis/chosen.ts';
import type { Api } from '../apis/index.ts';
import { OPENAPI_FOLDER } from '../contract/sources.ts';
import { keepCompileCache, openable, stopWhenAsked } from '../edge/lifetime.ts';
import { type LogFormat, logOf } from '../edge/log.ts';
import { startingDocuments } from './documents.ts';
import { startMock } from './mock.ts';
import { bundlerProcess, watchContracts } from './reload.ts';

/** The options of `portrait mock`, as the command line gives them. */
export interface MockCommand {
  api?: string[];
  /** A folder like `openapi/`. */
  contracts?: string;
  host: string;
  port: number;
  watch: boolean;
  logFormat: LogFormat;
  anyToken?: boolean;
  keepOrigins?: boolean;
  remember: number;
  journal: number;
}

/**
 * Runs the mock until SIGINT or SIGTERM, then finishes what is in flight.
 * @throws Error with a way out: an API that does not exist, a port that is taken, a contract that cannot be served.
 */
export async function runMock(command: MockCommand): Promise<void> {
  const chosen = chosenApis(command.api ?? []);
  const contracts = resolve(command.contracts ?? OPENAPI_FOLDER);
  const watching = command.watch && existsSync(contracts);
  const bundler = bundlerProcess(contracts);
  const { documents, problems } = await startingDocuments(chosen, contracts, watching, bundler);
  const log = logOf(command.logFormat);
  const mock = await startMock(documents, {
    ...command,
    anyToken: command.anyToken ?? false,
    keepOrigins: command.keepOrigins ?? false,
    contracts,
    remembered: command.remember,
    journalEntries: command.journal,
    log,
  });
  const broken = (api: Api, found: readonly string[]): void => {
    mock.tell(api, found);
    log.error(`${api.name} cannot be served as it is now; its last good contract stays:\n  ${found.join('\n  ')}`);
  };
  // Answers come already; but nobody edits in vain who has been told that the mock listens.
  const watcher = watching
    ? await watchContracts(contracts, documents, bundler, {
        async changed(api, next) {
          await mock.replace(next);
          mock.tell(api, []);
          log.info(`${api.name} reloaded`);
        },
        broken,
      })
    : undefined;
  stopWhenAsked(async () => {
    void watcher?.close();
    bundler.stop();
    await mock.listening.stop();
    log.flush();
  });
  process.stdout.write(`portrait mock listening on ${mock.listening.origin}\n`);
  log.info(`${chosen.map(({ name }) => name).join(', ')} · open ${openable(mock.listening.origin)} in a browser`);
  for (const [api, found] of problems) broken(api, found);
  keepCompileCache();
}
