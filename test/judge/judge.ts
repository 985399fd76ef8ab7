import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { apis } from '../../src/apis/index.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { contracts } from '../contracts.ts';
import { wholeNumber } from '../whole-number.ts';
import { JUDGES, type Judge, type Judged } from './finding.ts';
import type { JudgeRun } from './judge-run.ts';
import { judgedServers } from './judged-servers.ts';
import { compared, type KnownDifference, knownDifferencesIn } from './known-differences.ts';
import { mastoOn } from './masto-judge.ts';
import { prismOn } from './prism-judge.ts';
import {
  ENVIRONMENT,
  removeEnvironment,
  SCHEMATHESIS_VERSION,
  schemathesisProgram,
} from './schemathesis-environment.ts';
import { schemathesisOn } from './schemathesis-judge.ts';
import { colouring, shownFindings, shownUnused } from './verdict.ts';

/** `npm run judge`: what others say of our contracts and servers, held against what we know to be right all the same. */

const KNOWN_DIFFERENCES = 'test/known-differences.yaml';

/** What the process ends with. */
const CLEAN = 0;
const FINDINGS = 1;
const COULD_NOT_RUN = 2;

const program = new Command('judge')
  .description('Has outside judges look at our contracts and both servers, which it starts itself.')
  .addOption(new Option('--only <judge>', 'this judge only (repeatable)').choices(JUDGES).argParser(judges))
  .addOption(new Option('--api <name>', 'this API only (repeatable)').argParser(apiNames))
  .addOption(new Option('--seed <number>', 'of all that is made up').default(1).argParser(wholeNumber))
  .option('--keep', 'leave recordings and reports where they are, and say where')
  .option('--remove-environment', 'only take Schemathesis from the disk again')
  .addHelpText(
    'after',
    `
The judges, each on the mock and on the reference server:
  prism         stock Prism’s router and validators over everything that “portrait verify” sends and gets
  schemathesis  ${SCHEMATHESIS_VERSION}, all phases; installed by pip into ${ENVIRONMENT}
  masto         masto.js calls what it knows of, and must understand every answer

A finding is to be mended, or it is right and has an entry in ${KNOWN_DIFFERENCES}: judge, api, operation
(* is any text), check, match (a regular expression in what is said), reason, link. Entries that nothing needs
fail as well. Findings are shown with all that such an entry wants to know.

Examples:
  npm run judge                                  everything, some minutes
  npm run judge -- --only prism --api adapty     one judge, one contract
  npm run judge -- --seed 7 --keep               other made-up requests; recordings and reports stay
  npm run judge -- --remove-environment          the next run installs Schemathesis anew

Exit status: 0 clean, 1 findings or unused entries, 2 a judge could not judge (no Python, for example).`,
  );

interface JudgeCommand {
  only?: Judge[];
  api?: string[];
  seed: number;
  keep?: boolean;
  removeEnvironment?: boolean;
}

const paint = colouring(process.stderr);

async function main(command: JudgeCommand): Promise<number> {
  if (command.removeEnvironment === true) {
    removeEnvironment();
    say(`${ENVIRONMENT} is gone.`);
    return CLEAN;
  }
  const known = knownDifferencesIn(join(ROOT, KNOWN_DIFFERENCES));
  const chosen = contracts.filter(({ api }) => command.api?.includes(api) ?? true);
  const folder = mkdtempSync(join(tmpdir(), 'portrait-judge-'));
  const run: JudgeRun = {
    seed: command.seed,
    folder,
    keep: command.keep === true,
    say: (text) => say(paint.dim(text)),
  };
  try {
    const all: Judged[] = [];
    for (const judge of command.only ?? JUDGES) all.push(await judged(judge, chosen, run));
    return verdictOf(all, chosen, known);
  } finally {
    if (run.keep) say(`Recordings and reports: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** A judge that cannot judge does not keep the others from it. */
async function judged(judge: Judge, chosen: readonly Contract[], run: JudgeRun): Promise<Judged> {
  try {
    return { judge, ...(await RUNS[judge](chosen, run)) };
  } catch (error) {
    return { judge, findings: [], amount: 'nothing', absent: (error as Error).message };
  }
}

const RUNS: Record<Judge, (chosen: readonly Contract[], run: JudgeRun) => Promise<Omit<Judged, 'judge'>>> = {
  async prism(chosen, run) {
    const all = await judgedServers(async (server) => [await prismOn(server, chosen, run)]);
    const exchanges = all.reduce((sum, one) => sum + one.exchanges, 0);
    return { findings: all.flatMap(({ findings }) => findings), amount: `${exchanges} exchanges` };
  },
  async schemathesis(chosen, run) {
    const schemathesis = await schemathesisProgram(run.say);
    const all = await judgedServers(async (server) => [await schemathesisOn(schemathesis, server, chosen, run)]);
    const cases = all.reduce((sum, one) => sum + one.cases, 0);
    return { findings: all.flatMap(({ findings }) => findings), amount: `${cases} cases` };
  },
  async masto(chosen) {
    const mastodon = chosen.find(({ api }) => api === 'mastodon');
    if (mastodon === undefined) return { findings: [], amount: 'nothing: it knows Mastodon only' };
    const all = await judgedServers(async (server) => [await mastoOn(server, mastodon)]);
    const calls = all.reduce((sum, one) => sum + one.calls, 0);
    return { findings: all.flatMap(({ findings }) => findings), amount: `${calls} calls` };
  },
};

function verdictOf(all: readonly Judged[], chosen: readonly Contract[], known: readonly KnownDifference[]): number {
  const findings = all.flatMap((one) => one.findings);
  const scope = {
    judges: all.filter(({ absent }) => absent === undefined).map(({ judge }) => judge),
    apis: chosen.map(({ api }) => api),
  };
  const { unknown, unused } = compared(findings, known, scope);
  for (const { judge, amount, findings: found, absent } of all) {
    const strange = found.filter((finding) => unknown.includes(finding)).length;
    if (absent !== undefined) say(paint.bad(`✗ ${judge} could not judge: ${absent}`));
    else if (strange > 0) say(paint.bad(`✗ ${judge}: ${amount}, ${strange} findings, ${found.length - strange} known`));
    else say(paint.good(`✓ ${judge}: ${amount}, no finding, ${found.length} known differences`));
  }
  process.stdout.write(shownFindings(unknown, colouring(process.stdout)));
  process.stdout.write(shownUnused(unused, KNOWN_DIFFERENCES, colouring(process.stdout)));
  if (unknown.length > 0 || unused.length > 0) return FINDINGS;
  return all.some(({ absent }) => absent !== undefined) ? COULD_NOT_RUN : CLEAN;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function judges(name: string, names: Judge[] = []): Judge[] {
  if (!JUDGES.includes(name as Judge)) throw new InvalidArgumentError(`There are ${JUDGES.join(', ')}.`);
  return [...names, name as Judge];
}

function apiNames(name: string, names: string[] = []): string[] {
  if (!apis.some((api) => api.name === name))
    throw new InvalidArgumentError(`There are ${apis.map((api) => api.name).join(', ')}.`);
  return [...names, name];
}

// Wrong usage is no finding.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? CLEAN : COULD_NOT_RUN));
program.parse();
process.exitCode = await main(program.opts<JudgeCommand>()).catch((error: Error) => {
  say(paint.bad(`judge: ${error.message}`));
  return COULD_NOT_RUN;
});
