import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { asJpeg } from '../../src/images/conversion.ts';
import type { LastingPlace } from '../databases.ts';
import { type RunningServer, startServe } from '../server-process.ts';

const ROUNDS = 20;
const UPLOADS = 200;
const SEED = Number(process.env['PORTRAIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const TOKEN = { authorization: 'Bearer portrait-user-6' };

/** A picture, and what the server makes of it. */
interface Sample {
  bytes: Buffer<ArrayBuffer>;
  expected: Buffer;
}

interface Upload {
  session: string;
  sample: Sample;
  /** Path of the picture, once the server has said that it is there. */
  path?: string;
}

/** Kills a server amid uploads, again and again, on one database: what it acknowledged is there, nothing by halves. */
export function testDurability(name: string, open: () => Promise<LastingPlace>): void {
  describe(`a server on ${name} that is killed amid ${UPLOADS} uploads`, () => {
    let place: LastingPlace;
    let server: RunningServer;
    let samples: Sample[];

    beforeAll(async () => {
      place = await open();
      samples = await Promise.all(['red', 'green', 'blue', 'gold', 'teal'].map(sampleOf));
      server = await start();
    }, 60_000);

    afterAll(async () => {
      await server.stop();
      await place.close();
    });

    const start = (): Promise<RunningServer> =>
      startServe(place.place, '--rate-limits', 'off', '--log-format', 'off', '--api', 'creators-hub');

    it(`keeps what it acknowledged and shows nothing by halves, ${ROUNDS} times over`, async () => {
      console.info(`durability on ${name}, seed ${SEED}`);
      const acknowledged: Upload[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const uploads = uploadsOf(round, samples);
        await killAmid(server, uploads, (SEED + round * 37) % (UPLOADS - 20));
        server = await start();
        await expectAllWhole(server.origin, uploads, samples);
        acknowledged.push(...uploads.filter(({ path }) => path !== undefined));
      }
      // What was there after one kill is there after all others; of so many, every eighth shows it.
      const some = acknowledged.filter((_, index) => index % 8 === 0);
      await expectAllWhole(server.origin, some, samples);
      expect(acknowledged.length).toBeGreaterThan(ROUNDS);
      console.info(`${acknowledged.length} of ${ROUNDS * UPLOADS} uploads were acknowledged on ${name}`);
    }, 240_000);
  });
}

async function sampleOf(background: string): Promise<Sample> {
  const bytes = Buffer.from(
    await sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return { bytes, expected: (await asJpeg({ bytes, type: 'image/png' })).bytes };
}

function uploadsOf(round: number, samples: Sample[]): Upload[] {
  return Array.from({ length: UPLOADS }, (_, index) => ({
    session: `kill-${round}-${index}`,
    sample: samples[index % samples.length] as Sample,
  }));
}

/** Sends all of them at once, and kills the server when so many are acknowledged. */
async function killAmid(server: RunningServer, uploads: Upload[], after: number): Promise<void> {
  const ended = once(server.process, 'exit');
  let done = 0;
  const kill = (): void => {
    if (done >= after) server.process.kill('SIGKILL');
  };
  kill();
  await Promise.allSettled(
    uploads.map(async (upload) => {
      const answer = await fetch(`${server.origin}/api/public/user/me/avatarBytes`, {
        method: 'PUT',
        headers: { ...TOKEN, 'content-type': 'image/png', 'x-portrait-session': upload.session },
        body: upload.sample.bytes,
      });
      const { avatarUrl } = (await answer.json()) as { avatarUrl: string };
      expect(answer.status).toBe(200);
      upload.path = new URL(avatarUrl).pathname;
      done += 1;
      kill();
    }),
  );
  server.process.kill('SIGKILL');
  await ended;
}

const AT_ONCE = 32;

async function expectAllWhole(origin: string, uploads: readonly Upload[], samples: Sample[]): Promise<void> {
  const left = [...uploads];
  const one = async (): Promise<void> => {
    for (let upload = left.pop(); upload !== undefined; upload = left.pop()) await expectWhole(origin, upload, samples);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** An acknowledged upload is there, byte for byte; one that was not is there wholly or not at all. */
async function expectWhole(origin: string, { session, sample, path }: Upload, samples: Sample[]): Promise<void> {
  const headers = { ...TOKEN, 'x-portrait-session': session };
  const told = (await (await fetch(`${origin}/api/public/user/me/avatar`, { headers })).json()) as {
    avatarUrl: string;
  };
  const now = new URL(told.avatarUrl).pathname;
  if (path !== undefined) expect([session, now]).toEqual([session, path]);
  const picture = await fetch(`${origin}${now}`, { headers });
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect([session, picture.status]).toEqual([session, 200]);
  const isSeeded = path === undefined && samples.every(({ expected }) => !expected.equals(bytes));
  if (isSeeded) expect([session, now]).toEqual([session, expect.stringMatching(/^\/1677\d+\/userAvatars\/6\//)]);
  else expect([session, sample.expected.equals(bytes)]).toEqual([session, true]);
}
