import { type ChildProcess, fork } from 'node:child_process';
import { relative } from 'node:path';
import type { FSWatcher } from 'chokidar';
import type { Api } from '../apis/index.ts';
import type { Bundled } from '../contract/bundler.ts';
import type { Document } from '../contract/document.ts';
import { ownModule } from '../own-module.ts';

const BUNDLER = ownModule('contract/bundler');

/** Editors write a file in several steps; one reload serves them all. */
const SETTLE_MS = 40;
/** How long the bundling process waits for the next edit before it goes. */
const IDLE_MS = 5 * 60_000;

/** Bundles the contracts of one folder in a process of its own, started when it is needed first. */
export interface Bundler {
  bundled(api: string): Promise<Bundled>;
  /** Starts the process ahead of the first wish. */
  warm(): void;
  stop(): void;
}

export function bundlerProcess(folder: string): Bundler {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  const waiting = new Map<string, ((answer: Bundled) => void)[]>();
  const stop = (): void => {
    clearTimeout(idle);
    child?.kill();
    child = undefined;
  };
  const running = (): ChildProcess => {
    clearTimeout(idle);
    idle = setTimeout(stop, IDLE_MS).unref();
    if (child !== undefined) return child;
    const started = fork(BUNDLER, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    started.on('message', (answer: Bundled) => {
      for (const give of waiting.get(answer.api) ?? []) give(answer);
      waiting.delete(answer.api);
      if (waiting.size === 0) hold(started, false);
    });
    started.on('exit', () => {
      if (child === started) child = undefined;
      for (const [api, givers] of waiting)
        for (const give of givers) give({ api, problems: ['The bundling process ended unexpectedly.'] });
      waiting.clear();
    });
    hold(started, false);
    child = started;
    return started;
  };
  return {
    bundled(api) {
      return new Promise((resolve) => {
        const process = running();
        const others = waiting.get(api);
        waiting.set(api, [...(others ?? []), resolve]);
        hold(process, true);
        process.send({ api, folder });
      });
    },
    warm: () => void running(),
    stop,
  };
}

/** A process that works keeps ours alive, one that waits for work does not. */
function hold({ channel }: ChildProcess, working: boolean): void {
  if (working) channel?.ref();
  else channel?.unref();
}

export interface ReloadEvents {
  /** A contract was edited and can be bundled. */
  changed(api: Api, documents: ReadonlyMap<Api, Document>): Promise<void>;
  /** A contract was edited and cannot be served. */
  broken(api: Api, problems: readonly string[]): void;
}

/**
 * Watches the contracts and bundles what changes, pictures included. Resolves when no edit can be missed any more.
 * @throws Error when the folder cannot be watched.
 */
export async function watchContracts(
  folder: string,
  documents: ReadonlyMap<Api, Document>,
  bundler: Bundler,
  { changed, broken }: ReloadEvents,
): Promise<FSWatcher> {
  // Node's own recursive watching loses files that are replaced by renaming, as editors and git do.
  const { watch } = await import('chokidar');
  const current = new Map(documents);
  const edited = new Set<Api>();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const reload = async (): Promise<void> => {
    const apis = [...edited];
    edited.clear();
    for (const api of apis) {
      const { document, problems = [] } = await bundler.bundled(api.name);
      const next = document && new Map(current).set(api, document);
      if (next === undefined) {
        broken(api, problems);
        continue;
      }
      try {
        await changed(api, next);
        current.set(api, next.get(api) as Document);
      } catch (error) {
        broken(api, [(error as Error).message]);
      }
    }
  };
  const watcher = watch(folder, { ignoreInitial: true });
  watcher.on('all', (_, path) => {
    const top = relative(folder, path).split(/[\\/]/, 1)[0];
    const api = [...current.keys()].find((one) => one.name === top);
    if (api === undefined) return;
    edited.add(api);
    bundler.warm();
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(reload);
    }, SETTLE_MS);
  });
  await new Promise<void>((resolve, reject) => watcher.once('ready', resolve).once('error', reject));
  // From here on, what cannot be watched is not worth ending for.
  watcher.on('error', () => {});
  return watcher;
}
