import { Command, Option } from 'commander';
import { wholeNumber } from '../whole-number.ts';
import { benchMock } from './mock-bench.ts';
import { reportTo } from './report.ts';
import { benchServer } from './server-bench.ts';
import { benchVerify } from './verify-bench.ts';

const {
  only,
  rounds: count,
  seconds,
  uploads,
} = new Command('bench')
  .description(
    'Measures against peers, in turns: the mock beside stock Prism and a bare server, the reference server beside bare Express and bare sharp, “portrait verify” beside Schemathesis.',
  )
  .addOption(new Option('--only <part>', 'this part only').choices(['mock', 'server', 'verify']))
  .option('--rounds <number>', 'turns of each', wholeNumber, 5)
  .option('--seconds <number>', 'of one turn', wholeNumber, 2)
  .option('--uploads <number>', 'to the reference server, for its memory', wholeNumber, 10_000)
  .addHelpText('after', '\nExit status: 0 all targets are met, 1 one is not.')
  .parse()
  .opts<{ only?: string; rounds: number; seconds: number; uploads: number }>();
const rounds = { count, seconds };
const report = reportTo(process.stderr);
const isWanted = (part: string): boolean => only === undefined || only === part;
if (isWanted('mock')) await benchMock(report, rounds);
if (isWanted('server')) await benchServer(report, rounds, uploads);
if (isWanted('verify')) await benchVerify(report, rounds);
const { text, met } = report.end();
process.stdout.write(text);
process.exitCode = met ? 0 : 1;
