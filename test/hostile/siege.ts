import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { RunningProcess } from '../running-process.ts';
import { attack, type Outcome } from './connection.ts';
import type { Hostile } from './hostile.ts';
import { hostileRequests } from './requests.ts';
import { faultsIn } from './verdict.ts';

export interface SiegeOptions {
  requests: number;
  seed: number;
  /** Connections at a time. */
  connections: number;
  /** Called now and then, with the number of requests done. */
  progress?(done: number): void;
}

export interface Finding {
  kind: string;
  fault: string;
  /** The beginning of what was sent. */
  sent: string;
}

/** What became of the requests of one kind. */
export interface Tally {
  requests: number;
  statuses: Map<number, number>;
  findings: number;
  slowestMs: number;
}

export interface Report {
  findings: Finding[];
  tallies: Map<string, Tally>;
  /** The least resident memory in MiB in the third and the fourth quarter: a single look would tell the garbage too. */
  thirdQuarterMiB: number;
  fourthQuarterMiB: number;
}

const MAX_FINDINGS = 200;
const LOOKS = 40;

/** Puts hostile requests to a server, several at a time, and holds every answer against the contracts. */
export async function siege(
  { origin, pid, process }: RunningProcess,
  { requests, seed, connections, progress }: SiegeOptions,
): Promise<Report> {
  const port = Number(new URL(origin).port);
  const queue = hostileRequests(requests, seed);
  const findings: Finding[] = [];
  const tallies = new Map<string, Tally>();
  const late: Hostile[] = [];
  let done = 0;
  const looks: number[] = [];
  const besiege = async (): Promise<void> => {
    for (const request of queue) {
      if (hasEnded(process) || findings.length >= MAX_FINDINGS) return;
      await put(request);
      done++;
      if (done % Math.ceil(requests / LOOKS) === 0) looks.push(residentMiB(pid));
      if (done % 500 === 0) progress?.(done);
    }
  };
  await Promise.all(Array.from({ length: connections }, besiege));
  // On a busy machine an answer can be late in the crowd; alone it has to be in time.
  for (const request of late) if (!hasEnded(process)) note(request, faultsOf(request, await attack(port, request)));
  if (hasEnded(process))
    findings.push({ kind: 'process', fault: `it ended with ${process.exitCode ?? process.signalCode}`, sent: '' });
  else if (!(await answersStill(origin)))
    findings.push({ kind: 'process', fault: 'it does not answer a good request any more', sent: '' });
  const quarter = (from: number): number => Math.min(...looks.slice((from * LOOKS) / 4, ((from + 1) * LOOKS) / 4));
  return { findings, tallies, thirdQuarterMiB: quarter(2), fourthQuarterMiB: quarter(3) };

  async function put(request: Hostile): Promise<void> {
    const outcome = await attack(port, request);
    const tally = tallies.get(request.kind) ?? { requests: 0, statuses: new Map(), findings: 0, slowestMs: 0 };
    tallies.set(request.kind, tally);
    tally.requests++;
    tally.slowestMs = Math.max(tally.slowestMs, outcome.tookMs);
    for (const { status } of outcome.answers) tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    if (outcome.isLate) late.push(request);
    else note(request, faultsOf(request, outcome));
  }

  function note(request: Hostile, faults: readonly string[]): void {
    const tally = tallies.get(request.kind);
    if (tally !== undefined) tally.findings += faults.length;
    for (const fault of faults) findings.push({ kind: request.kind, fault, sent: beginningOf(request) });
  }
}

function faultsOf(request: Hostile, { answers, faults }: Outcome): string[] {
  return [...faults, ...answers.flatMap((answer, index) => faultsIn(request, index, answer))];
}

/** Resident memory of a process. */
export function residentMiB(pid: number): number {
  return Math.round(Number(residentKiB(pid)) / 1024);
}

function residentKiB(pid: number): string | undefined {
  const status = `/proc/${pid}/status`;
  // Where there is no such file, at the price of a process.
  if (!existsSync(status)) return execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString();
  return /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1];
}

function hasEnded({ exitCode, signalCode }: RunningProcess['process']): boolean {
  return exitCode !== null || signalCode !== null;
}

async function answersStill(origin: string): Promise<boolean> {
  const pages = await Promise.all(
    ['/_portrait/health', '/openapi/app-net.json'].map((page) => fetch(`${origin}${page}`)),
  );
  const journal = await fetch(`${origin}/_portrait/requests.har`);
  // The mock has a journal, the reference server none.
  if (journal.status === 200) await journal.json();
  return pages.every(({ status }) => status === 200) && [200, 404].includes(journal.status);
}

function beginningOf({ steps }: Hostile): string {
  const octets = steps.find((step): step is Buffer => Buffer.isBuffer(step)) ?? Buffer.alloc(0);
  return JSON.stringify(octets.toString('latin1', 0, 300));
}
