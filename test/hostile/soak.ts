import { parseArgs } from 'node:util';
import { startMock } from '../mock-process.ts';
import { startOffline } from './offline.ts';
import { type Report, siege } from './siege.ts';

/**
 * The long run: `npm run soak`, with `--server serve` on the reference server, with `--requests`, `--seed` and
 * `--connections`. Exit code 1 when anything is found.
 */
const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'mock' },
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: process.env['SEED'] ?? String(Math.floor(Math.random() * 1e9)) },
    connections: { type: 'string', default: '24' },
  },
});

/** MiB that memory may grow from the third quarter to the fourth: what is remembered is bounded, and almost full. */
const MAX_GROWTH_MIB = 48;

const requests = Number(values.requests);
const seed = Number(values.seed);
const startedAt = Date.now();
console.log(`${requests} hostile requests to portrait ${values.server}, seed ${seed}`);
const server = await (values.server === 'serve' ? startOffline : startMock)('--log-format', 'text');
const report = await siege(server, {
  requests,
  seed,
  connections: Number(values.connections),
  progress: (done) =>
    process.stderr.write(`\r${done} of ${requests}, ${Math.round((Date.now() - startedAt) / 1000)} s `),
});
process.stderr.write('\n');
await server.stop();
process.exitCode = tell(report) ? 0 : 1;

/** Prints the table and the findings; whether all is well. */
function tell({ findings, tallies, thirdQuarterMiB, fourthQuarterMiB }: Report): boolean {
  const rows = [...tallies].sort(([one], [other]) => one.localeCompare(other));
  for (const [kind, { requests: count, statuses, findings: found, slowestMs }] of rows) {
    const answers = [...statuses].sort(([one], [other]) => one - other).map(([status, times]) => `${status}×${times}`);
    console.log(
      `${kind.padEnd(30)} ${String(count).padStart(5)}  ${String(Math.round(slowestMs)).padStart(5)} ms  ${String(found).padStart(3)} found  ${answers.join(' ')}`,
    );
  }
  for (const { kind, fault, sent } of findings.slice(0, 30)) console.log(`\n${kind}: ${fault}\n  ${sent}`);
  const isFlat = fourthQuarterMiB - thirdQuarterMiB <= MAX_GROWTH_MIB;
  console.log(
    `\nmemory ${thirdQuarterMiB} MiB in the third quarter, ${fourthQuarterMiB} MiB in the fourth: ${isFlat ? 'flat' : 'it grows'}`,
  );
  console.log(
    `${requests} requests, ${findings.length} findings, seed ${seed}, ${Math.round((Date.now() - startedAt) / 1000)} s`,
  );
  return findings.length === 0 && isFlat;
}
