import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEEP } from '../deep.ts';
import { startMock } from '../mock-process.ts';
import type { RunningProcess } from '../running-process.ts';
import { seed } from '../seed.ts';
import { startOffline } from './offline.ts';
import { type Report, residentMiB, siege } from './siege.ts';

/** Far above what this takes; the long run, `npm run soak`, tells whether memory stays flat. */
const MAX_RESIDENT_MIB = 700;

describe.each([
  ['mock', startMock, DEEP ? 1_500 : 600],
  ['reference server', startOffline, DEEP ? 1_000 : 500],
] as const)(`of the %s, SEED=${seed}`, (_, start, requests) => {
  let server: RunningProcess;
  let report: Report;

  beforeAll(async () => {
    server = await start();
    report = await siege(server, { requests, seed, connections: 24 });
  }, 60_000);

  afterAll(() => server.stop());

  it('answers to hostile requests come in time, well-formed, and as the contracts declare', () => {
    expect(report.findings.slice(0, 10)).toEqual([]);
  });

  it('hostile requests are of every kind', () => {
    expect(report.tallies.size).toBeGreaterThan(35);
    expect([...report.tallies.values()].reduce((sum, tally) => sum + tally.requests, 0)).toBe(requests);
  });

  it('the process goes on, and is of a bounded size', () => {
    expect(server.process.exitCode).toBeNull();
    expect(residentMiB(server.pid)).toBeLessThan(MAX_RESIDENT_MIB);
  });
});
