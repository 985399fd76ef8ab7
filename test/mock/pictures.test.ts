import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fileOf, goodRequest } from '../../src/verify/cases/good-request.ts';
import { contracts, operations } from '../contracts.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { picturesAt } from '../rehosted.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

/** Media types by the names that libvips has for what it decoded. */
const TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heif: 'image/avif',
};

/** Pixels of a side at most, however large the wish. */
const MAX_SIDE = 2_000;

const stored = contracts.flatMap((contract) =>
  contract.pictures.map(({ url, file, resize = false }) => ({
    path: new URL(url).pathname,
    bytes: fileOf(contract, file),
    resize,
  })),
);
const rows = stored.map((one) => [one.path, one] as const);
const resizable = rows.filter(([, { resize }]) => resize);

const verdicts = new Map<string, string>();

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> =>
  exchange(mock.origin, { method, path, headers });

describe.each(operations)('%s', (_, contract, operation) => {
  const examples = [...operation.responses.values()].flatMap((response) =>
    response.exampleNames.map((name) => ({ name, response })),
  );

  it('names pictures in its examples that are there, and lead to bytes of their type', async () => {
    for (const { name, response } of examples) {
      const good = goodRequest(contract, operation, {
        headers: { prefer: `code=${response.status}, example=${name}` },
      });
      const answer = await exchange(mock.origin, good);
      const location = answer.headers['location'];
      const urls = [...picturesAt(contract, response, jsonIn(answer)), ...(location === undefined ? [] : [location])];
      if (response.status === 302) expect(location).toBeDefined();
      for (const url of urls) {
        expect([name, url]).toEqual([name, expect.stringContaining(`${mock.origin}/`)]);
        await expectPicture(String(url).slice(mock.origin.length));
      }
    }
  });
});

describe.each(operations.filter(([, , { responses }]) => responses.has(302)))('%s', (_, contract, operation) => {
  it.each([
    ['', ''],
    ['w=50&h=40', '?w=50&h=40'],
    ['w=50&access_token=portrait-secret&h=40', '?w=50&h=40'],
    ['callback=jsonp&w=50', '?w=50'],
    ['__code=302&w=50', '?w=50'],
    ['access_token=portrait-secret&callback=jsonp&__code=302', ''],
    ['colour=a%20b%26c&colour=%C3%A9', '?colour=a+b%26c&colour=%C3%A9'],
  ])('forwards the query “%s” as “%s”', async (query, forwarded) => {
    const good = goodRequest(contract, operation);
    const answer = await exchange(mock.origin, { ...good, path: query === '' ? good.path : `${good.path}?${query}` });
    expect([answer.status, answer.body.length, answer.headers['content-length']]).toEqual([302, 0, '0']);
    const location = answer.headers['location'] ?? '';
    expect(location.startsWith(`${mock.origin}/`)).toBe(true);
    expect(location.replace(/^[^?]*/, '')).toBe(forwarded);
    await expectPicture(location.slice(mock.origin.length));
  });

  it('leads to a picture of the size that was asked for', async () => {
    const good = goodRequest(contract, operation);
    const { headers } = await exchange(mock.origin, { ...good, path: `${good.path}?w=50&h=40` });
    const { body } = await get((headers['location'] ?? '').slice(mock.origin.length));
    expect(await sizeOf(body)).toEqual({ width: 50, height: 40 });
  });
});

describe.each(rows)('GET %s', (path, { bytes }) => {
  it('sends the bytes of its file, and says what they are', async () => {
    const answer = await expectPicture(path);
    expect(answer.body.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      etag: expect.stringMatching(/^"[^"]+"$/),
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('tells HEAD the same without bytes', async () => {
    const [whole, head] = [await get(path), await get(path, {}, 'HEAD')];
    expect([head.status, head.body.length]).toEqual([200, 0]);
    const { date: _one, ...wanted } = whole.headers;
    expect(head.headers).toMatchObject(wanted);
    const ranged = await get(path, { range: 'bytes=0-9' }, 'HEAD');
    expect([ranged.status, ranged.headers['content-length']]).toEqual([200, String(bytes.length)]);
  });

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=5-5', 5, 5],
    ['bytes=10-', 10, -1],
    ['bytes=-7', -7, -1],
    ['bytes=0-999999999', 0, -1],
    ['bytes=0-4,5-9', 0, 9],
  ])('sends %s', async (range, from, to) => {
    const answer = await get(path, { range });
    const first = from < 0 ? bytes.length + from : from;
    const last = to < 0 ? bytes.length + to : to;
    expect([answer.status, answer.headers['content-range']]).toEqual([206, `bytes ${first}-${last}/${bytes.length}`]);
    expect(answer.headers['content-length']).toBe(String(last - first + 1));
    expect(answer.body.equals(bytes.subarray(first, last + 1))).toBe(true);
  });

  it.each(['items=0-9', 'bytes', 'nonsense', 'bytes=0-1,8-9'])(
    'passes over the range “%s” that it does not serve',
    async (range) => {
      const answer = await get(path, { range });
      expect([answer.status, answer.body.equals(bytes)]).toEqual([200, true]);
      expect(answer.headers).not.toHaveProperty('content-range');
    },
  );

  it('refuses a range behind its end', async () => {
    const answer = await get(path, { range: `bytes=${bytes.length}-` });
    expect([answer.status, answer.body.length]).toEqual([416, 0]);
    expect(answer.headers['content-range']).toBe(`bytes */${bytes.length}`);
  });

  it('is not sent again to whoever has it', async () => {
    const { etag = '' } = (await get(path)).headers;
    for (const condition of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await get(path, { 'if-none-match': condition }, method);
        expect([condition, answer.status, answer.body.length, answer.headers['etag']]).toEqual([
          condition,
          304,
          0,
          etag,
        ]);
      }
    }
    expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('sends a range only if it is still the same picture', async () => {
    const { etag = '' } = (await get(path)).headers;
    expect((await get(path, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    for (const condition of ['"another"', `W/${etag}`, 'Sat, 21 Nov 2026 00:00:00 GMT']) {
      const answer = await get(path, { range: 'bytes=0-9', 'if-range': condition });
      expect([condition, answer.status, answer.body.equals(bytes)]).toEqual([condition, 200, true]);
    }
  });
});

describe.each(resizable)('GET %s', (path, { bytes }) => {
  it('is scaled to the width or height that is asked for, in proportion', async () => {
    const { width, height } = await sizeOf(bytes);
    const byWidth = await sizeOf((await expectPicture(`${path}?w=40`)).body);
    const byHeight = await sizeOf((await expectPicture(`${path}?h=40`)).body);
    expect([byWidth.width, byHeight.height]).toEqual([40, 40]);
    // The other side is a whole number of pixels, whichever way it was rounded.
    expect(Math.abs(byWidth.height - (40 * height) / width)).toBeLessThanOrEqual(1);
    expect(Math.abs(byHeight.width - (40 * width) / height)).toBeLessThanOrEqual(1);
  });

  it.each([
    [30, 30],
    [64, 20],
    [1, 1],
    [120, 90],
  ])('is cropped to %i by %i pixels', async (width, height) => {
    const answer = await expectPicture(`${path}?w=${width}&h=${height}`);
    expect(await sizeOf(answer.body)).toEqual({ width, height });
    expect(answer.headers['etag']).not.toBe((await get(path)).headers['etag']);
  });

  it.each([
    'w=',
    'w=0',
    'w=-40',
    'w=4.5',
    'w=1e2',
    'w=forty',
    'w=%2040',
    'w=99999999999999999999',
    'w=0&h=0',
    'width=40',
  ])('is as it is with ?%s', async (query) => {
    const answer = await get(`${path}?${query}`);
    expect([answer.status, answer.body.equals(bytes)]).toEqual([200, true]);
  });

  it('goes by the side that makes sense', async () => {
    const { body } = await expectPicture(`${path}?w=nonsense&h=40`);
    expect((await sizeOf(body)).height).toBe(40);
  });

  it('has an ETag for each size, by which it is not sent again', async () => {
    const small = await get(`${path}?w=33`);
    const { etag = '' } = small.headers;
    expect((await get(`${path}?w=33`, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(`${path}?w=34`, { 'if-none-match': etag })).status).toBe(200);
    expect((await get(`${path}?w=33`, { range: 'bytes=0-9' })).body.equals(small.body.subarray(0, 10))).toBe(true);
  });
});

describe('GET a picture in a huge size', () => {
  const [, { path }] = resizable.find(([one]) => one.includes('cover')) as (typeof resizable)[number];

  it.each(['w=999999999&h=999999999', 'w=999999999', 'h=999999999', 'w=999999999&h=1'])(
    '%s gives a bounded one, in time',
    async (query) => {
      const began = performance.now();
      const { width, height } = await sizeOf((await get(`${path}?${query}`)).body);
      expect(Math.min(width, height)).toBeLessThanOrEqual(MAX_SIDE);
      expect(width * height).toBeLessThan(50_000_000);
      expect(performance.now() - began).toBeLessThan(4_000);
    },
  );
});

describe('GET a picture of a host that does not scale', () => {
  it.each(rows.filter(([, { resize }]) => !resize))('%s is as it is', async (path, { bytes }) => {
    expect((await get(`${path}?w=10&h=10`)).body.equals(bytes)).toBe(true);
  });
});

/** Fetches a path: 200, with bytes that a decoder takes for what the headers say. */
async function expectPicture(path: string): Promise<Answered> {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  const digest = createHash('sha256').update(answer.body).digest('hex');
  const type = verdicts.get(digest) ?? (await decodedType(answer.body));
  verdicts.set(digest, type);
  expect([path, answer.headers['content-type']]).toEqual([path, type]);
  expect(answer.headers['content-length']).toBe(String(answer.body.length));
  return answer;
}

/** What a decoder takes bytes for, after it has read them all; the same bytes are decoded once. */
async function decodedType(bytes: Buffer): Promise<string> {
  const { format = '' } = await sharp(bytes, { failOn: 'warning' }).metadata();
  await sharp(bytes, { failOn: 'warning', animated: true }).stats();
  return TYPES[format] ?? format;
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { width = 0, height = 0 } = await sharp(bytes).metadata();
  return { width, height };
}
