/**
 * Builds a site in a process of its own, below the priority of the server that started it: nobody waits for it. Told
 * what to build, it reports each file, and exits with 0 when the site is whole. Each file has its compressed forms
 * beside it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as levels } from 'node:zlib';
import type { Document } from '../../contract/document.ts';
import { buildSite } from '../site.ts';
import { siteMapOf } from '../site-map.ts';

/** What the server tells: where, of what; `folder` holds the contracts. */
export interface Task {
  out: string;
  folder: string;
  documents: [api: string, document: Document][];
}

/** What it hears. */
export type Report = { file: string } | { problem: string };

const BROTLI_QUALITY = 6;
/** Requests go first; on a busy machine, somebody still waits for the page. */
const NICENESS = 5;

process.once('message', (task: Task) => {
  build(task).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.exitCode = 1;
      tell({ problem: error instanceof Error ? error.message : String(error) });
      process.disconnect();
    },
  );
});
process.once('disconnect', () => process.exit());

try {
  setPriority(NICENESS);
} catch {
  // Then it takes its turn as everybody does.
}

async function build({ out, folder, documents }: Task): Promise<void> {
  const map = siteMapOf(
    documents.map(([api]) => api),
    folder,
  );
  const compressing: Promise<void>[] = [];
  await buildSite(map, { documents: new Map(documents), folder }, out, (file) => {
    compressing.push(compress(file).then(() => tell({ file: relative(out, file) })));
  });
  await Promise.all(compressing);
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [levels.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [levels.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [zipped, brotli] = await Promise.all([promisify(gzip)(bytes), promisify(brotliCompress)(bytes, { params })]);
  await Promise.all([writeFile(`${file}.gz`, zipped), writeFile(`${file}.br`, brotli)]);
}

function tell(report: Report): void {
  process.send?.(report);
}
