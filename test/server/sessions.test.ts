import { describe, expect, it } from '@jest/globals';
import { databases, memory } from '../databases.ts';
import { DEEP } from '../deep.ts';
import { servedOn } from './served.ts';
import { SessionModel } from './session-model.ts';

const SESSIONS = 64;
const STEPS = DEEP ? 200 : 32;
const STEPS_ON_DISK = DEEP ? 25 : 12;
const SEED = Number(process.env['PORTRAIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe.each([memory, ...databases])('parallel sessions, %s', (name, open) => {
  const served = servedOn(open, '--rate-limits', 'off', '--log-format', 'off');

  // The whole number on one database; on the others fewer steps show the same, in less time.
  const steps = name === 'memory' ? STEPS : STEPS_ON_DISK;

  it(`each see their own world only: ${SESSIONS} sessions of ${steps} steps`, async () => {
    console.info(`sessions on ${name}, seed ${SEED}`);
    const models = await Promise.all(
      Array.from({ length: SESSIONS }, (_, index) =>
        SessionModel.start(served.origin, `model-${index}`, SEED + index * 7919),
      ),
    );
    await Promise.all(
      models.map(async (model, index) => {
        for (let step = 0; step < steps; step++) await model.step(models[(index + 1) % SESSIONS] as SessionModel);
      }),
    );
    const listed = (await (await fetch(`${served.origin}/_portrait/sessions`)).json()) as {
      sessions: { name: string | null; changes: number }[];
    };
    expect(listed.sessions.filter((session) => session.name?.startsWith('model-'))).toHaveLength(SESSIONS);
    // Nobody has touched the world without a name.
    expect(listed.sessions.find((session) => session.name === null)?.changes ?? 0).toBe(0);
  }, 120_000);

  it('puts all of them back at once', async () => {
    const answer = await fetch(`${served.origin}/_portrait/reset?all`, { method: 'POST' });
    expect(answer.status).toBe(204);
    const listed = (await (await fetch(`${served.origin}/_portrait/sessions`)).json()) as {
      sessions: { changes: number }[];
    };
    expect(listed.sessions.filter(({ changes }) => changes > 0)).toEqual([]);
  });
});
