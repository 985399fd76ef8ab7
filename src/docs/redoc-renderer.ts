/**
 * `redocly build-docs` for any number of pages, as a process of its own: it renders each page that is sent, and answers
 * when that is written, or cannot be.
 */
import { enableCompileCache } from 'node:module';
import { type CommandContext, runWith, theirCommand } from '../contract/redocly-command.ts';
import type { PageFiles, Rendered } from './redoc-process.ts';

enableCompileCache();

/** In the place of Redocly's command. */
export async function handlerBuildCommand(context: CommandContext): Promise<void> {
  const build = theirCommand('handlerBuildCommand');
  const rendered = async ({ title, document, template, options, page }: PageFiles): Promise<Rendered> => {
    const argv = { ...context.argv, title, api: document, template, openapi: options, o: page };
    return build({ ...context, argv }).then(
      () => ({}),
      (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
    );
  };
  await new Promise((resolve) => {
    process.on('message', async (files: PageFiles) => process.send?.(await rendered(files)));
    process.on('disconnect', resolve);
  });
}

runWith('handlerBuildCommand', import.meta.url, ['build-docs', 'page.json', '--inlineBundle']);
