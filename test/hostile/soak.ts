import { Command, Option } from 'commander';
import { startMock } from '../mock-process.ts';
import { wholeNumber } from '../whole-number.ts';
import { startOffline } from './offline.ts';
import { type Report, siege } from './siege.ts';

const {
  server: kind,
  requests,
  seed,
  connections,
} = new Command('soak')
  .description('The long run: hostile requests to a server that it starts itself, and a look at its memory.')
  .addOption(new Option('--server <name>', 'which one').choices(['mock', 'serve']).default('mock'))
  .option('--requests <number>', 'how many', wholeNumber, 20_000)
  .option(
    '--seed <number>',
    'of what is sent',
    wholeNumber,
    Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9)),
  )
  .option('--connections <number>', 'at a time', wholeNumber, 24)
  .addHelpText('after', '\nExit status: 0 nothing is found, 1 something is.')
  .parse()
  .opts<{ server: 'mock' | 'serve'; requests: number; seed: number; connections: number }>();

/** MiB that memory may grow from the third quarter to the fourth: what is remembered is bounded, and almost full. */
const MAX_GROWTH_MIB = 48;

const startedAt = Date.now();
console.log(`${requests} hostile requests to portrait ${kind}, seed ${seed}`);
const server = await (kind === 'serve' ? startOffline : startMock)('--log-format', 'text');
const report = await siege(server, {
  requests,
  seed,
  connections,
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
