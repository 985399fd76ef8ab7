import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Api, apis as allApis } from '../apis/index.ts';
import { OPENAPI_FOLDER } from '../contract/sources.ts';
import { startingDocuments } from './documents.ts';
import { type LogFormat, logOf } from './log.ts';
import { type Mock, startMock } from './mock.ts';
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
  const starting = Promise.withResolvers<Mock>();
  const broken = async (api: Api, found: readonly string[]): Promise<void> => {
    (await starting.promise).tell(api, found);
    log.error(`${api.name} cannot be served as it is now; its last good contract stays:\n  ${found.join('\n  ')}`);
  };
  // Before the first answer: nobody edits in vain who has seen the mock listen.
  const watcher = watching
    ? await watchContracts(contracts, documents, bundler, {
        async changed(api, next) {
          const mock = await starting.promise;
          await mock.replace(next);
          mock.tell(api, []);
          log.info(`${api.name} reloaded`);
        },
        broken,
      })
    : undefined;
  const mock = await startMock(documents, {
    ...command,
    anyToken: command.anyToken ?? false,
    keepOrigins: command.keepOrigins ?? false,
    contracts,
    remembered: command.remember,
    journalEntries: command.journal,
    log,
  });
  const stop = async (): Promise<void> => {
    void watcher?.close();
    bundler.stop();
    await mock.listening.stop();
    log.flush();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (process.env['npm_lifecycle_event'] !== undefined) whenParentIsGone(stop);

  starting.resolve(mock);
  process.stdout.write(`portrait mock listening on ${mock.listening.origin}\n`);
  log.info(
    `${chosen.map(({ name }) => name).join(', ')} · open ${mock.listening.origin.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')}/ in a browser`,
  );
  for (const [api, found] of problems) await broken(api, found);
}

const PARENT_CHECK_MS = 500;

/** A signal to npm ends npm and its shell, but does not reach what they run: that has to notice by itself. */
function whenParentIsGone(act: () => void): void {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    act();
  }, PARENT_CHECK_MS).unref();
}

function chosenApis(names: string[]): readonly Api[] {
  const unknown = names.find((name) => !allApis.some((api) => api.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no API “${unknown}”. There are ${allApis.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? allApis : allApis.filter(({ name }) => names.includes(name));
}
