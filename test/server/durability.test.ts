import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { asJpeg } from '../../src/images/conversion.ts';
import { databases, type LastingPlace } from '../databases.ts';
import { DEEP } from '../deep.ts';
import { type Answered, exchange, jsonIn, type Sent } from '../exchange.ts';
import { type RunningServer, startServe } from '../server-process.ts';

/** On each database. */
const KILLS = DEEP ? 20 : 6;
const UPLOADS = 200;
/** Kills come when fewer than so many are acknowledged. */
const LATEST_KILL = DEEP ? UPLOADS - 20 : 60;
const SEED = Number(process.env['PORTRAIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

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

// Kills a server amid uploads, again and again: what it acknowledged is there, nothing by halves.
describe.each(databases)(`a server on %s that is killed amid ${UPLOADS} uploads`, (name, open) => {
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

  it(`keeps what it acknowledged and shows nothing by halves, ${KILLS} times over`, async () => {
    console.info(`durability on ${name}, seed ${SEED}`);
    const acknowledged: Upload[] = [];
    for (let round = 0; round < KILLS; round++) {
      const uploads = uploadsOf(round, samples);
      await killAmid(server, uploads, (SEED + round * 37) % LATEST_KILL);
      server = await start();
      await expectAllWhole(server.origin, uploads, samples);
      acknowledged.push(...uploads.filter(({ path }) => path !== undefined));
    }
    // What was there after one kill is there after all others; of so many, every eighth shows it.
    const some = acknowledged.filter((_, index) => index % 8 === 0);
    await expectAllWhole(server.origin, some, samples);
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    console.info(`${acknowledged.length} of ${KILLS * UPLOADS} uploads were acknowledged on ${name}`);
  }, 240_000);
});

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

/** Node does not bear it when a connection breaks just as it is kept for later: each upload has one of its own. */
const alone = new Agent({ keepAlive: false });

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
      const { session, sample } = upload;
      const headers = { ...headersIn(session), 'content-type': 'image/png' };
      const sent = { method: 'PUT', path: '/api/public/user/me/avatarBytes', headers, body: sample.bytes };
      const answer = await exchange(server.origin, sent, alone);
      expect(answer.status).toBe(200);
      upload.path = pathIn(answer);
      done += 1;
      kill();
    }),
  );
  server.process.kill('SIGKILL');
  await ended;
}

const AT_ONCE = 16;

async function expectAllWhole(origin: string, uploads: readonly Upload[], samples: Sample[]): Promise<void> {
  const left = [...uploads];
  const faults: string[] = [];
  const pictures = new Map<string, Promise<Answered>>();
  // Many sessions have the picture of the seed: one path is asked for once.
  const pictureAt = (path: string, session: string): Promise<Answered> => {
    const asked = pictures.get(path) ?? askedPatiently(origin, { method: 'GET', path, headers: headersIn(session) });
    pictures.set(path, asked);
    return asked;
  };
  const one = async (): Promise<void> => {
    for (let upload = left.pop(); upload !== undefined; upload = left.pop()) {
      const fault = await faultOf(origin, upload, samples, pictureAt);
      if (fault !== undefined) faults.push(`${upload.session}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  expect(faults).toEqual([]);
}

/** An acknowledged upload is there, byte for byte; one that was not is there wholly or not at all. */
async function faultOf(
  origin: string,
  { session, sample, path }: Upload,
  samples: Sample[],
  pictureAt: (path: string, session: string) => Promise<Answered>,
): Promise<string | undefined> {
  const headers = headersIn(session);
  const now = pathIn(await askedPatiently(origin, { method: 'GET', path: '/api/public/user/me/avatar', headers }));
  if (path !== undefined && now !== path) return `${path} was acknowledged, ${now} is told`;
  const { status, body } = await pictureAt(now, session);
  if (status !== 200) return `${now} answers ${status}`;
  if (sample.expected.equals(body)) return undefined;
  const isSeeded = path === undefined && SEEDED.test(now) && samples.every(({ expected }) => !expected.equals(body));
  return isSeeded ? undefined : `${now} has other bytes`;
}

/** Once more when a database has let the server wait for too long, as on a busy machine; not for ever. */
async function askedPatiently(origin: string, sent: Sent, tries = 20): Promise<Answered> {
  const answer = await exchange(origin, sent);
  if (!answer.headers['sl-violations']?.includes('"storageFailed"') || tries === 1) return answer;
  await sleep(100);
  return askedPatiently(origin, sent, tries - 1);
}

/** Path of the avatar that everybody has before the first upload. */
const SEEDED = /^\/1677\d+\/userAvatars\/6\//;

function headersIn(session: string): Record<string, string> {
  return { authorization: 'Bearer portrait-user-6', 'x-portrait-session': session };
}

/** @throws Error when the answer tells of no avatar. */
function pathIn(answer: Answered): string {
  if (answer.status !== 200) throw new Error(`An avatar was asked for, the answer is ${answer.status} ${answer.body}`);
  const { avatarUrl } = jsonIn(answer) as { avatarUrl: string };
  return new URL(avatarUrl).pathname;
}
