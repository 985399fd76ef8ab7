/** `npm run mutate`: does `portrait verify` notice when the reference server does something wrong? */
import { Command, Option } from 'commander';
import { apis } from '../../src/apis/index.ts';
import { wholeNumber } from '../whole-number.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, sampleOf } from './mutants.ts';
import { knownSurvivors } from './survivors.ts';
import type { Verdict } from './trial.ts';
import { trialsOf } from './trials.ts';

const LIMIT = 260;
const SEED = 1;
const PROCESSES = 2;
/** Of the mutants that make a difference. */
const DEMANDED = 0.95;

const UNCHANGED = { line: 1, start: 0, end: 0, text: '' };

const values = new Command('mutate')
  .description(
    'Breaks handlers, rules and failure tables of the reference server, one place at a time, and holds each against the contracts with “portrait verify” alone.',
  )
  .addOption(new Option('--api <name...>', 'these APIs only').choices(apis.map(({ name }) => name)))
  .option('--limit <number>', 'so many mutants', wholeNumber, LIMIT)
  .option('--seed <number>', 'which ones', wholeNumber, SEED)
  .option('--key <text...>', 'instead: those whose name has this text')
  .option('--from <number>', 'go on with the nth of them', wholeNumber, 1)
  .option('--trust', 'leave out those that have a reason to survive')
  .option('--processes <number>', 'at a time', wholeNumber, PROCESSES)
  .addHelpText(
    'after',
    `
Survivors have their reasons in test/mutation/survivors.yaml; one without a reason fails, and so does an entry that is
no longer needed.

  npm run mutate                             the sample, some minutes
  npm run mutate -- --key usernames          mutants of one file or function

Exit status: 0 enough are killed, 1 too few or a list that is not true, 2 the sound server has findings.`,
  )
  .parse()
  .opts<{
    api?: string[];
    limit: number;
    seed: number;
    key?: string[];
    from: number;
    trust?: boolean;
    processes: number;
  }>();

const all = mutantsOf(values.api ?? apis.map(({ name }) => name));
const drawn =
  values.key === undefined
    ? sampleOf(all, values.seed, values.limit)
    : all.filter(({ key }) => values.key?.some((part) => key.includes(part)));
const known = knownSurvivors();
const chosen = drawn.slice(values.from - 1).filter(({ key }) => values.trust !== true || !known.has(key));

const soundFindings = await findingsOnSound([...new Set(chosen.map(({ api }) => api))]);
if (soundFindings.length > 0) {
  process.stderr.write(`The sound server has findings, so mutants would say nothing:\n${soundFindings.join('\n')}\n`);
  process.exit(2);
}

process.stdout.write(`${chosen.length} of ${all.length} mutants\n`);
const began = performance.now();
let tried = 0;
const verdicts = await trialsOf(chosen, values.processes, (verdict) => {
  tried += 1;
  process.stdout.write(`${String(tried).padStart(4)} ${inWords(verdict, known)}\n`);
});
process.exitCode = report(chosen, verdicts);

/** What is found where nothing was changed. */
async function findingsOnSound(names: readonly string[]): Promise<string[]> {
  const sound = names.map((api): Mutant => ({ key: api, api, file: `src/apis/${api}/index.ts`, ...UNCHANGED }));
  const found = await trialsOf(sound, values.processes, () => {});
  return found.flatMap(({ key, by }) => (by === undefined ? [] : [`${key}: ${by}`]));
}

function inWords({ key, by, tookMs }: Verdict, reasons: ReadonlyMap<string, string>): string {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  if (by !== undefined) return `✓ ${seconds} ${key}\n       ${by}`;
  return `${reasons.has(key) ? '–' : '✗'} ${seconds} ${key}\n       survived${reasons.has(key) ? `: ${reasons.get(key)}` : ''}`;
}

function report(mutants: readonly Mutant[], found: readonly Verdict[]): number {
  const survivors = found.filter(({ by }) => by === undefined).map(({ key }) => key);
  const unexplained = survivors.filter((key) => !known.has(key));
  const killed = found.length - survivors.length;
  const atStart = found.filter(({ by }) => by?.startsWith('start') === true).length;
  const keys = new Set(all.map(({ key }) => key));
  const named = [...known.keys()].filter((key) => values.api?.includes(key.split('/')[0] ?? '') !== false);
  const stale = named.filter((key) => !keys.has(key) || found.some((one) => one.key === key && one.by !== undefined));
  const share = killed / Math.max(1, mutants.length - (survivors.length - unexplained.length));
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `\n${killed} of ${mutants.length} mutants killed in ${seconds} s (${atStart} did not start), ${survivors.length} survived, ` +
      `${unexplained.length} of them without a reason: ${(share * 100).toFixed(1)} % of those that make a difference\n`,
  );
  for (const key of unexplained) process.stdout.write(`✗ survived: ${key}\n`);
  for (const key of stale) process.stdout.write(`✗ in survivors.yaml, but killed or gone: ${key}\n`);
  return share >= DEMANDED && stale.length === 0 ? 0 : 1;
}
