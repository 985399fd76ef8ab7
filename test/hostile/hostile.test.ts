import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningMock, startMock } from '../mock-process.ts';
import { type Report, residentMiB, siege } from './siege.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
const REQUESTS = 1_500;
/** Far above what this takes; the long run, `npm run soak`, tells whether memory stays flat. */
const MAX_RESIDENT_MIB = 700;

let mock: RunningMock;
let report: Report;

beforeAll(async () => {
  mock = await startMock();
  report = await siege(mock, { requests: REQUESTS, seed, connections: 24 });
}, 60_000);

afterAll(() => mock.stop());

describe(`${REQUESTS} hostile requests, SEED=${seed}`, () => {
  it('are all answered in time, well-formed, and as the contracts declare', () => {
    expect(report.findings.slice(0, 10)).toEqual([]);
  });

  it('are of every kind', () => {
    expect(report.tallies.size).toBeGreaterThan(35);
    expect([...report.tallies.values()].reduce((sum, { requests }) => sum + requests, 0)).toBe(REQUESTS);
  });

  it('leave the mock running, and of a bounded size', () => {
    expect(mock.process.exitCode).toBeNull();
    expect(residentMiB(mock.pid)).toBeLessThan(MAX_RESIDENT_MIB);
  });
});
