import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Summary } from '../../../src/verify/finding.ts';
import { htmlReport } from '../../../src/verify/reports/html.ts';
import { axeFindings, axeFindingsWithout, type Finding, type OpenPage, openBrowser, openPage } from '../../browser.ts';
import { cleanSummary, findings, memorySink, summary, tell } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'portrait-html-'));
let browser: Browser;
/** The page of the whole run, for whoever needs no other one. */
let whole: OpenPage;

beforeAll(async () => {
  browser = await openBrowser();
  whole = await openPage(browser, await fileOf(summary));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function fileOf(told: Summary, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const sink = memorySink();
  await tell(htmlReport(sink, { environment }), told);
  expect(sink.closed).toBe(true);
  const file = join(folder, `${Math.random()}.html`);
  writeFileSync(file, sink.text);
  return pathToFileURL(file).href;
}

/** What is found of barriers. */
type Look = (page: Page) => Promise<Finding[]>;

/** Opens it, lets the test look, and sees that nothing left and nothing broke. */
async function looking(url: string, look: (page: Page) => Promise<void>): Promise<void> {
  const { page, leaving, complaints, close } = await openPage(browser, url);
  await look(page);
  expect(leaving).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
}

/** What colour is does not depend on the width, and what is no colour does not depend on the theme. */
const VIEWS: readonly (readonly [view: string, theme: 'light' | 'dark', width: number, look: Look])[] = [
  ['light and wide', 'light', 1440, (page) => axeFindings(page)],
  ['dark and wide', 'dark', 1440, (page) => axeFindings(page, 'color-contrast')],
  ['light and narrow', 'light', 360, (page) => axeFindingsWithout(page, 'color-contrast')],
  ['dark and narrow', 'dark', 360, async () => []],
];

const STATES: readonly [state: string, told: Summary, bring: (page: Page) => Promise<void>][] = [
  ['closed', summary, async () => {}],
  [
    'opened',
    // On a page of its own, which nobody else finds opened.
    { ...summary },
    async (page) => {
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.locator('details.gaps summary').click();
    },
  ],
  [
    'where all is well',
    cleanSummary,
    async (page) => expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The contract is held'),
  ],
];

// One page for all views: only its style heeds them.
describe.each(STATES)('the page, %s', (_, told, bring) => {
  let opened: OpenPage;

  beforeAll(async () => {
    opened = told === summary ? whole : await openPage(browser, await fileOf(told));
    await bring(opened.page);
  }, 60_000);

  afterAll(() => (opened === whole ? undefined : opened?.close()));

  test.each(VIEWS)(
    'has no barrier, %s',
    async (_view, colorScheme, width, look) => {
      const { page } = opened;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect(await look(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    },
    120_000,
  );

  test('asks nobody for anything, and has nothing to complain of', () => {
    const { leaving, complaints } = opened;
    expect({ leaving, complaints }).toEqual({ leaving: [], complaints: [] });
  });
});

describe('the page', () => {
  beforeAll(() => whole.page.setViewportSize({ width: 1440, height: 900 }));

  test('shows each finding with its promise, its place, its curl line and the exchange', async () => {
    const shown = whole.page.locator('details.finding');
    expect(await shown.count()).toBe(findings.length);
    const texts = await shown.evaluateAll((all) => all.map((one) => one.textContent ?? ''));
    for (const { title, promised, place, curl, exchanges } of findings) {
      const text = texts.find((one) => one.includes(title) && one.includes(curl));
      expect(text).toContain(promised);
      if (place !== undefined) expect(text).toContain(`${place.file}:${place.line}:${place.column}`);
      expect(text).toContain(`${exchanges[0]?.request.method} ${exchanges[0]?.request.target}`);
    }
  });

  test('lets text be text', async () => {
    const { page } = whole;
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(await page.content()).not.toMatch(/[^\P{C}\n\t]/u);
  });

  test('is filtered by API, check and words, by keyboard', async () => {
    const { page } = whole;
    const visible = (): Promise<number> => page.locator('details.finding:visible').count();
    const counted = (): Promise<string | null> => page.locator('output').textContent();
    await page.getByLabel('API', { exact: true }).selectOption('adapty');
    expect([await visible(), await counted()]).toEqual([2, '2 of 38 findings']);
    await page.getByLabel('Check', { exact: true }).selectOption('response_schema_conformance');
    expect(await visible()).toBe(1);
    await page.getByLabel('API', { exact: true }).selectOption('');
    expect(await visible()).toBe(findings.filter(({ check }) => check === 'response_schema_conformance').length);
    await page.getByLabel('Check', { exact: true }).selectOption('');
    await page.getByLabel('Words').focus();
    await page.keyboard.type('Not_a_server ERROR');
    expect([await visible(), await page.locator('.group:visible').count()]).toEqual([1, 1]);
    await page.keyboard.press('Escape');
    expect([await visible(), await counted()]).toEqual([38, '38 findings']);
    await page.locator('#finding-1 summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#finding-1').getAttribute('open')).toBe('');
  });

  test('shows pictures that are small, and none that is large or no picture', async () => {
    const { page } = whole;
    await page.getByRole('button', { name: 'Open all' }).click();
    const widths = await page.locator('img').evaluateAll(async (images) => {
      const all = images as unknown as { decode(): Promise<void>; naturalWidth: number }[];
      await Promise.all(all.map((image) => image.decode()));
      return all.map(({ naturalWidth }) => naturalWidth);
    });
    expect(widths.length).toBeGreaterThan(3);
    for (const width of widths) expect(width).toBeGreaterThan(0);
    expect(await page.getByText(/^304\.\d KiB|^\d{3} KiB: 89 50|KiB: ff d8/).count()).toBeGreaterThan(0);
  });

  test('has asked nobody for anything until now, nor complained', () => {
    const { leaving, complaints } = whole;
    expect({ leaving, complaints }).toEqual({ leaving: [], complaints: [] });
  });

  test('opens the finding that its address names, and copies a curl line', async () => {
    await looking(`${await fileOf(summary)}#finding-7`, async (page) => {
      expect(await page.locator('details.finding[open]').count()).toBe(1);
      await page.getByRole('button', { name: 'Copy the curl line of finding 7' }).click();
      await page.getByText('Copied', { exact: true }).first().waitFor();
    });
  });

  test('links into the contract on the code host, where a CI names it', async () => {
    const placed = findings.find(({ place }) => place !== undefined)?.place;
    const link = async (environment: NodeJS.ProcessEnv): Promise<string | null> => {
      let href: string | null = null;
      await looking(await fileOf({ ...summary, findings: findings.slice(0, 1) }, environment), async (page) => {
        href = await page.locator('#finding-1 dd a').first().getAttribute('href');
      });
      return href;
    };
    expect(
      await link({
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_SHA: 'abc',
        GITHUB_WORKSPACE: process.cwd(),
      }),
    ).toBe(`https://github.com/o/r/blob/abc/${placed?.file}#L${placed?.line}`);
    expect(await link({ CI_PROJECT_URL: 'https://gitlab.com/o/r', CI_COMMIT_SHA: 'abc' })).toBe(
      `https://gitlab.com/o/r/-/blob/abc/${placed?.file}#L${placed?.line}`,
    );
    expect(await link({})).toBe(pathToFileURL(placed?.file ?? '').href);
  });

  test('is whole without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(await fileOf(summary));
    expect(await page.locator('details.finding:visible').count()).toBe(findings.length);
    expect(await page.locator('.filters:visible, .copy:visible').count()).toBe(0);
    await context.close();
  });
});
