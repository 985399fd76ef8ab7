import { readFileSync } from 'node:fs';
import type { Contract, Operation } from '../../../src/contract/contract.ts';
import { token } from '../../../src/contract/json-pointer.ts';
import { type Places, placesIn } from '../../../src/contract/source-places.ts';
import { folderOf } from '../../../src/contract/sources.ts';
import { CHECK_NAMES, type CheckName } from '../../../src/verify/checks/names.ts';
import type { Coverage } from '../../../src/verify/coverage/coverage.ts';
import { curlOf } from '../../../src/verify/curl.ts';
import type { Finding, Summary, Tally } from '../../../src/verify/finding.ts';
import type { Observation } from '../../../src/verify/observation.ts';
import type { Report } from '../../../src/verify/reports/report.ts';
import type { Sink } from '../../../src/verify/reports/sink.ts';
import type { Exchange, WireAnswer, WireRequest } from '../../../src/verify/wire.ts';
import { contracts, operations } from '../../contracts.ts';

/**
 * A run that never was, of our own contracts: every operation is asked for, a few of the answers are wrong, and what is
 * said in them is what breaks careless reports.
 */

const ORIGIN = 'http://127.0.0.1:4020';
const SEED = 42;
const STARTED = Date.UTC(2026, 0, 2, 3, 4, 5);
/** Markup of every kind, control characters, what ends a workflow command, a CDATA section or a script; half a letter. */
export const NASTY = `it's </script><img src=x onerror=alert(1)> ]]> & "é" %0A::error::x \u0000\u001b[31m\u202e\u2028 \ud83d 👋 | \`code\``;

const picture = readFileSync(`${folderOf('creators-hub')}/examples/pictures/user-6.jpg`);
const largePicture = Buffer.concat([picture, Buffer.alloc(300_000)]);

export const places: ReadonlyMap<string, Places> = new Map(
  contracts.map(({ api, document }) => [api, placesIn(`${folderOf(api)}/openapi.yaml`, document)]),
);

function answerOf(status: number, type: string, body: Buffer | string): WireAnswer {
  const bytes = Buffer.from(body);
  const rawHeaders = ['Content-Type', type, 'Content-Length', String(bytes.length), 'X-Twice', 'a', 'X-Twice', 'b'];
  const headers = { 'content-type': type, 'content-length': String(bytes.length), 'x-twice': 'a, b' };
  return { status, statusText: status === 200 ? 'OK' : '', httpVersion: '1.1', rawHeaders, headers, body: bytes };
}

/** What is sent to an operation, with its contract's first test credential. */
export function requestOf({ credentials, basePaths }: Contract, { method, path, body }: Operation): WireRequest {
  const filled = path.replace(/\{[^}]+\}/g, '6');
  const headers = { Authorization: credentials[0]?.credential ?? '', Cookie: 'token=somebody-elses' };
  const request = { method: method.toUpperCase(), target: `${basePaths[0] ?? ''}${filled}`, headers };
  const [type] = body?.content.keys() ?? [];
  if (type === undefined) return request;
  return {
    ...request,
    headers: { ...headers, 'Content-Type': type },
    body: type.startsWith('image/') ? picture : Buffer.from('{"a":"ü"}'),
  };
}

const ANSWERS: readonly (WireAnswer | undefined)[] = [
  answerOf(200, 'application/json', JSON.stringify({ note: NASTY })),
  answerOf(200, 'image/jpeg', picture),
  answerOf(200, 'image/png', largePicture),
  answerOf(500, 'text/html; charset=utf-8', `<h1>${NASTY}</h1>`),
  answerOf(204, 'text/plain', ''),
  answerOf(200, 'application/octet-stream', Buffer.from([0, 1, 2, 255])),
  undefined,
];

function exchangeOf(contract: Contract, operation: Operation, number: number): Exchange {
  const answer = ANSWERS[number % ANSWERS.length];
  const problem = answer === undefined ? 'No whole answer came within 10 s.' : undefined;
  return {
    origin: ORIGIN,
    request: requestOf(contract, operation),
    answer,
    problem,
    startedAt: STARTED + number * 7,
    tookMs: 1.25 + number,
  };
}

export const observations: readonly Observation[] = operations.map(([, contract, operation], number) => ({
  contract,
  operation,
  tried: undefined,
  expectation: { verdict: 'open' },
  exchange: exchangeOf(contract, operation, number),
}));

function findingOf({ contract, operation, exchange }: Observation, check: CheckName, number: number): Finding {
  const pointer = operation === undefined ? '' : `/paths/${token(operation.path)}/${operation.method}/responses`;
  const isHeadless = number === 3;
  return {
    check,
    api: contract.api,
    operation: isHeadless ? undefined : operation?.id,
    endpoint: isHeadless ? undefined : `${operation?.method.toUpperCase()} ${operation?.path}`,
    title: `case ${number}`,
    came: number % 2 === 0 ? `${exchange.answer?.status ?? 'no answer'}: ${NASTY}` : 'Two lines:\nof text',
    promised: '200, 401 or 404',
    pointer,
    place: number === 5 ? undefined : places.get(contract.api)?.(pointer),
    seed: SEED,
    exchanges: number % 3 === 0 ? [exchange, exchange] : [exchange],
    curl: curlOf(exchange),
    times: number % 4 === 0 ? number + 1 : 1,
  };
}

/** Two checks of every operation fail. */
export const findings: readonly Finding[] = observations.flatMap((observation, number) => [
  findingOf(observation, CHECK_NAMES[number % CHECK_NAMES.length] as CheckName, number * 2),
  findingOf(observation, 'response_schema_conformance', number * 2 + 1),
]);

function tallyOf([, { api }, { id }]: (typeof operations)[number], check: CheckName): Tally {
  const failed = findings.filter((one) => one.api === api && one.operation === id && one.check === check).length;
  return { api, operation: id, check, passed: 40, failed };
}

export const summary: Summary = {
  origin: ORIGIN,
  server: 'portrait serve 0.1.0',
  seed: SEED,
  startedAt: new Date(STARTED),
  tookMs: 43_210,
  contracts,
  exchanges: 2_345,
  findings,
  tallies: operations.flatMap((row) => CHECK_NAMES.map((check) => tallyOf(row, check))),
  notes: [`uploadAvatar was not asked for: no credential. ${NASTY}`],
  conclusion: { outcome: 'broken', text: 'The contract is broken: 38 findings', more: [] },
};

/** The same run against a server that holds. */
export const cleanSummary: Summary = {
  ...summary,
  findings: [],
  notes: [],
  conclusion: { outcome: 'held', text: 'The contract is held', more: [] },
  tallies: summary.tallies.map((tally) => ({ ...tally, failed: 0 })),
};

export const coverage: Coverage = {
  criteria: operations.flatMap(([, { api }, { id, responses }]) => [
    { kind: 'operation', api, operation: id, name: id, level: 2, covered: true },
    ...[...responses.keys()].map((status) => ({
      kind: 'status',
      api,
      operation: id,
      name: String(status),
      level: 5,
      covered: status < 500,
    })),
  ]),
  levels: [1, 2, 3, 4, 5, 6].map((level) => ({ level, covered: 70 + level, of: level === 6 ? 120 : 70 + level })),
};

/** What a report writes. */
export interface Written {
  text: string;
  closed: boolean;
}

/** A place for a report in memory. */
export function memorySink(setting: Partial<Sink> = {}): Sink & Written {
  const sink: Sink & Written = {
    ...setting,
    text: '',
    closed: false,
    write(text) {
      sink.text += text;
    },
    close() {
      sink.closed = true;
    },
  };
  return sink;
}

/** Tells a report the whole run. */
export async function tell(report: Report, told: Summary = summary): Promise<void> {
  const { origin, server, seed, startedAt } = told;
  await report.begin?.({ origin, server, seed, startedAt, contracts: told.contracts, planned: observations.length });
  for (const observation of observations) await report.observed?.(observation);
  for (const finding of told.findings) await report.found?.(finding);
  await report.end(told, coverage);
}
