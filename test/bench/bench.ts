/**
 * `npm run bench`: the mock beside stock Prism and a bare server, in one run. Figures are medians over rounds in which
 * the servers take turns, so that a machine whose speed drifts is unfair to none. `--rounds N`, `--seconds N`.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Load, type Measured, measure, median } from './load.ts';
import { loads, PROBE } from './loads.ts';
import {
  type BenchServer,
  bareServer,
  PORTRAIT,
  residentMebibytes,
  STOCK_PRISM,
  start,
  timeToAnswer,
} from './servers.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const CONNECTIONS = [16, 64];

const probe = async (origin: string): Promise<boolean> => (await fetch(`${origin}${PROBE.path}`, PROBE)).ok;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function answerFile(server: BenchServer): Promise<string> {
  const response = await fetch(`${server.origin}${PROBE.path}`, PROBE);
  const head = [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)).flat();
  const file = join(mkdtempSync(join(tmpdir(), 'portrait-bench-')), 'answer.json');
  writeFileSync(file, JSON.stringify({ status: response.status, head, body: await response.text() }));
  return file;
}

/** All servers take turns, round after round. */
async function compare(
  servers: readonly BenchServer[],
  load: Load,
  connections: number,
): Promise<Map<BenchServer, Measured>> {
  const rounds = new Map(servers.map((server) => [server, [] as Measured[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) rounds.get(server)?.push(await measure(server.origin, load, connections, SECONDS));
  }
  return new Map(
    [...rounds].map(([server, figures]) => [
      server,
      { perSecond: median(figures.map(({ perSecond }) => perSecond)), p99: median(figures.map(({ p99 }) => p99)) },
    ]),
  );
}

const rows: string[][] = [];
const targets: { name: string; got: number; wanted: string; met: boolean }[] = [];

function target(name: string, got: number, least: number | undefined, most?: number): void {
  const met = (least === undefined || got >= least) && (most === undefined || got <= most);
  targets.push({ name, got, wanted: least === undefined ? `at most ${most}` : `at least ${least}`, met });
}

say('Starting times, servers in turn …');
const startTimes = { ours: [] as number[], stock: [] as number[] };
for (let round = 0; round <= ROUNDS; round++) {
  const ours = await timeToAnswer(PORTRAIT, probe);
  const stock = await timeToAnswer(STOCK_PRISM, probe);
  // The first start of each fills caches of the disk and the compiler.
  if (round > 0) {
    startTimes.ours.push(ours);
    startTimes.stock.push(stock);
  }
}
const ready = { ours: median(startTimes.ours), stock: median(startTimes.stock) };
rows.push(['ready to answer', '', `${ready.ours.toFixed(0)} ms`, `${ready.stock.toFixed(0)} ms`, '']);
target('ready to answer, of stock Prism', ready.ours / ready.stock, undefined, 0.7);

const ours = await start(PORTRAIT, probe);
const stock = await start(STOCK_PRISM, probe);
const bare = await start(bareServer(await answerFile(ours)), probe);
try {
  for (const { title, load, withBare, timesStock, ofBare } of loads()) {
    for (const connections of CONNECTIONS) {
      say(`${title}, ${connections} connections …`);
      const figures = await compare(withBare ? [ours, stock, bare] : [ours, stock], load, connections);
      const cell = (server: BenchServer): string => {
        const figure = figures.get(server);
        return figure === undefined ? '' : `${figure.perSecond.toFixed(0)}/s, p99 ${figure.p99} ms`;
      };
      rows.push([title, String(connections), cell(ours), cell(stock), cell(bare)]);
      const rate = (server: BenchServer): number => figures.get(server)?.perSecond ?? Number.NaN;
      target(`${title}, ${connections} connections, times stock Prism`, rate(ours) / rate(stock), timesStock);
      if (ofBare !== undefined)
        target(`${title}, ${connections} connections, of bare node:http`, rate(ours) / rate(bare), ofBare);
    }
  }
  const memory = {
    ours: residentMebibytes(ours.pid),
    stock: residentMebibytes(stock.pid),
    bare: residentMebibytes(bare.pid),
  };
  rows.push([
    'resident memory after the load',
    '',
    `${memory.ours.toFixed(0)} MiB`,
    `${memory.stock.toFixed(0)} MiB`,
    `${memory.bare.toFixed(0)} MiB`,
  ]);
  target('resident memory, of stock Prism', memory.ours / memory.stock, undefined, 0.7);
} finally {
  await Promise.all([ours, stock, bare].map((server) => server.stop()));
}

const heads = ['', 'connections', ours.name, stock.name, bare.name];
process.stdout.write(`\n| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|\n`);
for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
process.stdout.write('\n| target | wanted | got |\n|---|---|---|\n');
for (const { name, got, wanted, met } of targets)
  process.stdout.write(`| ${name} | ${wanted} | ${got.toFixed(2)}${met ? '' : ' (missed)'} |\n`);
process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
