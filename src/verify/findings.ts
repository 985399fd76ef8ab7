import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inShort, type Problem } from './checks/check.ts';
import type { CheckName } from './checks/names.ts';
import { curlOf, OF_CURL } from './curl.ts';
import type { Finding, Tally } from './finding.ts';
import { operationName } from './finding.ts';
import type { Observation } from './observation.ts';
import { cut } from './reports/wording.ts';
import type { Subject } from './subject.ts';
import { veiledExchange } from './veiled-exchange.ts';
import type { Exchange } from './wire.ts';

let folder: string | undefined;

/** Where bodies lie that are too long for a line of a shell: of this run, and nobody else's to write to or to read. */
function bodiesFolder(): string {
  folder ??= mkdtempSync(join(tmpdir(), 'portrait-verify-'));
  return folder;
}

/** Different findings that are kept; of a server that is all wrong more would only repeat it. */
const MAX_KEPT = 1_000;
/** Octets of a body that are kept with a finding. */
const MAX_BODY = 64 * 1024;
/** Letters that are kept of what came and what was promised: a judge may name a key of the answer that has megabytes. */
const MAX_LETTERS = 8_000;
/** Octets of a head from which on a few more may change the answer. */
const LARGE_HEAD = 2 * 1024;

/** What was found so far. Its size is bounded by the contract's, not by how much was tried. */
export class Findings {
  readonly #findings = new Map<string, Finding>();
  readonly #tallies = new Map<string, Tally>();
  readonly #seed: number;
  readonly #veiled: (text: string) => string;
  /** Findings that were too many to be kept. */
  dropped = 0;

  /** `veiled` takes secrets out of a text. */
  constructor(seed: number, veiled: (text: string) => string = (text) => text) {
    this.#seed = seed;
    this.#veiled = veiled;
  }

  get all(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  get tallies(): readonly Tally[] {
    return [...this.#tallies.values()];
  }

  /** Counts a check of an observation. Gives the finding when it is a new one. */
  add(check: CheckName, subject: Subject, shown: readonly Observation[], problem?: Problem): Finding | undefined {
    const last = shown.at(-1);
    if (last === undefined) throw new Error('A check needs something that was observed.');
    this.#count(check, last, problem === undefined);
    if (problem === undefined) return undefined;
    const key = keyOf(check, last, problem);
    const known = this.#findings.get(key);
    if (known !== undefined) {
      known.times++;
      return undefined;
    }
    if (this.#findings.size >= MAX_KEPT) {
      this.dropped++;
      return undefined;
    }
    const finding = this.#findingOf(check, subject, shown, last, problem);
    this.#findings.set(key, finding);
    return finding;
  }

  #findingOf(
    check: CheckName,
    { contract, conformance, placeOf }: Subject,
    shown: readonly Observation[],
    last: Observation,
    problem: Problem,
  ): Finding {
    const operation = last.operation ?? last.tried?.operation;
    const exchanges = shown.map(({ exchange }) => veiledExchange(exchange, this.#veiled));
    const pointer = problem.pointer || (operation === undefined ? '/paths' : conformance.pointerTo(operation));
    return {
      check,
      api: contract.api,
      operation: operation?.id,
      endpoint: operation && `${operation.method.toUpperCase()} ${operation.path}`,
      title: this.#veiled(last.tried?.title ?? `${last.exchange.request.method} ${last.exchange.request.target}`),
      came: cut(this.#veiled(problem.came ?? cameOf(last)), MAX_LETTERS),
      promised: cut(this.#veiled(problem.promised), MAX_LETTERS),
      pointer,
      place: placeOf(pointer),
      seed: this.#seed,
      exchanges: exchanges.map(kept),
      // Veiled before it is quoted: quoting may write a secret in other letters.
      curl: curlOf(exchanges.at(-1) ?? last.exchange, { folder: bodiesFolder, free: freeHeaders(last) }),
      times: 1,
    };
  }

  #count(check: CheckName, { contract, operation, tried }: Observation, passed: boolean): void {
    const about = operation ?? tried?.operation;
    const id = about?.id ?? '';
    const key = `${check} ${about === undefined ? contract.api : operationName(about)}`;
    const tally = this.#tallies.get(key) ?? { api: contract.api, operation: id, check, passed: 0, failed: 0 };
    this.#tallies.set(key, tally);
    if (passed) tally.passed++;
    else tally.failed++;
  }
}

/**
 * What curl adds by itself and nothing depends on: not where the contract or the server names it, where a good caller
 * was turned away, which it may be the reason for, nor where the size of the head may be what counts.
 */
function freeHeaders({ operation, tried, exchange: { request, answer }, expectation }: Observation): string[] {
  const head = Object.entries(request.headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const isTurnedAway = expectation.verdict === 'accepted' && [403, 406].includes(answer?.status ?? 0);
  if (head + request.target.length > LARGE_HEAD || isTurnedAway) return [];
  const declared = ((operation ?? tried?.operation)?.parameters ?? []).filter(({ in: place }) => place === 'header');
  const vary = String(answer?.headers['vary'] ?? '').split(',');
  const named = [...declared.map(({ name }) => name), ...vary].map((name) => name.trim().toLowerCase());
  return OF_CURL.filter((name) => !named.includes(name.toLowerCase()) && !named.includes('*'));
}

/** An exchange as it is kept for the reports, which may have a thousand of them: of large bodies the beginning. */
function kept(exchange: Exchange): Exchange {
  const { request, answer } = exchange;
  return {
    ...exchange,
    request: { ...request, body: request.body?.subarray(0, MAX_BODY) },
    answer: answer && { ...answer, body: answer.body.subarray(0, MAX_BODY) },
  };
}

function cameOf({ exchange: { answer, problem } }: Observation): string {
  return answer === undefined ? (problem ?? 'no answer') : inShort(answer);
}

/** Findings are the same when one mending would mend them, as far as one can tell. */
function keyOf(check: CheckName, observation: Observation, { pointer = '' }: Problem): string {
  const { operation, tried, expectation, exchange } = observation;
  const id = (operation ?? tried?.operation)?.id;
  const kind = expectation.verdict === 'refused' ? expectation.kind : expectation.verdict;
  // Each step of a workflow is there for something of its own.
  const step = tried?.source === 'workflows' ? tried.title : '';
  return [check, id, pointer, kind, exchange.answer?.status, step].join(' ');
}
