/**
 * `redocly diff` for any number of pairs, as a process of its own: it compares each pair that is sent, and answers with
 * the name of its report when that is written.
 */
import { enableCompileCache } from 'node:module';
import { type CommandContext, runWith, theirCommand } from '../redocly-command.ts';
import { argumentsOf, type Pair } from './redocly.ts';

enableCompileCache();

/** In the place of Redocly's command. */
export async function handleDiff(context: CommandContext): Promise<void> {
  const diff = theirCommand('handleDiff');
  const compared = async ({ base, revision, report }: Pair): Promise<void> => {
    await diff({ ...context, argv: { ...context.argv, base, revision, output: report } });
    process.send?.(report);
  };
  await new Promise((resolve, reject) => {
    process.on('message', (pair: Pair) => compared(pair).catch(reject));
    process.on('disconnect', resolve);
  });
}

runWith('handleDiff', import.meta.url, argumentsOf({ base: 'base', revision: 'revision', report: 'report' }));
