/**
 * Bundles contracts, as a process of its own: Redocly is large, and needed only while somebody edits.
 * Receives the name of an API and the folder of all contracts, answers with the bundle or with what is wrong.
 */
import { enableCompileCache } from 'node:module';
import { relative } from 'node:path';
import type { Document } from './document.ts';
import { referenceResolver } from './reference-resolver.ts';
import { folderOf } from './sources.ts';

enableCompileCache();

/** What the process answers. */
export interface Bundled {
  api: string;
  document?: Document;
  /** `file:line:column reason`, one for each, files as seen from where we run; only without a document. */
  problems?: string[];
}

/** Bundles one contract, its references to other files made internal. Never throws: what is wrong is in the answer. */
export async function bundled(api: string, folder?: string): Promise<Bundled> {
  const { bundle, createConfig, getLineColLocation, lint } = await import('@redocly/openapi-core');
  const config = await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error' } });
  const ref = `${folderOf(api, folder)}/openapi.yaml`;
  try {
    const { bundle: result, problems } = await bundle({
      ref,
      config,
      externalRefResolver: await referenceResolver(config),
    });
    const all =
      problems.length > 0
        ? problems
        : await lint({ ref, config, externalRefResolver: await referenceResolver(config) });
    const said = all
      .filter(({ severity }) => severity === 'error')
      .map(({ location: [place], message }) => {
        if (place === undefined) return message;
        const { start } = getLineColLocation(place);
        return `${relative(process.cwd(), place.source.absoluteRef)}:${start.line}:${start.col} ${message}`;
      });
    return said.length > 0 ? { api, problems: [...new Set(said)] } : { api, document: result.parsed as Document };
  } catch (error) {
    return { api, problems: [problemOf(error)] };
  }
}

function problemOf(error: unknown): string {
  const { message, source, line, col } = error as {
    message: string;
    source?: { absoluteRef: string };
    line?: number;
    col?: number;
  };
  const place = source && `${relative(process.cwd(), source.absoluteRef)}:${line ?? 1}:${col ?? 1} `;
  return `${place ?? ''}${message}`;
}

if (process.send !== undefined) {
  process.on('message', async ({ api, folder }: { api: string; folder: string }) =>
    process.send?.(await bundled(api, folder)),
  );
  process.on('disconnect', () => process.exit(0));
}
