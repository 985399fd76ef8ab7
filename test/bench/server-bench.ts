import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchange } from '../exchange.ts';
import { type Load, measure, median } from './load.ts';
import { PROBE, picture, READ, REDIRECT, UPLOAD, WRITE } from './loads.ts';
import type { Report } from './report.ts';
import { CONNECTIONS, inTurns, type Rounds, shown } from './rounds.ts';
import { type BenchServer, type Contender, residentMebibytes, scriptArgs, start } from './servers.ts';
import { sharpAlone } from './sharp-alone.ts';

const FLAT_FROM = 1_000;
const UPLOADS_AT_ONCE = 16;

const RESETS = 2_000;
const WARM_UP = 500;

const IN_MEMORY: Contender = {
  name: 'portrait serve, in memory',
  args: (port) => [...scriptArgs('serve'), '--port', String(port), '--rate-limits', 'off', '--memory'],
};

const SERVE: Contender = {
  name: 'portrait serve, four contracts, SQLite',
  args: (port) => [
    ...[...scriptArgs('serve'), '--port', String(port), '--rate-limits', 'off'],
    ...['--data', join(mkdtempSync(join(tmpdir(), 'portrait-bench-')), 'portrait.db')],
  ],
};

const EXPRESS: Contender = { name: 'Express alone', args: (port) => ['test/bench/express-server.ts', String(port)] };

const VALIDATING: Contender = {
  name: 'Express, express-openapi-validator, a constant',
  args: (port) => ['test/bench/express-server.ts', String(port), 'validating'],
};

const ready =
  (load: Load) =>
  async (origin: string): Promise<boolean> =>
    (await fetch(`${origin}${load.path}`, { headers: load.headers, redirect: 'manual' })).status < 400;

/** The reference server beside what it is made of. */
export async function benchServer(report: Report, rounds: Rounds, uploads: number): Promise<void> {
  const ours = await start(SERVE, ready(READ));
  const validating = await start(VALIDATING, ready(READ));
  const express = await start(EXPRESS, ready(REDIRECT));
  report.table([ours.name, validating.name, express.name]);
  try {
    for (const connections of CONNECTIONS) {
      const peers: [string, Load, BenchServer, number | undefined][] = [
        ['a JSON operation that reads', READ, validating, 0.6],
        ['a JSON operation that writes, durably', WRITE, validating, undefined],
        ['an avatar redirect', REDIRECT, express, 0.6],
      ];
      for (const [title, load, peer, least] of peers) {
        const what = `${title}, ${connections} connections`;
        report.say(`${what} …`);
        const figures = await inTurns([ours, peer], load, connections, rounds);
        report.row(
          what,
          [ours, validating, express].map((server) => shown(figures.get(server))),
        );
        const share = (figures.get(ours)?.perSecond ?? 0) / (figures.get(peer)?.perSecond ?? 0);
        if (least !== undefined) report.target(`${what}, of ${peer.name}`, share, { least });
      }
    }
    await benchUploads(report, ours, rounds);
    await benchMemory(report, ours, uploads);
    await benchReset(report);
  } finally {
    await Promise.all([ours, validating, express].map((server) => server.stop()));
  }
}

async function benchUploads(report: Report, ours: BenchServer, { count, seconds }: Rounds): Promise<void> {
  report.say('Uploads of 200 kB, and the same work by sharp alone …');
  const rates: { ours: number[]; alone: number[]; delays: number[]; p99s: number[] } = {
    ours: [],
    alone: [],
    delays: [],
    p99s: [],
  };
  for (let round = 0; round < count; round++) {
    // What was measured of the loop before is forgotten by being read.
    await loopDelay(ours);
    const { perSecond, p99 } = await measure(ours.origin, UPLOAD, UPLOADS_AT_ONCE, seconds * 2);
    rates.delays.push(await loopDelay(ours));
    rates.ours.push(perSecond);
    rates.p99s.push(p99);
    rates.alone.push(await sharpAlone(picture, seconds * 2));
  }
  const [rate, alone, delay] = [median(rates.ours), median(rates.alone), median(rates.delays)];
  report.table([ours.name, 'the same work by sharp alone']);
  report.row(`uploads of 200 kB, ${UPLOADS_AT_ONCE} connections`, [
    `${rate.toFixed(0)}/s, p99 ${median(rates.p99s)} ms, event loop delay p99 ${delay.toFixed(0)} ms`,
    `${alone.toFixed(0)}/s`,
  ]);
  report.target('uploads, of sharp alone', rate / alone, { least: 0.7 });
  report.target('event loop delay p99 during uploads, ms', delay, { most: 50 });
}

/** p99 in milliseconds since it was asked last. */
async function loopDelay({ origin }: BenchServer): Promise<number> {
  const text = await (await fetch(`${origin}/_portrait/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]) * 1000;
}

async function benchMemory(report: Report, ours: BenchServer, uploads: number): Promise<void> {
  const sizes: number[] = [];
  for (let done = 0; done < uploads; done += FLAT_FROM) {
    report.say(`Uploads for memory: ${done} of ${uploads} …`);
    await send(ours.origin, Math.min(FLAT_FROM, uploads - done));
    sizes.push(residentMebibytes(ours.pid));
  }
  const [first = 0, last = 0] = [sizes[0], sizes.at(-1)];
  report.row(`resident memory after ${FLAT_FROM} and after ${uploads} uploads`, [
    `${first.toFixed(0)} MiB and ${last.toFixed(0)} MiB, at most ${Math.max(...sizes).toFixed(0)} MiB`,
    '',
  ]);
  report.target(`resident memory after ${uploads} uploads, MiB`, last, { most: 250 });
  report.target(`resident memory, of that after ${FLAT_FROM} uploads`, last / first, { most: 1.15 });
}

/** How long it takes to put a world back that was changed, one after the other, on a server that has warmed up. */
async function benchReset(report: Report): Promise<void> {
  report.say('Resets …');
  const server = await start(IN_MEMORY, ready(READ));
  const times: number[] = [];
  try {
    for (let reset = 0; reset < WARM_UP + RESETS; reset++) {
      const session = { 'x-portrait-session': `reset-${reset % 64}` };
      const { path, method } = WRITE;
      const changed = await exchange(server.origin, {
        method,
        path,
        headers: { ...WRITE.headers, ...session },
        body: PROBE.body,
      });
      const began = performance.now();
      const answer = await exchange(server.origin, { method: 'POST', path: '/_portrait/reset', headers: session });
      if (reset >= WARM_UP) times.push(performance.now() - began);
      if (changed.status !== 200 || answer.status !== 204)
        throw new Error(`A reset was answered with ${answer.status}.`);
    }
  } finally {
    await server.stop();
  }
  times.sort((one, other) => one - other);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  report.row(`reset of a changed world, in memory, p99 of ${RESETS}`, [`${p99.toFixed(1)} ms`, '']);
  report.target('reset p99 in memory, ms', p99, { most: 5 });
}

async function send(origin: string, count: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const { path, headers, method, body } = UPLOAD;
      const answer = await fetch(`${origin}${path}`, { method, headers, body: (body as () => Buffer<ArrayBuffer>)() });
      if (!answer.ok) throw new Error(`An upload was answered with ${answer.status}.`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, one));
}
