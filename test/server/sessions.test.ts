import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databases, memory, type TestPlace } from '../databases.ts';
import { type RunningServer, startServe } from '../server-process.ts';
import { SessionModel } from './session-model.ts';

const SESSIONS = 64;
const STEPS = 200;
const SEED = Number(process.env['PORTRAIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe.each([memory, ...databases])('parallel sessions, %s', (name, open) => {
  let place: TestPlace;
  let server: RunningServer;

  beforeAll(async () => {
    place = await open();
    server = await startServe(place.place, '--rate-limits', 'off', '--log-format', 'off');
  });

  afterAll(async () => {
    await server.stop();
    await place.close();
  });

  // The whole number on one database; on the others fewer steps show the same, in less time.
  const steps = name === 'memory' ? STEPS : STEPS / 8;

  it(`each see their own world only: ${SESSIONS} sessions of ${steps} steps`, async () => {
    console.info(`sessions on ${name}, seed ${SEED}`);
    const models = await Promise.all(
      Array.from({ length: SESSIONS }, (_, index) =>
        SessionModel.start(server.origin, `model-${index}`, SEED + index * 7919),
      ),
    );
    await Promise.all(
      models.map(async (model, index) => {
        for (let step = 0; step < steps; step++) await model.step(models[(index + 1) % SESSIONS] as SessionModel);
      }),
    );
    const listed = (await (await fetch(`${server.origin}/_portrait/sessions`)).json()) as {
      sessions: { name: string | null; changes: number }[];
    };
    expect(listed.sessions.filter((session) => session.name?.startsWith('model-'))).toHaveLength(SESSIONS);
    // Nobody has touched the world without a name.
    expect(listed.sessions.find((session) => session.name === null)?.changes ?? 0).toBe(0);
  }, 120_000);

  it('puts all of them back at once', async () => {
    const answer = await fetch(`${server.origin}/_portrait/reset?all`, { method: 'POST' });
    expect(answer.status).toBe(204);
    const listed = (await (await fetch(`${server.origin}/_portrait/sessions`)).json()) as {
      sessions: { changes: number }[];
    };
    expect(listed.sessions.filter(({ changes }) => changes > 0)).toEqual([]);
  });
});
