/**
 * `portrait …` as often as the parent asks for it, one run after the other: all of them need the same thousand modules,
 * which are loaded once. A run is over when nothing is left that would keep a process of its own.
 */
import module from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a run is told. */
export interface Run {
  args: readonly string[];
  cwd: string;
  environment: NodeJS.ProcessEnv;
}

const CLI = new URL('../../src/cli.ts', import.meta.url);
const BETWEEN_LOOKS_MS = 5;
const inherited = { ...process.env };

module.enableCompileCache();

let said = '';
let exits = false;
let runs = 0;
// Each run listens to what becomes of its output.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0).write = kept;
process.exit = exit as typeof process.exit;

process.on('message', async ({ args, cwd, environment }: Run) => {
  [said, exits, process.exitCode] = ['', false, undefined];
  process.chdir(cwd);
  process.argv.splice(2, Infinity, ...args);
  process.env = { ...inherited, ...environment };
  const before = resources();
  await import(`${CLI}?${runs++}`);
  while (!exits && resources() > before) await sleep(BETWEEN_LOOKS_MS);
  process.send?.({ code: process.exitCode ?? 0, said });
});

/** What Node waits for before it ends. */
function resources(): number {
  return process.getActiveResourcesInfo().length;
}

/** Nothing more comes of a run that has called this. */
function exit(): void {
  exits = true;
}

function kept(text: string | Uint8Array, ...more: unknown[]): boolean {
  said += Buffer.from(text as string).toString();
  const written = more.find((one) => typeof one === 'function');
  written?.();
  return true;
}
