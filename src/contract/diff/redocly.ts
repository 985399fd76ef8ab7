import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Document } from '../document.ts';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));

/** The command line of Redocly, for Node to run or import. */
export const LIBRARY = join(PACKAGE, 'lib', 'index.js');

/** Nothing is fetched and nobody is told. */
export const QUIET = {
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  REDOCLY_SUPPRESS_NOTIFICATIONS: 'true',
};

/** Files with a contract as it was and as it is. */
export interface Pair {
  base: string;
  revision: string;
}

/** A change as `redocly diff --format json` (report version 1) tells it. */
export interface RedoclyChange {
  /** JSON pointer with `#`, of the changed node. */
  path: string;
  /** Kind of the node, `Operation` for example. */
  typeName: string;
  kind: 'added' | 'removed' | 'modified';
  impact: 'major' | 'minor' | 'patch';
  verdicts: { ruleId: string; impact: string; message: string }[];
  /** Of a modified node: the key that is another. */
  property?: string;
  base?: { pointer: string; value?: unknown };
  revision?: { pointer: string; value?: unknown };
}

/** What `redocly diff` is called with. It takes all of its own rules, as long as no `redocly.yaml` is near. */
export function argumentsOf({ base, revision }: Pair, report: string): string[] {
  return ['diff', base, revision, '--format', 'json', '--output', report, '--fail-on', 'none'];
}

/** What Redocly says of two bundled documents, in a process of its own. */
export async function redoclyChanges(base: Document, revision: Document): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-diff-'));
  try {
    const pair = { base: join(folder, 'base.json'), revision: join(folder, 'revision.json') };
    const report = join(folder, 'report.json');
    await writeFile(pair.base, JSON.stringify(base));
    await writeFile(pair.revision, JSON.stringify(revision));
    // The folder has no redocly.yaml: with ours, which is for linting, Redocly would use none of its rules for changes.
    const options = { cwd: folder, env: { ...process.env, ...QUIET } };
    await promisify(execFile)(process.execPath, [LIBRARY, ...argumentsOf(pair, report)], options);
    return (JSON.parse(await readFile(report, 'utf8')) as { changes: RedoclyChange[] }).changes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
