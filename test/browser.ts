import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * A real browser for tests, and what accessibility experts say of a page. Chromium comes with `npm ci`
 * (@sparticuz/chromium, Linux on x64; playwright-core is the release that was made for that Chromium); elsewhere an
 * installed Chrome is taken, or the one that `PORTRAIT_TEST_BROWSER` names.
 */

/** How somebody looks at a page. */
export interface View {
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Origins that the page may reach, as `http://127.0.0.1:4010`; no other request leaves. */
  reach?: readonly string[];
}

/** A page that is open, and what it did that it should not. */
export interface OpenPage {
  page: Page;
  /** Requests that wanted to leave, whatever came of them; all were stopped. */
  leaving: string[];
  /** Errors and warnings of its console, and exceptions that nobody caught. */
  complaints: string[];
  close(): Promise<void>;
}

/** What axe finds serious or critical. */
export interface Finding {
  rule: string;
  help: string;
  /** The elements, as selectors, each with what is wrong with it. */
  where: string[];
}

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const PACKAGE = join(MODULES, '@sparticuz', 'chromium');
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
const UNPACKED = join(MODULES, '.cache', `chromium-${version}`);
const LOCAL = /^(file|data|blob|about|chrome|chrome-error):/;

/** Starts the browser; close it at the end. One is enough for a test file. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env['PORTRAIT_TEST_BROWSER'];
  if (named !== undefined) return chromium.launch({ executablePath: named });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  if (!existsSync(UNPACKED)) await unpack();
  const executablePath = join(UNPACKED, 'chromium');
  try {
    return await chromium.launch({ executablePath, env: surroundings() });
  } catch (error) {
    // A bare machine (a slim container) lacks a few libraries, which the package brings along.
    if (!String(error).includes('shared libraries')) throw error;
    return chromium.launch({
      executablePath,
      env: { ...surroundings(), LD_LIBRARY_PATH: join(UNPACKED, 'al2023', 'lib') },
    });
  }
}

/** Opens a page in a profile of its own, with the network blocked, and waits until it is loaded. */
export async function openPage(browser: Browser, url: string, view: View = {}): Promise<OpenPage> {
  const { theme = 'light', width = 1440, height = 900, reach = [] } = view;
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const leaving: string[] = [];
  const complaints: string[] = [];
  const staysHere = ({ href, origin }: URL): boolean => LOCAL.test(href) || reach.includes(origin);
  await context.route(
    (address) => !staysHere(address),
    (route) => {
      leaving.push(route.request().url());
      return route.abort();
    },
  );
  await context.routeWebSocket(/./, (socket) => {
    leaving.push(socket.url());
    return socket.close();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url, { waitUntil: 'load' });
  return { page, leaving, complaints, close: () => context.close() };
}

/** What axe finds serious or critical on the page as it stands, by all its rules or by these only. */
export function axeFindings(page: Page, ...rules: string[]): Promise<Finding[]> {
  return findingsBy(page, rules.length === 0 ? {} : { runOnly: rules });
}

/** The same by all its rules but these. */
export function axeFindingsWithout(page: Page, ...rules: string[]): Promise<Finding[]> {
  return findingsBy(page, { rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) });
}

async function findingsBy(page: Page, chosen: axe.RunOptions): Promise<Finding[]> {
  if (await page.evaluate('window.axe === undefined')) await page.evaluate(axe.source);
  const options: axe.RunOptions = { resultTypes: ['violations'], ...chosen };
  // They are chosen in the page: the whole result is long, and hardly any of it is of interest.
  return page.evaluate(`axe.run(${JSON.stringify(options)}).then(${findingsAmong})`);
}

/** As text for the page, where nothing else of this file is known. */
const findingsAmong = String(({ violations }: axe.AxeResults): Finding[] =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      rule: id,
      help,
      where: nodes.map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`),
    })),
);

function surroundings(): Record<string, string> {
  const known = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: UNPACKED };
  return { ...Object.fromEntries(known), ...fonts };
}

/** Unpacks the browser once. Whoever comes second finds it done, and nobody finds it half done. */
async function unpack(): Promise<void> {
  const folder = await mkdtemp(join(MODULES, '.chromium-'));
  const script = `
    import chromium, { inflate } from '@sparticuz/chromium';
    await Promise.all([chromium.executablePath(), inflate(${JSON.stringify(join(PACKAGE, 'bin/al2023.tar.br'))})]);`;
  // In a process of its own, since the package unpacks to where the process has its temporary files.
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: dirname(MODULES),
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The browser could not be unpacked (${code}).`);
  const fonts = `<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="relative">cache</cachedir></fontconfig>`;
  await writeFile(join(folder, 'fonts.conf'), fonts);
  await publish(folder);
}

async function publish(folder: string): Promise<void> {
  await mkdir(dirname(UNPACKED), { recursive: true });
  try {
    await rename(folder, UNPACKED);
  } catch (error) {
    await rm(folder, { recursive: true });
    if (!existsSync(UNPACKED)) throw error;
  }
}
