import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { StorageFailure } from '../../src/storage/storage-failure.ts';
import { type Wire, wireTo } from '../postgres/wire.ts';
import { startPostgres, startPostgresAlone, type TestDatabase, type TestServer } from '../postgres.ts';

const RECORD = { api: 'a', kind: 'user', id: '6' };
/** The timeouts of `steadyPool`, and time for a busy machine. */
const SOON_MS = 4_000;

const OPERATIONS: [name: string, ask: (storage: Storage) => Promise<unknown>][] = [
  ['read', (storage) => storage.read('', RECORD)],
  ['picture', (storage) => storage.picture('', '/1.jpg')],
  ['change', (storage) => storage.change('', (change) => change.write(RECORD, 1))],
  ['touch', (storage) => storage.touch(`w${Math.random()}`, new Date())],
  ['worlds', (storage) => storage.worlds()],
  ['reset', (storage) => storage.reset('')],
  ['resetAll', (storage) => storage.resetAll()],
  ['forget', (storage) => storage.forget('w')],
  ['forgetIdle', (storage) => storage.forgetIdle(new Date(0))],
  ['check', (storage) => storage.check()],
];

describe('storage in PostgreSQL that cannot be reached', () => {
  let database: TestDatabase;
  let wire: Wire;
  let storage: Storage;
  beforeAll(async () => {
    database = await startPostgres();
    wire = await wireTo(database.url);
    storage = await openStorage({ url: wire.url });
  });
  afterAll(async () => {
    await wire.mend();
    await storage.close();
    await wire.close();
    await database.stop();
  });

  it.each([
    ['cut off', () => wire.cut()],
    ['silent', async () => wire.hang()],
  ])('fails soon while it is %s, and recovers by itself', async (_how, interrupt) => {
    await storage.change('', (change) => change.write(RECORD, 'kept'));
    await interrupt();
    await sleep(50);
    const queued = Array.from({ length: 100 }, () => storage.change('', (change) => change.write(RECORD, 'never')));
    const startedAt = performance.now();
    for (const outcome of await Promise.allSettled(queued)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StorageFailure) });
    }
    expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
    await Promise.all(OPERATIONS.map(([name, ask]) => expectFailureSoon(name, () => ask(storage))));
    await wire.mend();
    await expect(storage.check()).resolves.toBeUndefined();
    for (const [, ask] of OPERATIONS) await ask(storage);
    await storage.change('', (change) => change.write(RECORD, 'again'));
    expect(await storage.read('', RECORD)).toBe('again');
  });

  it('gives up connections that are lost without a word', async () => {
    await Promise.all(Array.from({ length: 20 }, () => storage.read('', RECORD)));
    wire.lose();
    await Promise.all(Array.from({ length: 10 }, () => expectFailureSoon('read', () => storage.read('', RECORD))));
    await Promise.all(Array.from({ length: 10 }, () => storage.read('', RECORD)));
  });

  it('changes nothing when it is cut off in the middle of a change', async () => {
    await storage.change('', (change) => change.write(RECORD, 'before'));
    const changing = storage.change('', async (change) => {
      await change.write(RECORD, 'half');
      await wire.cut();
      await change.write({ ...RECORD, id: '7' }, 'half');
    });
    await expect(changing).rejects.toBeInstanceOf(StorageFailure);
    await wire.mend();
    expect(await storage.read('', RECORD)).toBe('before');
    expect(await storage.read('', { ...RECORD, id: '7' })).toBeUndefined();
  });

  it('never acknowledges a change whose failure act has swallowed', async () => {
    const changing = storage.change('', async (change) => {
      await change.write(RECORD, 'lost');
      // No text of PostgreSQL holds NUL, and the API's name is not a key of any characters.
      await change.write({ ...RECORD, api: '\u0000' }, 1).catch(() => undefined);
    });
    await expect(changing).rejects.toBeInstanceOf(StorageFailure);
    expect(await storage.read('', RECORD)).not.toBe('lost');
  });

  it.each([
    ['nobody listens', 'postgres://portrait:geheim@127.0.0.1:1/portrait', /^PostgreSQL portrait at 127\.0\.0\.1:1: /],
    [
      'the URL is none',
      'postgres://portrait:geheim@127.0.0.1:port',
      /^PostgreSQL: DATABASE_URL is not the URL of a database/,
    ],
  ])('says so at the start when %s, without the password', async (_what, url, message) => {
    const error = await expectFailureSoon('openStorage', () => openStorage({ url }));
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('geheim');
  });
});

describe('storage in PostgreSQL that crashes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgresAlone();
  });
  afterAll(() => server.stop());

  it('keeps what was acknowledged and recovers by itself', async () => {
    const storage = await openStorage({ url: server.url });
    for (let round = 0; round < 3; round++) {
      let acknowledged = 0;
      const busy = (async () => {
        for (let count = 1; ; count++) {
          await storage.change('', (change) => change.write(RECORD, count));
          acknowledged = count;
        }
      })();
      const failed = expect(busy).rejects.toBeInstanceOf(StorageFailure);
      while (acknowledged < 50) await new Promise(setImmediate);
      await server.crash();
      await failed;
      await expectFailureSoon('check', () => storage.check());
      await server.start();
      const found = Number(await storage.read('', RECORD));
      expect(found - acknowledged).toBeGreaterThanOrEqual(0);
      expect(found - acknowledged).toBeLessThanOrEqual(1);
    }
    await storage.close();
  });
});

describe('a PostgreSQL database', () => {
  it('that a newer version has migrated is refused', async () => {
    const { url, stop } = await startPostgres();
    await (await openStorage({ url })).close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`insert into portrait_migrations values ('999-future', '2030-01-01')`);
    await client.end();
    await expect(openStorage({ url })).rejects.toThrow(/newer version of Portrait .*999-future/);
    await expect(openStorage({ url })).rejects.toBeInstanceOf(StorageFailure);
    await stop();
  });
});

async function expectFailureSoon(name: string, ask: () => Promise<unknown>): Promise<Error> {
  const startedAt = performance.now();
  const error = await ask().then(
    () => new Error(`${name} succeeded`),
    (reason: Error) => reason,
  );
  const took = Math.round(performance.now() - startedAt);
  expect({ name, error }).toEqual({ name, error: expect.any(StorageFailure) });
  expect(took).toBeLessThan(SOON_MS);
  return error;
}
