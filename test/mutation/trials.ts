import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';
import type { Verdict } from './trial.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** A worker that says nothing for so long has a mutant that never comes to an end: nobody would overlook that. */
const SILENCE_MS = 60_000;
/** Mutants for one process; each leaves its modules behind. */
const PER_WORKER = 60;

/** Tries mutants in so many processes at a time. `told` hears of each verdict. */
export async function trialsOf(
  mutants: readonly Mutant[],
  processes: number,
  told: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const queue = [...mutants];
  const verdicts: Verdict[] = [];
  const take = async (): Promise<void> => {
    while (queue.length > 0) {
      const worker = fork(WORKER, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      try {
        await readiness(worker);
        for (let tried = 0; tried < PER_WORKER; tried++) {
          const mutant = queue.shift();
          if (mutant === undefined) return;
          const verdict = await trialIn(worker, mutant);
          verdicts.push(verdict);
          told(verdict);
          if (verdict.by?.startsWith('hang') === true) break;
        }
      } finally {
        worker.kill('SIGKILL');
      }
    }
  };
  await Promise.all(Array.from({ length: processes }, take));
  return verdicts;
}

/** A process that does not come so far says nothing of any mutant. */
function readiness(worker: ChildProcess): Promise<void> {
  const said: string[] = [];
  worker.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('exit', () => reject(new Error(`No mutant can be tried:\n${said.join('')}`)));
  });
}

function trialIn(worker: ChildProcess, mutant: Mutant): Promise<Verdict> {
  const began = performance.now();
  return new Promise((resolve) => {
    const over = (verdict: Verdict): void => {
      clearTimeout(patience);
      worker.off('message', heard);
      worker.off('exit', ended);
      resolve(verdict);
    };
    const lost = (why: string): Verdict => ({ key: mutant.key, by: `hang: ${why}`, tookMs: performance.now() - began });
    const patience = setTimeout(() => over(lost(`nothing came for ${SILENCE_MS / 1000} s`)), SILENCE_MS);
    const heard = (message: Verdict | { alive: true }): void => {
      if ('key' in message) over(message);
      else patience.refresh();
    };
    const ended = (): void => over(lost('the process ended'));
    worker.on('message', heard);
    worker.on('exit', ended);
    worker.send(mutant);
  });
}
