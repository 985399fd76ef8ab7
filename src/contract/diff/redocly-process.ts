import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../document.ts';
import { QUIET } from '../redocly-command.ts';
import type { Pair, RedoclyChange } from './redocly.ts';

const STDIO: ['ignore', 'ignore', 'pipe', 'ipc'] = ['ignore', 'ignore', 'pipe', 'ipc'];

const COMPARER = fileURLToPath(new URL('./redocly-comparer.ts', import.meta.url));

/** What Redocly says of bundled documents, in a process of its own that starts with the first two and serves all others. */
export interface RedoclyProcess {
  changes(base: Document, revision: Document): Promise<RedoclyChange[]>;
  stop(): void;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

export function redoclyProcess(): RedoclyProcess {
  // The folder has no redocly.yaml: with ours, which is for linting, Redocly would use none of its rules for changes.
  const folder = mkdtempSync(join(tmpdir(), 'portrait-diff-'));
  const waiting = new Map<string, Waiting>();
  let child: ChildProcess | undefined;
  let pairs = 0;

  const started = (): ChildProcess => {
    const own = fork(COMPARER, { cwd: folder, env: { ...process.env, ...QUIET }, execArgv: [], stdio: STDIO });
    const said: string[] = [];
    own.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    own.on('message', (report: string) => waiting.get(report)?.resolve());
    own.on('close', () => {
      child = undefined;
      for (const { reject } of waiting.values()) reject(new Error(`Redocly compared nothing.\n${said.join('')}`));
    });
    return own;
  };

  return {
    async changes(base, revision) {
      const name = join(folder, String(pairs++));
      const pair: Pair = {
        base: `${name}-base.json`,
        revision: `${name}-revision.json`,
        report: `${name}-report.json`,
      };
      await writeFile(pair.base, JSON.stringify(base));
      await writeFile(pair.revision, JSON.stringify(revision));
      child ??= started();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.set(pair.report, { resolve, reject });
      child.send(pair, (error) => error && reject(error));
      await promise.finally(() => waiting.delete(pair.report));
      return (JSON.parse(await readFile(pair.report, 'utf8')) as { changes: RedoclyChange[] }).changes;
    },
    stop() {
      if (child?.connected) child.disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
