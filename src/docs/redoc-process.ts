import { fork } from 'node:child_process';
import { once } from 'node:events';
import { QUIET } from '../contract/redocly-command.ts';
import { ownModule } from '../own-module.ts';

const RENDERER = ownModule('docs/redoc-renderer');

/** The files that a page is made of, and the one that it becomes. */
export interface PageFiles {
  title: string;
  document: string;
  /** The page around it, in Handlebars. */
  template: string;
  /** Redoc's options. */
  options: string;
  page: string;
}

/** What is heard of each page: nothing when it is written, or what went wrong. */
export interface Rendered {
  problem?: string;
}

/** Redocly in a process of its own, which renders one page after the other. */
export interface RedocProcess {
  /** @throws Error with what Redocly said, when it fails. */
  render(files: PageFiles): Promise<void>;
  stop(): void;
}

/** It works in `folder`, so that it heeds no `redocly.yaml`, and says nothing to anybody outside. */
export function redocProcess(folder: string): RedocProcess {
  const child = fork(RENDERER, [], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...QUIET },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`redocly build-docs ended with ${code}:\n${output}`)));
  });
  // It ends when all is done as well.
  ended.catch(() => {});
  return {
    async render(files) {
      const heard = once(child, 'message') as Promise<[Rendered]>;
      child.send(files, () => {});
      const [{ problem }] = await Promise.race([heard, ended]);
      if (problem !== undefined) throw new Error(`redocly build-docs: ${problem}`);
    },
    stop() {
      if (child.connected) child.disconnect();
    },
  };
}
