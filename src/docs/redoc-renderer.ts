/**
 * `redocly build-docs` for any number of pages, as a process of its own: its command line takes five times as long to
 * start as to render a page, and there is no library of it. So what it hands its one page to is ours here, and hands on
 * each page that is sent.
 */
import { readFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PageFiles, Rendered } from './redoc-process.ts';

enableCompileCache();

const require = createRequire(import.meta.url);
const COMMAND_LINE = require.resolve('@redocly/cli/lib/index.js');
const COMMAND_LINE_URL = pathToFileURL(COMMAND_LINE).href;

/** What Redocly's command is given: the words of the command line, its configuration and more. */
interface Context {
  argv: Record<string, unknown>;
}

let theirs = '';

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (theirs !== '' || context.parentURL !== COMMAND_LINE_URL || !isCommand(resolved.url)) return resolved;
    theirs = resolved.url;
    return { ...resolved, url: import.meta.url };
  },
});

/** Whether a module is the command's own. The names of Redocly's files say nothing. */
function isCommand(url: string): boolean {
  return url.startsWith('file:') && readFileSync(fileURLToPath(url), 'utf8').includes('as handlerBuildCommand}');
}

/** In place of Redocly's: renders each page that is sent, and answers when it is written, or cannot be. */
export async function handlerBuildCommand(context: Context): Promise<void> {
  const command: { handlerBuildCommand: typeof handlerBuildCommand } = require(fileURLToPath(theirs));
  const rendered = async ({ title, document, template, options, page }: PageFiles): Promise<Rendered> => {
    const argv = { ...context.argv, title, api: document, template, openapi: options, o: page };
    return command.handlerBuildCommand({ ...context, argv }).then(
      () => ({}),
      (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
    );
  };
  await new Promise((resolve) => {
    process.on('message', async (files: PageFiles) => process.send?.(await rendered(files)));
    process.on('disconnect', resolve);
  });
}

process.argv = [process.execPath, COMMAND_LINE, 'build-docs', 'page.json', '--inlineBundle'];
require(COMMAND_LINE);
