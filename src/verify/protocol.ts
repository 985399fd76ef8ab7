import { Admissions } from './admissions.ts';
import type { Problem } from './checks/check.ts';
import type { CheckName } from './checks/names.ts';
import { conclusionOf, shutNotes } from './conclusion.ts';
import { coverageOf } from './coverage/collector.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Summary, Unsteady } from './finding.ts';
import { Findings } from './findings.ts';
import type { Observation } from './observation.ts';
import type { Verdicts } from './observe.ts';
import type { Report } from './reports/report.ts';
import type { Subject } from './subject.ts';
import { veiledObservation } from './veiled-exchange.ts';

export interface ProtocolOptions {
  /** Where the exchanges went, or come from. */
  origin: string;
  server: string | undefined;
  seed: number;
  /** Checks that count. */
  checks: ReadonlySet<CheckName>;
  /** Takes the caller's secrets out of a text; without it there are none, and reports are shown exchanges as they were. */
  veiled?: ((text: string) => string) | undefined;
  /** Ids of the operations that are tried; all of them without it. */
  operations?: ReadonlySet<string>;
  /** Per cent of what the contracts declare that has to be covered. */
  minCoverage?: number | undefined;
}

/** What a run comes to: everything that is seen and said goes through here, to the report. */
export class Protocol {
  readonly #options: ProtocolOptions;
  readonly #report: Report;
  readonly #findings: Findings;
  readonly #coverage;
  readonly #contracts;
  readonly #startedAt = new Date();
  readonly #began = performance.now();
  readonly #notes = new Set<string>();
  readonly #admissions = new Admissions();
  readonly #unsteady: Unsteady[] = [];
  #exchanges = 0;
  #isTimeOver = false;

  constructor(subjects: readonly Subject[], report: Report, options: ProtocolOptions) {
    this.#options = options;
    this.#report = report;
    this.#findings = new Findings(options.seed, options.veiled);
    this.#contracts = subjects.map(({ contract }) => contract);
    this.#coverage = coverageOf(this.#contracts);
    for (const { workflows } of subjects) if (workflows.note !== undefined) this.note(workflows.note);
  }

  get hasFindings(): boolean {
    return this.#findings.all.length > 0;
  }

  /** Milliseconds since the beginning. */
  get tookMs(): number {
    return performance.now() - this.#began;
  }

  async begin(): Promise<void> {
    const { operations: wanted } = this.#options;
    const all = this.#contracts.flatMap(({ operations }) => operations);
    const planned = all.filter(({ id }) => wanted === undefined || wanted.has(id)).length;
    await this.#report.begin?.({ ...this.#about(), planned });
  }

  /** Something that the reader of the report should know; the same is told once. */
  note(text: string): void {
    this.#notes.add(text);
  }

  /** Says that not everything was tried. */
  timeIsOver(maxTimeMs: number): void {
    this.#isTimeOver = true;
    this.note(`Time was over after ${maxTimeMs / 1000} s: not everything was tried (--max-time).`);
  }

  async observed(observation: Observation): Promise<void> {
    this.#exchanges++;
    this.#coverage.observe(observation);
    this.#admissions.observe(observation);
    const { veiled } = this.#options;
    await this.#report.observed?.(veiled ? veiledObservation(observation, veiled) : observation);
  }

  /** A check that failed once, and held when the same was asked for again. */
  unsteady(check: CheckName, { contract, operation, tried, exchange: { request } }: Observation): void {
    const title = tried?.title ?? `${request.method} ${request.target}`;
    const { veiled = (text) => text } = this.#options;
    this.#unsteady.push({
      ...{ api: contract.api, operation: (operation ?? tried?.operation)?.id, check },
      title: veiled(title),
    });
  }

  async judged(subject: Subject, observation: Observation, verdicts: Verdicts): Promise<void> {
    for (const [check, problem] of verdicts) await this.tell(check, subject, [observation], problem);
  }

  /** Counts a check; with a problem it is a finding, shown by these observations. */
  async tell(check: CheckName, subject: Subject, shown: readonly Observation[], problem?: Problem): Promise<void> {
    if (!this.#options.checks.has(check)) return;
    const finding = this.#findings.add(check, subject, shown, problem);
    if (finding !== undefined) await this.#report.found?.(finding);
  }

  /** `isInterrupted`: not everything was tried, since somebody wanted it to end. */
  async end(isInterrupted = false): Promise<{ summary: Summary; coverage: Coverage }> {
    const { all: findings, tallies, dropped } = this.#findings;
    const coverage = this.#coverage.result();
    const shut = this.#admissions.shut();
    if (isInterrupted) this.note('The run was interrupted: not everything was tried. This report is incomplete.');
    if (dropped > 0) this.note(`${dropped} more findings were not kept.`);
    if (this.#unsteady.length > 0) this.note(unsteadyNote(this.#unsteady));
    for (const note of shutNotes(shut)) this.note(note);
    const { minCoverage } = this.#options;
    const { asked } = this.#admissions;
    const summary: Summary = {
      ...this.#about(),
      tookMs: this.tookMs,
      exchanges: this.#exchanges,
      findings,
      tallies,
      notes: [...this.#notes],
      conclusion: conclusionOf({
        ...{ findings, tallies, coverage, asked, shut, isInterrupted, minCoverage },
        isTimeOver: this.#isTimeOver,
      }),
    };
    await this.#report.end(summary, coverage);
    return { summary, coverage };
  }

  #about(): Pick<Summary, 'origin' | 'server' | 'seed' | 'startedAt' | 'contracts'> {
    const { origin, server, seed } = this.#options;
    return { origin, server, seed, startedAt: this.#startedAt, contracts: this.#contracts };
  }
}

/** So many are named; a server that is never the same twice would fill pages. */
const MAX_NAMED = 20;

function unsteadyNote(unsteady: readonly Unsteady[]): string {
  const named = unsteady
    .slice(0, MAX_NAMED)
    .map(({ api, operation, check, title }) => `${operation ?? api} ${check} (${title})`);
  const more = unsteady.length > MAX_NAMED ? [`and ${unsteady.length - MAX_NAMED} more`] : [];
  const head = unsteady.length === 1 ? '1 answer was' : `${unsteady.length} answers were`;
  const tail = unsteady.length === 1 ? 'it does not count' : 'they do not count';
  return `${head} wrong once and right when asked for again; ${tail}: ${[...named, ...more].join('; ')}`;
}
