import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { apis } from '../../src/apis/index.ts';
import { type Contract, contractOf } from '../../src/contract/contract.ts';
import { bundledDocument, ROOT } from '../../src/contract/sources.ts';
import { operationLink } from '../../src/docs/operation-link.ts';
import { applied, readOverlay } from '../../src/docs/overlay.ts';
import { fileOf, type Place, siteMapOf } from '../../src/docs/site-map.ts';
import { ENGLISH } from '../../src/docs/words.ts';
import { axeFindings, type OpenPage, openBrowser, openPage } from '../browser.ts';
import { DEEP } from '../deep.ts';
import type { RunningMock } from '../mock-process.ts';
import { startProcess } from '../running-process.ts';
import { seed } from '../seed.ts';
import { type ShownSample, shownSamples } from './built-page.ts';
import { compilerComplaints, statusOf } from './sample-run.ts';
import { SHARED_CACHE, sharedSite } from './shared-site.ts';

const MEBIBYTE = 1024 * 1024;
/** A browser on a busy machine takes its time. */
const PATIENCE_MS = 120_000;
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const LANGUAGES_OF_SAMPLES = ['curl', 'JavaScript', 'TypeScript', 'Python'];

const map = siteMapOf(apis.map(({ name }) => name));
const contracts = map.apis.map((api) => contractOf(api, bundledDocument(api)));
const apiPages = map.languages.flatMap((language) => map.apis.map((api) => ({ api, language })));
const indexes = map.languages.map((language) => ({ language }));

let site: string;
let browser: Browser;
let mock: RunningMock;

beforeAll(async () => {
  const env = { PORTRAIT_CACHE: SHARED_CACHE };
  [browser, site, mock] = await Promise.all([
    openBrowser(),
    sharedSite(),
    startProcess(['mock', '--port', '0', '--no-watch', '--log-format', 'off'], env),
  ]);
}, PATIENCE_MS);

afterAll(async () => {
  await Promise.all([browser?.close(), mock?.stop()]);
});

function addressOf(place: Place): string {
  return pathToFileURL(join(site, fileOf(place))).href;
}

async function contractIn({ api, language }: Required<Place>): Promise<Contract> {
  const document = bundledDocument(api);
  return contractOf(api, language === ENGLISH ? document : await applied(document, readOverlay(api, language)));
}

/** Of a page that is light. The themes differ by a class that Redoc sets; what is no colour is the same in both. */
async function findingsIn(page: Page, ...themes: Theme[]): Promise<object[]> {
  const found: object[] = [];
  for (const [index, theme] of themes.entries()) {
    await page.evaluate(`document.documentElement.classList.toggle('dark', ${theme === 'dark'})`);
    found.push(...(await axeFindings(page, ...(index === 0 ? [] : ['color-contrast']))));
  }
  await page.evaluate(`document.documentElement.classList.remove('dark')`);
  return found;
}

/** Names of all files below a folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)))
    .sort();
}

it('has an index and a page for each API in each language, none above 3.5 MiB, and nothing else', async () => {
  const pages = [...apiPages, ...indexes].map(fileOf);
  // Served, each has its compressed forms beside it.
  expect(await filesBelow(site)).toEqual(pages.flatMap((page) => [page, `${page}.br`, `${page}.gz`]).sort());
  for (const page of pages) expect((await stat(join(site, page))).size).toBeLessThan(3.5 * MEBIBYTE);
});

it('is written by `portrait docs` where somebody wants it, as much of it as they want', async () => {
  const out = await mkdtemp(join(tmpdir(), 'portrait-site-'));
  const args = ['bin/portrait.js', 'docs', '--api', 'adapty', '--lang', 'zh-CN', '--out', out];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  expect(await filesBelow(out)).toEqual(['zh-CN/adapty.html', 'zh-CN/index.html']);
  expect(stdout).toMatch(/adapty\.html\nportrait docs: 1 API, zh-CN, in [\d.]+ s\n$/);
  await rm(out, { recursive: true });
});

describe.each(indexes)('index in $language', ({ language }) => {
  it('opens from a file with every operation and without complaint', async () => {
    const { page, leaving, complaints, close } = await openPage(browser, addressOf({ language }));
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    for (const api of map.apis) {
      const contract = await contractIn({ api, language });
      const links = page
        .getByRole('region', { name: contract.document.info.title })
        .getByRole('listitem')
        .getByRole('link');
      expect(await links.allInnerTexts()).toEqual(contract.operations.map(({ summary }) => summary));
    }
    const twins = page.locator('[data-twin]');
    expect(await twins.count()).toBe(map.languages.length - 1);
    expect(await findingsIn(page, ...THEMES)).toEqual([]);
    await twins.first().click();
    expect(await page.locator('html').getAttribute('lang')).not.toBe(language);
    expect({ leaving, complaints }).toEqual({ leaving: [], complaints: [] });
    await close();
  });

  it('keeps to the theme of its reader', async () => {
    const { page, close } = await openPage(browser, addressOf({ language }), { theme: 'dark' });
    const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const choose = async (theme: Theme): Promise<void> => {
      await page.evaluate(`localStorage.setItem('redoc.colorMode', '${theme}')`);
      // On a busy machine a page is there again before the browser has kept it.
      do await page.reload();
      while ((await page.evaluate(`localStorage.getItem('redoc.colorMode')`)) !== theme);
    };
    const dark = await background();
    await choose('light');
    expect(await background()).not.toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await choose('dark');
    expect(await background()).toBe(dark);
    await close();
  });
});

/** Shows what lies within objects and lists, of requests and answers, as far as they are on the page. */
async function unfold(page: Page): Promise<void> {
  const folded = page.getByText(/^(Expand all|全部展开)/);
  // At once: what is out of view goes when the page comes to rest, and who is about to click waits for it in vain.
  const unfoldAll = (): Promise<number> =>
    folded.evaluateAll((all) => {
      for (const one of all as unknown as { click(): void }[]) one.click();
      return all.length;
    });
  while ((await unfoldAll()) > 0);
}

/** Of each API one language, by the seed, and the next API in the next one; all where the tests go deep. */
const looked = DEEP
  ? apiPages
  : apiPages.filter(
      ({ api, language }) => (map.apis.indexOf(api) + seed) % map.languages.length === map.languages.indexOf(language),
    );

/** In which themes a page is looked at for barriers: one, by the seed, and the next API in the other. */
function themesOf({ api }: Required<Place>): readonly Theme[] {
  const one = (map.apis.indexOf(api) + Math.floor(seed / map.languages.length)) % THEMES.length;
  return DEEP ? THEMES : THEMES.slice(one, one + 1);
}

describe.each(looked)(`page of $api in $language, SEED=${seed}`, (place) => {
  let contract: Contract;
  let opened: OpenPage;
  /** What there is of each operation's samples. The page draws an operation when somebody goes there: once is enough. */
  const offered = new Map<string, string[]>();

  beforeAll(async () => {
    contract = await contractIn(place);
    opened = await openPage(browser, addressOf(place));
    // Redoc has taken over when its search knows its key.
    await opened.page.getByTestId('search-trigger').getByText('Ctrl+K').waitFor();
  }, PATIENCE_MS);

  afterAll(() => opened?.close());

  it(
    'opens from a file in its language',
    async () => {
      const { page } = opened;
      const { title } = contract.document.info;
      expect(await page.title()).toContain(title);
      expect(await page.locator('html').getAttribute('lang')).toBe(place.language);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'has every operation, where its link leads, without a barrier',
    async () => {
      const { page } = opened;
      for (const { id, summary } of contract.operations) {
        const link = operationLink(contract.document, id);
        await page.evaluate(`location.hash = ${JSON.stringify(link)}`);
        const section = page.locator(`[data-section-id="${link.slice(1)}"]`);
        await expectInView(page, section.getByRole('heading', { level: 2, name: summary }));
        await section.getByText(id, { exact: true }).first().waitFor();
        expect(await page.locator('[data-twin]').first().getAttribute('href')).toMatch(new RegExp(`${link}$`));
        offered.set(id, await samplesOfferedIn(page, section));
      }
      await unfold(page);
      expect(await findingsIn(page, ...themesOf(place))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'finds every operation by its operationId',
    async () => {
      const { page } = opened;
      await page.keyboard.press('Control+k');
      for (const { id } of contract.operations) {
        await page.locator('input').fill(id);
        await page.locator(`a[href$="${operationLink(contract.document, id)}"]`, { hasText: id }).waitFor();
      }
    },
    PATIENCE_MS,
  );

  it('offers every operation in every language of samples', () => {
    expect(offered).toEqual(new Map(contract.operations.map(({ id }) => [id, LANGUAGES_OF_SAMPLES])));
  });

  it('asked nobody for anything, and had nothing to complain of', () => {
    const { leaving, complaints } = opened;
    expect({ leaving, complaints }).toEqual({ leaving: [], complaints: [] });
  });
});

/** The languages in the menu of an operation's samples, before whatever else is there. */
async function samplesOfferedIn(page: Page, section: Locator): Promise<string[]> {
  await section.locator('.panel-request-samples').getByRole('button', { name: 'curl', exact: true }).click();
  const offered = await page.getByRole('menuitem').filter({ visible: true }).allInnerTexts();
  await page.keyboard.press('Escape');
  return offered.slice(0, LANGUAGES_OF_SAMPLES.length);
}

describe('a page that is opened at an operation', () => {
  const [contract] = contracts;
  const operation = contract?.operations.at(-1);
  let opened: OpenPage;

  beforeAll(async () => {
    if (contract === undefined || operation === undefined) throw new Error('There is no operation.');
    const link = operationLink(contract.document, operation.id);
    opened = await openPage(browser, `${addressOf({ api: contract.api, language: ENGLISH })}${link}`);
  }, PATIENCE_MS);

  afterAll(() => opened?.close());

  it(
    'leads to its twin at the same one',
    async () => {
      const { page } = opened;
      await page.locator('[data-twin][lang="zh-CN"]').click();
      const { operations } = await contractIn({ api: contract?.api ?? '', language: 'zh-CN' });
      await expectInView(page, page.getByRole('heading', { level: 2, name: operations.at(-1)?.summary ?? '' }));
    },
    PATIENCE_MS,
  );

  it(
    'has a twin that translates what Redoc says, and leaves a header that is called Server',
    async () => {
      const header = opened.page.locator('[id$="path=server"]').first();
      await header.getByText('字符串', { exact: true }).waitFor();
      expect(await header.innerText()).toMatch(/^Server/);
    },
    PATIENCE_MS,
  );
});

async function expectInView(page: Page, heading: Locator): Promise<void> {
  await heading.waitFor();
  const height = page.viewportSize()?.height ?? 0;
  // The page scrolls when what stands before is drawn.
  for (let tries = 0; tries < 50; tries++) {
    const box = await heading.boundingBox();
    if (box !== null && box.y >= 0 && box.y < height / 2) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`${await heading.innerText()} is not in view.`);
}

it(
  'a page that a server serves, behind its policy, is searched as one that is opened from a file',
  async () => {
    const [contract] = contracts;
    const id = contract?.operations[0]?.id ?? '';
    // Until it is found, a page stands there that loads itself anew.
    while ((await fetch(`${mock.origin}/docs/`)).status === 503) await sleep(100);
    const { page, leaving, complaints, close } = await openPage(browser, `${mock.origin}/docs/${contract?.api}.html`, {
      reach: [mock.origin],
    });
    await page.getByTestId('search-trigger').getByText('Ctrl+K').waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('input').fill(id);
    await page.locator(`a[href$="/${id.toLowerCase()}"]`, { hasText: id }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-twin]').first().click();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect({ leaving, complaints }).toEqual({ leaving: [], complaints: [] });
    await close();
  },
  PATIENCE_MS,
);

describe('samples', () => {
  const shownIn = (language: string): ShownSample[] => map.apis.flatMap((api) => shownSamples(site, { api, language }));
  const operations = contracts.flatMap((contract) => contract.operations);
  const count = operations.length * LANGUAGES_OF_SAMPLES.length;
  let samples: ShownSample[];

  beforeAll(() => {
    samples = shownIn(ENGLISH);
  });
  it(`are ${count}: of ${operations.length} operations in ${LANGUAGES_OF_SAMPLES.join(', ')}; the same in every language`, () => {
    const shown = samples.map(({ api, operation, label }) => `${api} ${operation} ${label}`);
    expect(shown.sort()).toEqual(
      operations.flatMap(({ api, id }) => LANGUAGES_OF_SAMPLES.map((label) => `${api} ${id} ${label}`)).sort(),
    );
    expect(shown).toHaveLength(count);
    for (const language of map.languages) expect(shownIn(language)).toEqual(samples);
  });

  it(
    `run, all ${count}, taken from the pages, with the declared status`,
    async () => {
      const left = [...samples];
      const got: object[] = [];
      const run = async (): Promise<void> => {
        for (let sample = left.pop(); sample !== undefined; sample = left.pop()) {
          const { api, operation, label, status } = sample;
          got.push({ api, operation, label, status, got: await statusOf(sample, mock.origin) });
        }
      };
      await Promise.all([run(), run()]);
      expect(got).toHaveLength(count);
      expect(got.filter((one) => (one as { status: number }).status !== (one as { got: unknown }).got)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'compile with the types of the contracts, and would not with a path that is not there',
    () => {
      const typed = samples.filter(({ label }) => label === 'TypeScript');
      const wrong = typed.slice(0, 1).map((sample) => ({
        ...sample,
        operation: 'wrong',
        source: sample.source.replace(/client\.(\w+)\('/, "client.$1('/wrong"),
      }));
      expect(compilerComplaints([...typed, ...wrong])).toEqual([expect.stringContaining('-wrong.mts')]);
    },
    PATIENCE_MS,
  );
});
