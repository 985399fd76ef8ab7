import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from '../contracts.ts';
import { databases, type LastingPlace, memory } from '../databases.ts';
import { answerFaults } from '../declared.ts';
import { type Answered, exchange } from '../exchange.ts';
import { goodRequest } from '../good-request.ts';
import { type RunningServer, startServe } from '../server-process.ts';
import { DAMAGED, type Goal, MEANS, type Means, type Stage, UNREACHABLE } from './statuses-means.ts';

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

describe.each(databases)('the server on %s', (_, open) => {
  let database: LastingPlace;
  let server: RunningServer;
  beforeAll(async () => {
    database = await open();
    server = await startServe(database.place, '--log-format', 'off');
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  it.each(rowsOf('as it is'))('answers %s to %s', async (_title, _how, goal, means) => {
    const answer = await means.reach(server.origin, goal);
    expectAnswer(answer, goal);
    expect(answer.headers['preference-applied']).toBeUndefined();
  });

  it('answers as declared while the database is away, and well again afterwards', async () => {
    const rows = rowsOf('database away');
    const bringBack = await database.takeAway();
    const answers = await Promise.all(rows.map(([, , goal, means]) => means.reach(server.origin, goal)));
    await bringBack();
    for (const [index, [, , goal]] of rows.entries()) expectAnswer(answers[index] as Answered, goal);
    for (const [title, , { contract, operation }] of rows) {
      const [success] = operation.responses.keys();
      const { status } = await exchange(server.origin, goodRequest(contract, operation));
      expect([title, status]).toEqual([title, success]);
    }
  });

  it('answers as declared when somebody has damaged a record in the database', async () => {
    const rows = rowsOf('record damaged');
    for (const [, , { contract, operation }] of rows) {
      const good = goodRequest(contract, operation);
      const headers = { ...good.headers, 'x-portrait-session': DAMAGED };
      expect((await exchange(server.origin, { ...good, headers })).status).toBe(200);
    }
    await database.run(`update records set value = replace(value, '"username":', '"user":') where world = '${DAMAGED}'`);
    for (const [, , goal, means] of rows) expectAnswer(await means.reach(server.origin, goal), goal);
  });

  it.each(goals.filter(([, goal]) => reasonFor(goal) !== undefined))(
    'answers %s when it is asked for by Prefer',
    async (_title, goal) => {
      const { contract, operation, status } = goal;
      const prefer = `code=${status}`;
      const answer = await exchange(server.origin, goodRequest(contract, operation, { headers: { prefer } }));
      expectAnswer(answer, goal);
      expect(answer.headers['preference-applied']).toBe(prefer);
    },
  );
});

describe('the server', () => {
  const [, open] = memory;
  let server: RunningServer;
  beforeAll(async () => {
    const { place } = await open();
    server = await startServe(place, '--log-format', 'off');
  });
  afterAll(() => server.stop());

  // Counts are kept by the process, whatever the database.
  it.each(rowsOf('throttled'))(
    'answers %s to %s',
    async (_title, _how, goal, means) => expectAnswer(await means.reach(server.origin, goal), goal),
    60_000,
  );
});
