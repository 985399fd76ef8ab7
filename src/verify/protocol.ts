import type { Problem } from './checks/check.ts';
import type { CheckName } from './checks/names.ts';
import { coverageOf } from './coverage/collector.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Summary } from './finding.ts';
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
  #exchanges = 0;

  constructor(subjects: readonly Subject[], report: Report, options: ProtocolOptions) {
    this.#options = options;
    this.#report = report;
    this.#findings = new Findings(options.seed, options.veiled);
    this.#contracts = subjects.map(({ contract }) => contract);
    this.#coverage = coverageOf(this.#contracts);
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

  async observed(observation: Observation): Promise<void> {
    this.#exchanges++;
    this.#coverage.observe(observation);
    const { veiled } = this.#options;
    await this.#report.observed?.(veiled ? veiledObservation(observation, veiled) : observation);
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

  async end(): Promise<{ summary: Summary; coverage: Coverage }> {
    if (this.#findings.dropped > 0) this.note(`${this.#findings.dropped} more findings were not kept.`);
    const summary: Summary = {
      ...this.#about(),
      tookMs: this.tookMs,
      exchanges: this.#exchanges,
      findings: this.#findings.all,
      tallies: this.#findings.tallies,
      notes: [...this.#notes],
    };
    const coverage = this.#coverage.result();
    await this.#report.end(summary, coverage);
    return { summary, coverage };
  }

  #about(): Pick<Summary, 'origin' | 'server' | 'seed' | 'startedAt' | 'contracts'> {
    const { origin, server, seed } = this.#options;
    return { origin, server, seed, startedAt: this.#startedAt, contracts: this.#contracts };
  }
}
