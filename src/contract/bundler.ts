/**
 * Bundles contracts, as a process of its own: Redocly is large, and needed only while somebody edits.
 * Receives the name of an API and the folder of all contracts, answers with the bundle or with what is wrong.
 */
import { enableCompileCache } from 'node:module';
import { relative } from 'node:path';
import { bundlingOf } from './bundling.ts';
import type { Document } from './document.ts';
import { folderOf } from './sources.ts';

enableCompileCache();

/** What the process answers. */
export interface Bundled {
  api: string;
  document?: Document;
  /** `file:line:column reason`, one for each, files as seen from where we run; only without a document. */
  problems?: string[];
}

const RULES = { struct: 'error', 'no-unresolved-refs': 'error' } as const;

/** Bundles one contract, its references to other files made internal. Never throws: what is wrong is in the answer. */
export async function bundled(api: string, folder?: string): Promise<Bundled> {
  const shown = (file: string): string => relative(process.cwd(), file);
  try {
    const { document, problems } = await bundlingOf(`${folderOf(api, folder)}/openapi.yaml`, RULES, shown);
    const said = await problems();
    return said.length > 0 ? { api, problems: said } : { api, document: document as Document };
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
