import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './load.ts';
import { loads, PROBE } from './loads.ts';
import type { Report } from './report.ts';
import { CONNECTIONS, inTurns, type Rounds, shown } from './rounds.ts';
import {
  type BenchServer,
  bareServer,
  PORTRAIT,
  residentMebibytes,
  STOCK_PRISM,
  start,
  timeToAnswer,
} from './servers.ts';

const probe = async (origin: string): Promise<boolean> => (await fetch(`${origin}${PROBE.path}`, PROBE)).ok;

/** The mock beside stock Prism and a bare server. */
export async function benchMock(report: Report, rounds: Rounds): Promise<void> {
  await startingTimes(report, rounds);
  const ours = await start(PORTRAIT, probe);
  const stock = await start(STOCK_PRISM, probe);
  const bare = await start(bareServer(await answerFile(ours)), probe);
  report.table([ours.name, stock.name, bare.name]);
  try {
    for (const { title, load, withBare, timesStock, ofBare } of loads()) {
      for (const connections of CONNECTIONS) {
        const what = `${title}, ${connections} connections`;
        report.say(`${what} …`);
        const figures = await inTurns(withBare ? [ours, stock, bare] : [ours, stock], load, connections, rounds);
        report.row(
          what,
          [ours, stock, bare].map((server) => shown(figures.get(server))),
        );
        const rate = (server: BenchServer): number => figures.get(server)?.perSecond ?? Number.NaN;
        report.target(`${what}, times stock Prism`, rate(ours) / rate(stock), { least: timesStock });
        if (ofBare !== undefined)
          report.target(`${what}, of bare node:http`, rate(ours) / rate(bare), { least: ofBare });
      }
    }
    const [mine, its, nothing] = [ours, stock, bare].map(({ pid }) => residentMebibytes(pid)) as [
      number,
      number,
      number,
    ];
    report.row(
      'resident memory after the load',
      [mine, its, nothing].map((size) => `${size.toFixed(0)} MiB`),
    );
    report.target('resident memory, of stock Prism', mine / its, { most: 0.7 });
  } finally {
    await Promise.all([ours, stock, bare].map((server) => server.stop()));
  }
}

async function startingTimes(report: Report, { count }: Rounds): Promise<void> {
  report.say('Starting times, servers in turn …');
  report.table([PORTRAIT.name, STOCK_PRISM.name]);
  const times = { ours: [] as number[], stock: [] as number[] };
  for (let round = 0; round <= count; round++) {
    const ours = await timeToAnswer(PORTRAIT, probe);
    const stock = await timeToAnswer(STOCK_PRISM, probe);
    // The first start of each fills caches of the disk and the compiler.
    if (round > 0) {
      times.ours.push(ours);
      times.stock.push(stock);
    }
  }
  const [ours, stock] = [median(times.ours), median(times.stock)];
  report.row('ready to answer', [`${ours.toFixed(0)} ms`, `${stock.toFixed(0)} ms`]);
  report.target('ready to answer, of stock Prism', ours / stock, { most: 0.7 });
}

async function answerFile(server: BenchServer): Promise<string> {
  const response = await fetch(`${server.origin}${PROBE.path}`, PROBE);
  const head = [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)).flat();
  const file = join(mkdtempSync(join(tmpdir(), 'portrait-bench-')), 'answer.json');
  writeFileSync(file, JSON.stringify({ status: response.status, head, body: await response.text() }));
  return file;
}
