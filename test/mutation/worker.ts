/** Tries mutants, one after the other, in a process of its own: some of them never come to an end. */
import { enableCompileCache } from 'node:module';
import type { Mutant } from './mutant.ts';

enableCompileCache();

const { trialOf } = await import('./trial.ts');

/** How often it tells that it is alive. */
const ALIVE_EVERY_MS = 2_000;

// A mutant may forget to wait; what fails then fails where nobody looks.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

process.on('message', async (mutant: Mutant) => {
  let told = 0;
  const verdict = await trialOf(mutant, () => {
    if (Date.now() - told < ALIVE_EVERY_MS) return;
    told = Date.now();
    process.send?.({ alive: true });
  });
  process.send?.(verdict);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ alive: true });
