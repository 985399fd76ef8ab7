import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A commit to compare with, and how it was found, for people. */
export interface Base {
  commit: string;
  name: string;
}

type Git = (...args: string[]) => Promise<string | undefined>;

/** Git in a folder: what it prints, or nothing when it fails. */
export function gitIn(folder: string, env: NodeJS.ProcessEnv = process.env): Git {
  return async (...args) => {
    try {
      const { stdout } = await promisify(execFile)('git', args, { cwd: folder, env, maxBuffer: 16 * 1024 * 1024 });
      return stdout.trim();
    } catch {
      return undefined;
    }
  };
}

/** The commit that somebody named; nothing when it is not here. */
export async function namedBase(git: Git, name: string): Promise<Base | undefined> {
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  return commit ? { commit, name } : undefined;
}

/**
 * What somebody means who names no commit: on a branch or a pull request, where it left the main branch; on the main branch
 * itself, HEAD as long as contracts are edited and not committed, else the commit before. Nothing when that is not here.
 */
export async function likelyBase(git: Git, env: NodeJS.ProcessEnv): Promise<Base | undefined> {
  const main = `origin/${env['GITHUB_BASE_REF'] || 'main'}`;
  const head = await git('rev-parse', 'HEAD');
  const fork = await git('merge-base', main, 'HEAD');
  if (fork && fork !== head) return { commit: fork, name: `where it left ${main}` };
  return namedBase(git, (await git('status', '--porcelain', '--', 'openapi')) ? 'HEAD' : 'HEAD~1');
}

/** Writes `openapi/` as it was at a commit into a folder, leaving index and working tree alone; false when there was none. */
export async function writeContractsAt(root: string, commit: string, folder: string): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  const git = gitIn(root, { ...process.env, GIT_INDEX_FILE: join(folder, '.index') });
  if ((await git('read-tree', `${commit}:./openapi`)) === undefined) return false;
  return (await git('--work-tree', folder, 'checkout-index', '--all', `--prefix=${folder}/`)) !== undefined;
}
