import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { OPENAPI_FOLDER } from '../../src/contract/sources.ts';
import { openBrowser, openPage } from '../browser.ts';
import { exchange } from '../exchange.ts';
import { type RunningProcess, startProcess } from '../running-process.ts';

const PATIENCE_MS = 120_000;

/** What a stranger may write into a contract, to run in the browser of whoever reads its documentation. */
const TITLE = 'Evil {{title}} {{#if </title><script>window.pwned="title"</script>';
const DESCRIPTION =
  '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>' +
  '<iframe srcdoc="<script>parent.pwned=3</script>"></iframe>';

let home: string;
let mock: RunningProcess;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'portrait-hostile-docs-'));
  const contracts = join(home, 'openapi');
  cpSync(OPENAPI_FOLDER, contracts, { recursive: true });
  await rm(join(contracts, 'adapty', 'overlays'), { recursive: true });
  const file = join(contracts, 'adapty', 'openapi.yaml');
  const text = readFileSync(file, 'utf8')
    .replace(/^ {2}title: .*$/m, () => `  title: ${JSON.stringify(TITLE)}`)
    .replace(/^ {2}description: \|$/m, () => `  description: |\n    ${DESCRIPTION}\n`);
  writeFileSync(file, text);
  const args = ['mock', '--no-watch', '--port', '0', '--api', 'adapty', '--contracts', contracts];
  mock = await startProcess(args, { PORTRAIT_CACHE: join(home, 'cache') });
  await built();
}, PATIENCE_MS);

afterAll(async () => {
  await mock?.stop();
  await rm(home, { recursive: true, force: true });
});

/** Waits until the site is there, and asks for one of its pages. */
async function built(path = '/docs/adapty.html'): Promise<string> {
  for (;;) {
    const { status, body } = await exchange(mock.origin, { method: 'GET', path });
    if (status === 200) return body.toString();
    if (body.includes('No documentation')) throw new Error(body.toString());
    await sleep(200);
  }
}

describe('the documentation of a contract that is a stranger’s', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, PATIENCE_MS);
  afterAll(() => browser?.close());

  it(
    'shows its words, and runs none of them',
    async () => {
      const opened = await openPage(browser, `${mock.origin}/docs/adapty.html`, { reach: [mock.origin] });
      try {
        await opened.page.locator('iframe').first().waitFor({ state: 'attached' });
        await sleep(500);
        expect(await opened.page.title()).toContain(TITLE);
        expect(await opened.page.evaluate('window.pwned')).toBeUndefined();
      } finally {
        await opened.close();
      }
    },
    PATIENCE_MS,
  );
});

describe('the site in the cache', () => {
  it(
    'is sent to many who do not read from one copy',
    async () => {
      const memory = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${mock.pid}/status`, 'utf8'))?.[1]);
      const before = memory();
      const sockets = Array.from({ length: 2 }, () => connect(Number(new URL(mock.origin).port), '127.0.0.1').pause());
      for (const socket of sockets)
        socket.on('error', () => {}).write('GET /docs/adapty.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(100));
      await sleep(2_000);
      const grown = (memory() - before) / 1024;
      for (const socket of sockets) socket.destroy();
      // Each copy has 2.5 MiB.
      expect(grown).toBeLessThan(100);
    },
    PATIENCE_MS,
  );

  it(
    'is made anew when a part of it is gone',
    async () => {
      const shelf = join(home, 'cache', 'docs');
      const [site = ''] = readdirSync(shelf);
      await rm(join(shelf, site, 'index.html'));
      const page = await built('/docs/');
      expect(page).toContain('<html');
      expect(readdirSync(join(shelf, site))).toContain('index.html');
    },
    PATIENCE_MS,
  );
});
