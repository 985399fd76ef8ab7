import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Unreadable, type Verdict, verdicts } from './gate.ts';
import { type Base, gitIn, likelyBase, namedBase, writeContractsAt } from './git.ts';
import { annotations, summary } from './github.ts';
import { report } from './report.ts';

/** Exit codes. */
const [FINE, WANTING, COULD_NOT_RUN] = [0, 1, 2];

const HELP = `
Without BASE, a branch or a pull request is compared with where it left origin/main (or origin/$GITHUB_BASE_REF). On the
main branch itself it is HEAD while contracts are edited and not committed, else the commit before HEAD. When that is not
there (a shallow clone, no git), nothing is compared, which is said, and fine. A BASE that you name has to be there: in CI,
name it, and check out with history (actions/checkout: fetch-depth: 0).

Ratings, and what they want of info.version, beside a section of that version in openapi/<api>/CHANGELOG.md:
  breaking   a caller who kept to the old contract can fail: the next major version (below 1.0.0 the next minor one)
  risky      promises are kept, yet somebody may be surprised, by a new failure or other test data: the next minor version
  safe       neither: the next minor version when something is allowed or promised, the next patch when words changed
A new contract wants its section; one that is gone wants a new version of package.json, as for a breaking change.

Under GITHUB_ACTIONS=true, findings are annotations too, and a summary goes to GITHUB_STEP_SUMMARY.
Exit codes: 0 fine, 1 something is wanted, 2 could not run.

  npm run diff                    what you are about to commit, or have just committed, or the whole branch
  npm run diff -- origin/main     against what others have
  npm run diff -- v1.2.0 --all    against a release, with every safe change`;

const root = realpathSync(process.cwd());
const git = gitIn(root);

/** Without a base: fine when nobody named one, and said where it is read. */
function withoutBase(name: string | undefined): number {
  if (name !== undefined) {
    process.stderr.write(
      `There is no commit ${name} here. Fetch it (git fetch origin; in CI, fetch-depth: 0), or name another one.\n`,
    );
    return COULD_NOT_RUN;
  }
  const said =
    'Contracts were not compared: there is no earlier commit here. Name one (npm run diff -- BASE), or fetch the history.';
  process.stdout.write(`${process.env['GITHUB_ACTIONS'] === 'true' ? '::warning::' : ''}${said}\n`);
  return FINE;
}

async function judged({ commit }: Base): Promise<Verdict[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portrait-base-')));
  try {
    await writeContractsAt(root, commit, folder);
    const before = versionIn(await git('show', `${commit}:./package.json`));
    const after = versionIn(readFileSync(join(root, 'package.json'), 'utf8'));
    return await verdicts({ before: folder, after: join(root, 'openapi'), packageVersions: { before, after } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function versionIn(packageJson: string | undefined): string | undefined {
  return packageJson === undefined ? undefined : (JSON.parse(packageJson) as { version?: string }).version;
}

async function diff(name: string | undefined, isFull: boolean): Promise<number> {
  const base = await (name === undefined ? likelyBase(git, process.env) : namedBase(git, name));
  if (base === undefined) return withoutBase(name);
  const told = `${base.commit.slice(0, 7)} (${base.name})`;
  const all = await judged(base);
  process.stdout.write(`Contracts, compared with ${told}\n\n${report(all, root, isFull)}`);
  if (process.env['GITHUB_ACTIONS'] === 'true') {
    for (const line of annotations(all, root)) process.stdout.write(`${line}\n`);
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (file) appendFileSync(file, summary(all, told, root));
  }
  return all.some(({ wants }) => wants.length > 0) ? WANTING : FINE;
}

const program = new Command('npm run diff --')
  .description(
    'Compares every contract with its version in git, rates each change, and says whether version and changelog match.',
  )
  .argument('[BASE]', 'a commit, a branch or a tag')
  .option('--all', 'tell every safe change, not only the first ones')
  .addHelpText('after', HELP)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? FINE : COULD_NOT_RUN))
  .action(async (name: string | undefined, { all = false }: { all?: boolean }) => {
    process.exitCode = await diff(name, all);
  });

try {
  await program.parseAsync();
} catch (error) {
  const { message, stack } = error as Error;
  process.stderr.write(`Could not compare the contracts. ${error instanceof Unreadable ? message : stack}\n`);
  process.exitCode = COULD_NOT_RUN;
}
