/**
 * `redocly diff` for many pairs of documents in one process: its command line is imported anew for each, which takes a
 * tenth of the second that a process takes. Receives `{ base, revision, report }`, names of files; answers when the report is there.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { argumentsOf, LIBRARY, type Pair } from '../../../src/contract/diff/redocly.ts';

let run = 0;

process.on('message', async (pair: Pair & { report: string }) => {
  process.argv = [process.execPath, LIBRARY, ...argumentsOf(pair, pair.report)];
  await import(`${LIBRARY}?${run++}`);
  while (!existsSync(pair.report)) await sleep(2);
  process.send?.(pair.report);
});
process.on('disconnect', () => process.exit(0));
