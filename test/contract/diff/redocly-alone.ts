import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { argumentsOf, type RedoclyChange } from '../../../src/contract/diff/redocly.ts';
import type { Document } from '../../../src/contract/document.ts';
import { COMMAND_LINE, QUIET } from '../../../src/contract/redocly-command.ts';

/** What `redocly diff` says of two documents when it is started for them, as anybody starts it. */
export async function redoclyChangesAlone(base: Document, revision: Document): Promise<RedoclyChange[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-diff-'));
  try {
    const pair = { base: 'base.json', revision: 'revision.json', report: 'report.json' };
    writeFileSync(join(folder, pair.base), JSON.stringify(base));
    writeFileSync(join(folder, pair.revision), JSON.stringify(revision));
    const options = { cwd: folder, env: { ...process.env, ...QUIET } };
    await promisify(execFile)(process.execPath, [COMMAND_LINE, ...argumentsOf(pair)], options);
    return JSON.parse(readFileSync(join(folder, pair.report), 'utf8')).changes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
