import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { QUIET, type RedoclyChange } from '../../../src/contract/diff/redocly.ts';
import type { Document } from '../../../src/contract/document.ts';

const BATCH = fileURLToPath(new URL('./redocly-batch.ts', import.meta.url));

/** What Redocly says of each pair, as `redoclyChanges` would have it, by one process for all of them. */
export async function redoclyChangesOfMany(pairs: readonly [Document, Document][]): Promise<RedoclyChange[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-diffs-'));
  const child = fork(BATCH, { cwd: folder, env: { ...process.env, ...QUIET }, silent: true });
  try {
    const said: RedoclyChange[][] = [];
    for (const [base, revision] of pairs) {
      const [before, after] = [join(folder, 'base.json'), join(folder, 'revision.json')];
      writeFileSync(before, JSON.stringify(base));
      writeFileSync(after, JSON.stringify(revision));
      child.send({ base: before, revision: after, report: join(folder, `${said.length}.json`) });
      const [report] = (await once(child, 'message')) as [string];
      said.push(JSON.parse(readFileSync(report, 'utf8')).changes);
    }
    return said;
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
