/**
 * `redocly diff` for any number of pairs, as a process of its own: its command line takes longer to start than to compare,
 * and there is no library of it. So what it hands its one pair to is ours here, and hands on each pair that is sent.
 */
import { readFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { argumentsOf, LIBRARY, type Pair } from './redocly.ts';

enableCompileCache();

/** What Redocly's command is given: the words of the command line, its configuration and more. */
interface Context {
  argv: Record<string, unknown>;
}

const COMMAND_LINE = pathToFileURL(LIBRARY).href;

let theirs = '';

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (theirs !== '' || context.parentURL !== COMMAND_LINE || !isCommand(resolved.url)) return resolved;
    theirs = resolved.url;
    return { ...resolved, url: import.meta.url };
  },
});

/** Whether a module is the command's own. The names of Redocly's files say nothing. */
function isCommand(url: string): boolean {
  return url.startsWith('file:') && readFileSync(fileURLToPath(url), 'utf8').includes('as handleDiff}');
}

/** In place of Redocly's: compares each pair that is sent, and answers with the name of its report when that is written. */
export async function handleDiff(context: Context): Promise<void> {
  const command: { handleDiff: typeof handleDiff } = await import(theirs);
  const compared = async ({ base, revision, report }: Pair): Promise<void> => {
    await command.handleDiff({ ...context, argv: { ...context.argv, base, revision, output: report } });
    process.send?.(report);
  };
  await new Promise((resolve, reject) => {
    process.on('message', (pair: Pair) => compared(pair).catch(reject));
    process.on('disconnect', resolve);
  });
}

process.argv = [process.execPath, LIBRARY, ...argumentsOf({ base: 'base', revision: 'revision', report: 'report' })];
await import(LIBRARY);
