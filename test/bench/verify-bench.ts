import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { contracts } from '../contracts.ts';
import { startOffline } from '../hostile/offline.ts';
import { schemathesisThere } from '../judge/schemathesis-environment.ts';
import { schemathesisArgs } from '../judge/schemathesis-judge.ts';
import { median } from './load.ts';
import type { Report } from './report.ts';
import type { Rounds } from './rounds.ts';
import { residentMebibytes } from './servers.ts';

const API = 'app-net';
/** Each takes a while, and is its own average. */
const MAX_ROUNDS = 3;
const LOOK_EVERY_MS = 100;

/** One run of a tester, with its start and its reports. */
interface Tested {
  perSecond: number;
  requests: number;
  seconds: number;
  mebibytes: number;
}

/** `portrait verify` beside Schemathesis: one contract, one server, in turns. Cases are what the server counts. */
export async function benchVerify(report: Report, { count }: Rounds): Promise<void> {
  const contract = contracts.find(({ api }) => api === API) as Contract;
  const schemathesis = await schemathesisThere();
  const folder = mkdtempSync(join(tmpdir(), 'portrait-bench-verify-'));
  const server = await startOffline('--log-format', 'off');
  const ours: Tested[] = [];
  const its: Tested[] = [];
  try {
    for (let round = 0; round < Math.min(count, MAX_ROUNDS); round++) {
      report.say(`Testers of ${API}, round ${round + 1} …`);
      const seed = String(round + 1);
      ours.push(await tested(server.origin, process.execPath, verifyArgs(server.origin, seed, folder), ROOT));
      if (schemathesis === undefined) continue;
      const args = schemathesisArgs(server.origin, contract, { seed: round + 1, folder });
      its.push(await tested(server.origin, schemathesis, args, folder));
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  report.table(['portrait verify', 'Schemathesis, all phases']);
  const absent = 'not there (npm run judge installs it)';
  report.row(`cases per second, ${API}, on the reference server`, [
    shown(ours),
    its.length === 0 ? absent : shown(its),
  ]);
  if (its.length === 0) return;
  const rate = (all: readonly Tested[]): number => median(all.map(({ perSecond }) => perSecond));
  report.target('verify: cases per second, times Schemathesis', rate(ours) / rate(its), { least: 1 });
}

function verifyArgs(origin: string, seed: string, folder: string): string[] {
  const report = ['--report', `junit=${join(folder, 'verify.xml')}`];
  return ['bin/portrait.js', 'verify', origin, '--api', API, '--seed', seed, ...report];
}

/** Runs a tester to its end. What it finds is not for here, but it must have been able to look. */
async function tested(origin: string, program: string, args: string[], cwd: string): Promise<Tested> {
  const before = await requestsAt(origin);
  const began = performance.now();
  const child = spawn(program, args, { cwd, stdio: 'ignore' });
  const { code, mebibytes } = await watched(child);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0 && code !== 1) throw new Error(`${program} ended with ${code}.`);
  const requests = (await requestsAt(origin)) - before;
  return { perSecond: requests / seconds, requests, seconds, mebibytes };
}

/** Waits for the end of a process; the most memory that it was seen to have. */
function watched(child: ChildProcess): Promise<{ code: number | null; mebibytes: number }> {
  return new Promise((resolve, reject) => {
    let mebibytes = 0;
    const look = setInterval(() => {
      // It may just have ended.
      if (child.exitCode === null) mebibytes = Math.max(mebibytes, residentOrNothing(child.pid ?? 0));
    }, LOOK_EVERY_MS);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(look);
      resolve({ code, mebibytes });
    });
  });
}

function residentOrNothing(pid: number): number {
  try {
    return residentMebibytes(pid) || 0;
  } catch {
    return 0;
  }
}

/** How many requests to operations, and to what is none, the server has counted. */
async function requestsAt(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/_portrait/metrics`)).text();
  return [...text.matchAll(/^portrait_requests_total\{[^}]*\} (\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
}

function shown(all: readonly Tested[]): string {
  const middle = (key: keyof Tested): string => median(all.map((one) => one[key])).toFixed(0);
  return `${middle('perSecond')}/s (${middle('requests')} in ${middle('seconds')} s), at most ${middle('mebibytes')} MiB`;
}
