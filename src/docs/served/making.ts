import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { ownModule } from '../../own-module.ts';
import type { Report, Task } from './builder.ts';
import type { Shelf } from './shelf.ts';

const BUILDER = ownModule('docs/served/builder');

/** A site in the making. */
export interface Making {
  /** Resolves to its folder; rejects with what went wrong. */
  done: Promise<string>;
  stop(): void;
}

/** Has a site built by a process of its own, and put on the shelf. `report` hears of every file. */
export function making(
  contracts: readonly Contract[],
  folder: string,
  stamp: string,
  shelf: Shelf,
  report: (file: string) => void,
): Making {
  const stopping = new AbortController();
  const make = async (): Promise<string> => {
    const workshop = await shelf.begin();
    const out = join(workshop, 'site');
    let site: string | undefined;
    try {
      await mkdir(out);
      const documents = contracts.map(({ api, document }): Task['documents'][number] => [api, document]);
      await built({ out, folder, documents }, workshop, stopping.signal, report);
      site = await shelf.keep(out, stamp);
      return site;
    } finally {
      if (site !== out) await shelf.discard(workshop);
    }
  };
  return { done: make(), stop: () => stopping.abort() };
}

/** Everything on the way is written to the workshop, so that nothing stays behind. */
function built(task: Task, workshop: string, signal: AbortSignal, report: (file: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(BUILDER, [], {
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: workshop, TMP: workshop, TEMP: workshop },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const stop = (): void => void child.kill();
    let problem: string | undefined;
    child.on('message', (said: Report) => {
      if ('file' in said) report(said.file);
      else problem = said.problem;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      if (code === 0 && problem === undefined) resolve();
      else reject(new Error(problem ?? `The process that builds the documentation ended with ${code}.`));
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else child.send(task);
  });
}
