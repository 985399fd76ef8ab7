import { execFileSync } from 'node:child_process';
import type { RunningMock } from '../mock-process.ts';
import { attack } from './connection.ts';
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
  { origin, pid, process }: RunningMock,
  { requests, seed, connections, progress }: SiegeOptions,
): Promise<Report> {
  const port = Number(new URL(origin).port);
  const queue = hostileRequests(requests, seed);
  const findings: Finding[] = [];
  const tallies = new Map<string, Tally>();
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
  if (hasEnded(process))
    findings.push({ kind: 'process', fault: `it ended with ${process.exitCode ?? process.signalCode}`, sent: '' });
  else if (!(await answersStill(origin)))
    findings.push({ kind: 'process', fault: 'it does not answer a good request any more', sent: '' });
  const quarter = (from: number): number => Math.min(...looks.slice((from * LOOKS) / 4, ((from + 1) * LOOKS) / 4));
  return { findings, tallies, thirdQuarterMiB: quarter(2), fourthQuarterMiB: quarter(3) };

  async function put(request: Hostile): Promise<void> {
    const { answers, faults, tookMs } = await attack(port, request);
    const found = [...faults, ...answers.flatMap((answer, index) => faultsIn(request, index, answer))];
    const tally = tallies.get(request.kind) ?? { requests: 0, statuses: new Map(), findings: 0, slowestMs: 0 };
    tallies.set(request.kind, tally);
    tally.requests++;
    tally.findings += found.length;
    tally.slowestMs = Math.max(tally.slowestMs, tookMs);
    for (const { status } of answers) tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    for (const fault of found) findings.push({ kind: request.kind, fault, sent: beginningOf(request) });
  }
}

/** Resident memory of a process. */
export function residentMiB(pid: number): number {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024);
}

function hasEnded({ exitCode, signalCode }: RunningMock['process']): boolean {
  return exitCode !== null || signalCode !== null;
}

async function answersStill(origin: string): Promise<boolean> {
  const health = await fetch(`${origin}/_portrait/health`);
  const journal = await fetch(`${origin}/_portrait/requests.har`);
  await journal.json();
  return health.status === 200 && journal.status === 200;
}

function beginningOf({ steps }: Hostile): string {
  const octets = steps.find((step): step is Buffer => Buffer.isBuffer(step)) ?? Buffer.alloc(0);
  return JSON.stringify(octets.toString('latin1', 0, 300));
}
