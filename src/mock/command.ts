import { existsSync } from 'node:fs';
import { type Api, apis as allApis } from '../apis/index.ts';
import type { Document } from '../contract/document.ts';
import { bundledDocument, folderOf, isStale, OPENAPI_FOLDER } from '../contract/sources.ts';
import { type LogFormat, logOf } from './log.ts';
import { startMock } from './mock.ts';
import { bundlerProcess, watchContracts } from './reload.ts';

/** The options of `portrait mock`, as the command line gives them. */
export interface MockCommand {
  api: string[];
  host: string;
  port: number;
  watch: boolean;
  logFormat: LogFormat;
  anyToken: boolean;
  keepOrigins: boolean;
  remember: number;
  journal: number;
}

/**
 * Runs the mock until SIGINT or SIGTERM, then finishes what is in flight.
 * @throws Error with a way out: an API that does not exist, a port that is taken, a contract that cannot be served.
 */
export async function runMock(command: MockCommand): Promise<void> {
  const log = logOf(command.logFormat);
  const chosen = chosenApis(command.api);
  const watching = command.watch && existsSync(OPENAPI_FOLDER);
  const bundler = bundlerProcess();
  const documents = new Map<Api, Document>();
  for (const api of chosen)
    documents.set(api, watching && isStale(api.name) ? await freshDocument(api) : bundledDocument(api.name));

  const mock = await startMock(documents, {
    ...command,
    remembered: command.remember,
    journalEntries: command.journal,
    log,
  });
  process.stdout.write(`portrait mock listening on ${mock.listening.origin}\n`);
  log.info(`${chosen.map(({ name }) => name).join(', ')} · open ${mock.listening.origin}/ in a browser`);

  const watcher = watching
    ? watchContracts(documents, bundler, {
        async changed(next) {
          await mock.replace(next);
          log.info('contracts reloaded');
        },
        broken(api, problems) {
          mock.tell(problems);
          log.error(
            `${api.name} cannot be served as it is now; the last good contract stays:\n  ${problems.join('\n  ')}`,
          );
        },
      })
    : undefined;

  const stop = async (): Promise<void> => {
    watcher?.close();
    bundler.stop();
    await mock.listening.stop();
    log.flush();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);

  async function freshDocument(api: Api): Promise<Document> {
    log.info(`${api.name} was edited since it was generated; bundling it`);
    const { document, problems = [] } = await bundler.bundled(api.name);
    if (document === undefined)
      throw new Error(`The contract in ${folderOf(api.name)} cannot be served:\n  ${problems.join('\n  ')}`);
    return document;
  }
}

function chosenApis(names: string[]): readonly Api[] {
  const unknown = names.find((name) => !allApis.some((api) => api.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no API “${unknown}”. There are ${allApis.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? allApis : allApis.filter(({ name }) => names.includes(name));
}
