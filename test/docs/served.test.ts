import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { OPENAPI_FOLDER } from '../../src/contract/sources.ts';
import { shelfAt } from '../../src/docs/served/shelf.ts';
import { fileOf, placesOf, siteMapOf } from '../../src/docs/site-map.ts';
import { type Answered, exchange } from '../exchange.ts';
import { expectProblem } from '../problem.ts';
import { type RunningProcess, startProcess } from '../running-process.ts';
import { SHARED_CACHE, sharedSite } from './shared-site.ts';

const PATIENCE_MS = 120_000;

const files = placesOf(siteMapOf(apis.map(({ name }) => name))).map(fileOf);
const pages = files.map((file) => [`/docs/${file.replace(/(^|\/)index\.html$/, '$1')}`, file] as const);

let site: string;

beforeAll(async () => {
  site = await sharedSite();
}, PATIENCE_MS);

describe.each([
  ['mock', ['mock', '--no-watch']],
  ['reference server', ['serve', '--memory']],
])('/docs/ of the %s', (_, args) => {
  let server: RunningProcess;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> =>
    exchange(server.origin, { method, path, headers });

  beforeAll(async () => {
    const env = { PORTRAIT_CACHE: SHARED_CACHE, DATABASE_URL: '' };
    server = await startProcess([...args, '--port', '0'], env);
    // It looks whether there is a site when it is asked first.
    await whenThere(server.origin);
  });

  afterAll(() => server?.stop());

  it.each(pages)('has %s, which asks nobody for anything', async (path, file) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.body.equals(readFileSync(join(site, file)))).toBe(true);
    const policy = answer.headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/https?:|\*|'self'/);
  });

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0.1, gzip', 'gzip', gunzipSync],
    ['deflate', undefined, (bytes: Buffer) => bytes],
  ])('is sent to who accepts %s in %s', async (accepted, coding, read) => {
    const answer = await ask('/docs/', { 'accept-encoding': accepted });
    expect([answer.headers['content-encoding'], answer.headers['vary']]).toEqual([coding, 'Accept-Encoding']);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    expect(read(answer.body).equals(readFileSync(join(site, 'index.html')))).toBe(true);
  });

  it('is loaded once, and asked for by its tag from then on', async () => {
    const [first, other] = [
      await ask('/docs/adapty.html'),
      await ask('/docs/adapty.html', { 'accept-encoding': 'br' }),
    ];
    const tag = String(first.headers['etag']);
    expect(other.headers['etag']).toBe(tag);
    const again = await ask('/docs/adapty.html', { 'if-none-match': tag });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, tag]);
    expect((await ask('/docs/adapty.html', { 'if-none-match': 'W/"another"' })).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const [head, whole] = [await ask('/docs/zh-CN/', {}, 'HEAD'), await ask('/docs/zh-CN/')];
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  });

  it.each([
    ['/docs', '/docs/'],
    ['/docs/zh-CN', '/docs/zh-CN/'],
  ])('leads from %s to %s', async (path, place) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers['location']]).toEqual([308, place]);
  });

  it.each([
    '/docs/nothing.html',
    '/docs/adapty.html.br',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/zh-CN/../../../package.json',
    '/docs/..%2f..%2fpackage.json',
    '/docs//etc/passwd',
    '/docs/adapty.html/',
  ])('has no %s', async (path) => {
    const answer = await ask(path);
    expectProblem(answer, 404);
    expect(answer.body.toString()).toContain('/docs/zh-CN/adapty.html');
  });

  it('has neither other methods nor callers who come by a foreign name', async () => {
    expectProblem(await ask('/docs/', {}, 'DELETE'), 405);
    expectProblem(await ask('/docs/', { host: 'rebound.example' }), 403);
  });

  it('was found, not built', () => {
    expect(server.output()).not.toContain('docs: building');
  });
});

describe('/docs/ of contracts that were never served', () => {
  let home: string;
  let mock: RunningProcess;
  const contract = (): string => join(home, 'openapi', 'adapty', 'openapi.yaml');
  const overlay = (): string => join(home, 'openapi', 'adapty', 'overlays', 'zh-CN.yaml');
  const start = (...args: string[]): Promise<RunningProcess> =>
    startProcess(['mock', '--port', '0', '--api', 'adapty', '--contracts', join(home, 'openapi'), ...args], {
      PORTRAIT_CACHE: join(home, 'cache'),
    });
  const sites = (): Promise<string[]> => readdir(join(home, 'cache', 'docs'));

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'portrait-served-'));
    cpSync(join(OPENAPI_FOLDER, 'adapty'), join(home, 'openapi', 'adapty'), { recursive: true });
    mock = await start();
  });

  afterAll(async () => {
    await mock?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it(
    'are built when somebody asks, which a page tells meanwhile, and nobody waits for it',
    async () => {
      const [english, chinese] = [await fetch(`${mock.origin}/docs/`), await fetch(`${mock.origin}/docs/zh-CN/`)];
      for (const [answer, text] of [
        [english, 'The documentation is being made'],
        [chinese, '正在生成文档'],
      ] as const) {
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
        const page = await answer.text();
        expect(page).toContain(text);
        expect(page).toContain('<meta http-equiv="refresh" content="1">');
      }
      expect((await fetch(`${mock.origin}/_portrait/health`)).status).toBe(200);
      const page = await (await whenThere(mock.origin)).text();
      expect(page).toContain('Adapty');
      // Lines are held back for a moment.
      await until(() => /docs: 4 of 4, .*\n.*docs: built in /.test(mock.output()));
      expect(await sites()).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'are found by the next start',
    async () => {
      const next = await start('--no-watch');
      expect((await whenThere(next.origin)).status).toBe(200);
      expect(next.output()).not.toContain('docs: building');
      await next.stop();
    },
    PATIENCE_MS,
  );

  it(
    'are built anew when the mock reloads a contract',
    async () => {
      const before = (await fetch(`${mock.origin}/docs/adapty.html`)).headers.get('etag');
      writeFileSync(contract(), readFileSync(contract(), 'utf8').replace(/^ {2}title: .*$/m, '  title: Quite another'));
      await until(() => mock.output().includes('adapty reloaded'));
      const answer = await whenThere(mock.origin, '/docs/adapty.html');
      expect(answer.headers.get('etag')).not.toBe(before);
      expect(await answer.text()).toContain('Quite another');
      expect(await sites()).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it('say what is wrong when they cannot be built, and the mock goes on', async () => {
    appendFileSync(overlay(), '  - target: $.paths.nowhere\n    update: { summary: 无 }\n');
    await until(() => mock.output().includes('docs: they could not be built'));
    const answer = await exchange(mock.origin, { method: 'GET', path: '/docs/' });
    expectProblem(answer, 503);
    expect(answer.body.toString()).toContain('$.paths.nowhere');
    expect((await fetch(`${mock.origin}/`)).status).toBe(200);
    expect((await sites()).filter((name) => name.startsWith('making-'))).toEqual([]);
  });
});

describe('the shelf', () => {
  it('makes do without a cache that can be written to', async () => {
    const home = await mkdtemp(join(tmpdir(), 'portrait-shelf-'));
    writeFileSync(join(home, 'file'), '');
    const shelf = shelfAt(join(home, 'file', 'docs'));
    const made = await shelf.begin();
    expect(await shelf.find('stamp')).toBeUndefined();
    expect(await shelf.keep(made, 'stamp')).toBe(made);
    await shelf.discard(made);
    await rm(home, { recursive: true });
  });

  it('keeps a few, and lets the one go that was used longest ago', async () => {
    const home = await mkdtemp(join(tmpdir(), 'portrait-shelf-'));
    const shelf = shelfAt(home);
    for (const stamp of ['one', 'two', 'three', 'four', 'five', 'six']) {
      await shelf.keep(await shelf.begin(), stamp);
      await shelf.find('one');
      await sleep(5);
    }
    expect((await readdir(home)).sort()).toEqual(['five', 'four', 'one', 'six']);
    await rm(home, { recursive: true });
  });
});

/** The page as soon as it is there; while it is being made, it is asked for again. */
async function whenThere(origin: string, path = '/docs/'): Promise<Response> {
  let answer = await fetch(origin + path);
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (answer.status === 503 && Date.now() < giveUpAt) {
    await answer.body?.cancel();
    await sleep(200);
    answer = await fetch(origin + path);
  }
  return answer;
}

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`It is not so in time: ${isSo}`);
    await sleep(50);
  }
}
