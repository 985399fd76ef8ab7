import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import type { Document } from '../../src/contract/document.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import { logOf } from '../../src/edge/log.ts';
import type { Listening } from '../../src/http/server.ts';
import { startServer } from '../../src/server/server.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { operations } from '../contracts.ts';
import { failingDatabases } from '../databases.ts';
import { answerFaults } from '../declared.ts';
import { type Answered, exchange } from '../exchange.ts';
import { servedOn } from './served.ts';
import {
  DAMAGED,
  type Goal,
  MEANS,
  type Means,
  MOST_REQUESTS,
  requestFor,
  type Stage,
  UNREACHABLE,
} from './statuses-means.ts';

/** Every declared status of every operation of all contracts. */
const goals: [title: string, goal: Goal][] = operations.flatMap(([title, contract, operation]) =>
  [...operation.responses.keys()].map((status): [string, Goal] => [
    `${title} ${status}`,
    { contract, operation, status },
  ]),
);

const reasonFor = ({ contract, status }: Goal) =>
  UNREACHABLE.find((entry) => entry.api === contract.api && entry.status === status);
const meansFor = (goal: Goal): Means | undefined =>
  reasonFor(goal) === undefined ? MEANS.find(({ serves }) => serves(goal)) : undefined;

type Row = [title: string, how: string, goal: Goal, means: Means];

/** The goals that a means of this stage reaches. */
function rowsOf(stage: Stage): Row[] {
  return goals.flatMap(([title, goal]): Row[] => {
    const means = meansFor(goal);
    return means?.stage === stage ? [[title, means.name, goal, means]] : [];
  });
}

function expectAnswer(answer: Answered, { contract, operation, status }: Goal): void {
  expect({ status: answer.status, faults: answerFaults(contract, operation, answer) }).toEqual({ status, faults: [] });
}

describe('the declared statuses', () => {
  it('have each a real means, or a reason why there is none; no means and no reason is in vain', () => {
    expect(goals.filter(([, goal]) => meansFor(goal) === undefined && reasonFor(goal) === undefined)).toEqual([]);
    const used = new Set(goals.map(([, goal]) => meansFor(goal)));
    expect(MEANS.filter((means) => !used.has(means)).map(({ name }) => name)).toEqual([]);
    const reasons = new Set(goals.map(([, goal]) => reasonFor(goal)));
    expect(UNREACHABLE.filter((reason) => !reasons.has(reason))).toEqual([]);
  });
});

describe.each(failingDatabases)('the server on %s', (_, open) => {
  const served = servedOn(open, '--log-format', 'off');

  it.each(rowsOf('as it is'))('answers %s to %s', async (_title, _how, goal, means) => {
    const answer = await means.reach(served.origin, goal);
    expectAnswer(answer, goal);
    expect(answer.headers['preference-applied']).toBeUndefined();
  });

  it('answers as declared while the database is away, and well again afterwards', async () => {
    const rows = rowsOf('database away');
    const bringBack = await served.database.takeAway();
    const answers = await Promise.all(rows.map(([, , goal, means]) => means.reach(served.origin, goal)));
    await bringBack();
    for (const [index, [, , goal]] of rows.entries()) expectAnswer(answers[index] as Answered, goal);
    for (const [title, , goal] of rows) {
      const [success] = goal.operation.responses.keys();
      const { status } = await exchange(served.origin, requestFor(goal));
      expect([title, status]).toEqual([title, success]);
    }
  });

  it('answers as declared when somebody has damaged a record in the database', async () => {
    const rows = rowsOf('record damaged');
    for (const [, , goal] of rows) {
      const answer = await exchange(served.origin, requestFor(goal, { 'x-portrait-session': DAMAGED }));
      expect(answer.status).toBe(200);
    }
    await served.database.run(
      `update records set value = replace(value, '"username":', '"user":') where world = '${DAMAGED}'`,
    );
    for (const [, , goal, means] of rows) expectAnswer(await means.reach(served.origin, goal), goal);
  });

  it.each(goals.filter(([, goal]) => reasonFor(goal) !== undefined))(
    'answers %s when it is asked for by Prefer',
    async (_title, goal) => {
      const prefer = `code=${goal.status}`;
      const answer = await exchange(served.origin, requestFor(goal, { prefer }));
      expectAnswer(answer, goal);
      expect(answer.headers['preference-applied']).toBe(prefer);
    },
  );
});

describe('the server, its clock stopped', () => {
  let storage: Storage;
  let server: Listening;
  beforeAll(async () => {
    const stoppedAt = Date.now();
    storage = await openStorage({ memory: true });
    server = await startServer(new Map(apis.map((api) => [api, withFewerRequests(bundledDocument(api.name))])), {
      storage,
      host: '127.0.0.1',
      port: 0,
      gate: 'strict',
      anyToken: false,
      rateLimits: true,
      sessionIdleMs: 60_000,
      fetchFrom: [],
      log: logOf('off'),
      now: () => stoppedAt,
    });
  });
  afterAll(async () => {
    await server?.stop();
    await storage?.close();
  });

  it.each(rowsOf('throttled'))('answers %s to %s', async (_title, _how, goal, means) =>
    expectAnswer(await means.reach(server.origin, goal), goal),
  );
});

/** The contract with all rate limits within what a test can exhaust. */
function withFewerRequests(document: Document): Document {
  const limits = document['x-rate-limits']?.map((limit) => ({
    ...limit,
    requests: Math.min(limit.requests, MOST_REQUESTS),
  }));
  return { ...document, ...(limits && { 'x-rate-limits': limits }) };
}
