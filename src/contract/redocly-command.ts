import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * A command of Redocly's that is started once and used any number of times. Its command line takes longer to start than
 * to do what it is asked, and there is no library of its commands: so what it hands its one task to is a module of ours.
 */

const require = createRequire(import.meta.url);

/** The command line of Redocly, for Node to run. */
export const COMMAND_LINE = require.resolve('@redocly/cli/lib/index.js');
const COMMAND_LINE_URL = pathToFileURL(COMMAND_LINE).href;

/** Nothing is fetched and nobody is told. */
export const QUIET = {
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  REDOCLY_SUPPRESS_NOTIFICATIONS: 'true',
};

/** What Redocly's command line hands to a command: its words, the configuration and more. */
export interface CommandContext {
  argv: Record<string, unknown>;
}

type Command = (context: CommandContext) => Promise<void>;

let theirs = '';

/**
 * Runs Redocly's command line with these words. The module that has `name`, the command, is replaced by the one at the
 * URL `ours`, which has to export a command of that name too.
 */
export function runWith(name: string, ours: string, words: readonly string[]): void {
  // The names of Redocly's files say nothing; what they export does.
  const isCommand = (url: string): boolean =>
    url.startsWith('file:') && readFileSync(fileURLToPath(url), 'utf8').includes(`as ${name}}`);
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (theirs !== '' || context.parentURL !== COMMAND_LINE_URL || !isCommand(resolved.url)) return resolved;
      theirs = resolved.url;
      return { ...resolved, url: ours };
    },
  });
  process.argv = [process.execPath, COMMAND_LINE, ...words];
  require(COMMAND_LINE);
}

/** Redocly's own command, once its command line has called ours. */
export function theirCommand(name: string): Command {
  return (require(fileURLToPath(theirs)) as Record<string, Command>)[name] as Command;
}
