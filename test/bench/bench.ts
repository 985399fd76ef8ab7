/**
 * `npm run bench`: the mock beside stock Prism and a bare server, the reference server beside bare Express and bare
 * sharp, `portrait verify` beside Schemathesis, each against its peers in one run. `--only mock`, `server` or `verify`,
 * `--rounds N`, `--seconds N`, `--uploads N`.
 */
import { parseArgs } from 'node:util';
import { benchMock } from './mock-bench.ts';
import { reportTo } from './report.ts';
import { benchServer } from './server-bench.ts';
import { benchVerify } from './verify-bench.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    uploads: { type: 'string', default: '10000' },
  },
});
const rounds = { count: Number(values.rounds), seconds: Number(values.seconds) };
const report = reportTo(process.stderr);
const isWanted = (part: string): boolean => values.only === undefined || values.only === part;
if (isWanted('mock')) await benchMock(report, rounds);
if (isWanted('server')) await benchServer(report, rounds, Number(values.uploads));
if (isWanted('verify')) await benchVerify(report, rounds);
const { text, met } = report.end();
process.stdout.write(text);
process.exitCode = met ? 0 : 1;
