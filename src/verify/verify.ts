import type { Operation } from '../contract/contract.ts';
import { isSafe } from '../http/safe-methods.ts';
import type { Case, CaseSource } from './case.ts';
import { casesOf } from './cases/index.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Summary } from './finding.ts';
import { Interrupted, unlessInterrupted } from './interruption.ts';
import type { Observation } from './observation.ts';
import { type Observed, observe, type Verdicts } from './observe.ts';
import { Protocol, type ProtocolOptions } from './protocol.ts';
import type { Report } from './reports/report.ts';
import { Seat } from './seat.ts';
import { sequences } from './sequences/index.ts';
import type { Sequence, SequenceTools, Step } from './sequences/sequence.ts';
import type { Subject } from './subject.ts';
import type { Session, Target } from './target.ts';
import type { Wire, WireRequest } from './wire.ts';

export interface VerifyOptions
  extends Pick<ProtocolOptions, 'seed' | 'checks' | 'veiled' | 'operations' | 'minCoverage'> {
  /** Random requests of each kind to each operation. */
  fuzz: number;
  /** Requests at a time. */
  connections: number;
  /** Milliseconds after which nothing new is begun. */
  maxTimeMs: number;
  /** Only methods that change nothing (RFC 9110, section 9.2.1). */
  readOnly: boolean;
  /** Ends with the first finding. */
  failFast: boolean;
  /** Somebody wants it to end now: what was found until then is told. */
  stop?: AbortSignal;
  /** Where the tried cases come from; everywhere without it. */
  sources?: ReadonlySet<CaseSource>;
}

/** What ends a sequence in the middle, when the run is over. */
class Over extends Error {}

/** Something to do at a seat. */
type Job = (seat: Seat) => Promise<void>;

/** Holds a server against contracts, and tells the report as it goes. Never throws for what the server does. */
export function verify(
  wire: Wire,
  target: Target,
  subjects: readonly Subject[],
  options: VerifyOptions,
  report: Report,
): Promise<{ summary: Summary; coverage: Coverage }> {
  return new Run(wire, target, subjects, options, report).whole();
}

class Run {
  readonly #wire: Wire;
  readonly #target: Target;
  readonly #subjects: readonly Subject[];
  readonly #options: VerifyOptions;
  readonly #protocol: Protocol;

  constructor(wire: Wire, target: Target, subjects: readonly Subject[], options: VerifyOptions, report: Report) {
    this.#wire = wire;
    this.#target = target;
    this.#subjects = subjects;
    this.#options = options;
    this.#protocol = new Protocol(subjects, report, { ...options, origin: wire.origin, server: target.server });
  }

  async whole(): Promise<{ summary: Summary; coverage: Coverage }> {
    await this.#protocol.begin();
    const { connections, stop } = this.#options;
    const jobs = this.#jobs();
    const sessions = Array.from({ length: connections }, (_, number) => this.#target.session(number));
    const worker = async (session: Session): Promise<void> => {
      const seat = new Seat(session);
      for (let job = await jobs.next(); job.done !== true; job = await jobs.next()) await job.value(seat);
    };
    const workers = sessions.map(worker);
    await unlessInterrupted(Promise.all(workers), stop).catch((error: unknown) => {
      if (!(error instanceof Interrupted)) throw error;
      this.#wire.hangUp();
    });
    const told = await this.#protocol.end(stop?.aborted);
    // Whoever was interrupted may be about to ask once more, which would bring a session back.
    await Promise.allSettled(workers);
    await Promise.all(sessions.map((session) => session.leave()));
    return told;
  }

  /** What there is to do, one thing after the other, each made when somebody has time for it. */
  async *#jobs(): AsyncGenerator<Job> {
    for (const subject of this.#subjects) {
      for (const operation of this.#operationsOf(subject)) {
        for await (const job of this.#jobsOf(subject, operation)) {
          if (this.#isOver()) return;
          yield job;
        }
      }
    }
  }

  #operationsOf({ contract }: Subject): Operation[] {
    const { operations: wanted } = this.#options;
    return contract.operations.filter(({ id }) => wanted === undefined || wanted.has(id));
  }

  async *#jobsOf(subject: Subject, operation: Operation): AsyncGenerator<Job> {
    for (const sequence of this.#sequencesOf(subject, operation)) {
      yield (seat) => this.#runSequence(subject, operation, sequence, seat);
    }
    const { isPortrait } = this.#target;
    // Of its own method no case is made.
    this.#mayAsk(operation);
    for await (const one of casesOf(subject, operation, { ...this.#options, isPortrait })) {
      if (this.#mayAsk(one.request)) yield async (seat) => void (await this.#ask(subject, one, seat));
    }
  }

  #isOver(): boolean {
    const { maxTimeMs, failFast, stop } = this.#options;
    if (stop?.aborted === true) return true;
    if (failFast && this.#protocol.hasFindings) return true;
    if (this.#protocol.tookMs < maxTimeMs) return false;
    this.#protocol.timeIsOver(maxTimeMs);
    return true;
  }

  #mayAsk({ method }: Pick<WireRequest, 'method'>): boolean {
    if (!this.#options.readOnly || isSafe(method)) return true;
    this.#protocol.note('Requests that may change something were left out (--read-only).');
    return false;
  }

  #sequencesOf(subject: Subject, operation: Operation): Sequence[] {
    const { sources } = this.#options;
    const fitting = [...sequences, ...subject.workflows.sequences]
      .filter(({ source = 'sequences' }) => sources?.has(source) !== false)
      .filter(({ spoilsSession = false }) => !spoilsSession || this.#target.isPortrait)
      .filter((sequence) => sequence.concerns(subject, operation));
    const possible = fitting.filter(({ needsMemory }) => !needsMemory || this.#target.remembers);
    if (possible.length < fitting.length)
      this.#protocol.note('The mock forgets: what writes and reads again was left out.');
    return possible.filter(({ writes }) => !writes || !this.#options.readOnly);
  }

  async #runSequence(subject: Subject, operation: Operation, sequence: Sequence, seat: Seat): Promise<void> {
    const { contract } = subject;
    const told: Promise<void>[] = [];
    await seat.renew();
    const tools: SequenceTools = {
      subject,
      operation,
      origin: this.#wire.origin,
      ask: async (title, request, tolerates = []): Promise<Step> => {
        if (this.#isOver()) throw new Over();
        const tried: Case = {
          contract,
          operation,
          source: sequence.source ?? 'sequences',
          title: `${sequence.name}: ${title}`,
          request,
          tolerates,
        };
        const observation = await this.#ask(subject, tried, seat, true);
        return { observation, answer: observation.exchange.answer };
      },
      tell: (check, steps, problem) => {
        const shown = steps.map(({ observation }) => observation);
        told.push(this.#protocol.tell(check, subject, shown, problem));
      },
    };
    await sequence.run(tools).catch((error: unknown) => {
      if (!(error instanceof Over)) throw error;
    });
    await Promise.all(told);
    await seat.renew();
  }

  /** Asks, and holds the answer against all checks. In a sequence, state is what the steps before have made it. */
  async #ask(subject: Subject, tried: Case, seat: Seat, inSequence = false): Promise<Observation> {
    const target = this.#target;
    this.#mayGoOn();
    const { observation, verdicts } = await observe(subject, this.#wire, tried, seat, { inSequence, target });
    this.#mayGoOn();
    await this.#protocol.observed(observation);
    const confirmed = inSequence ? verdicts : await this.#confirmed(subject, tried, seat, { observation, verdicts });
    this.#mayGoOn();
    await this.#protocol.judged(subject, observation, confirmed);
    return observation;
  }

  /** What comes after an interruption says nothing of the server. */
  #mayGoOn(): void {
    if (this.#options.stop?.aborted) throw new Interrupted();
  }

  /** What is found is asked for once more: a busy machine makes bodies stop arriving, and answers come late. */
  async #confirmed(subject: Subject, tried: Case, seat: Seat, { observation, verdicts }: Observed): Promise<Verdicts> {
    if (verdicts.every(([, problem]) => problem === undefined)) return verdicts;
    await seat.renew();
    const as = { inSequence: false, target: this.#target, expected: observation };
    const again = await observe(subject, this.#wire, tried, seat, as);
    const found = new Set(again.verdicts.flatMap(([check, problem]) => (problem === undefined ? [] : [check])));
    const passing = verdicts.filter(([check, problem]) => problem !== undefined && !found.has(check));
    const [first] = passing;
    if (first !== undefined) this.#protocol.unsteady(first[0], again.observation);
    return verdicts.filter((verdict) => !passing.includes(verdict));
  }
}
