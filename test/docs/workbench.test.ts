import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { axeFindings, type OpenPage, openBrowser, openPage, type View } from '../browser.ts';
import { contracts } from '../contracts.ts';
import { startMock } from '../mock-process.ts';
import type { RunningProcess } from '../running-process.ts';
import { IN_MEMORY, startServe } from '../server-process.ts';

/** A browser on a busy machine takes its time. */
const PATIENCE_MS = 60_000;

let browser: Browser;
let mock: RunningProcess;
let server: RunningProcess;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'portrait-workbench-'));
  [browser, mock, server] = await Promise.all([
    openBrowser(),
    startMock('--log-format', 'off'),
    startServe(IN_MEMORY, '--log-format', 'off'),
  ]);
}, PATIENCE_MS);

afterAll(async () => {
  await browser?.close();
  await Promise.all([mock?.stop(), server?.stop()]);
  await rm(home, { recursive: true, force: true });
});

/** The workbench of a server, at an operation (`mastodon/deleteProfileAvatar`), or at its first. */
async function openBench({ origin }: RunningProcess, operation = '', view: View = {}): Promise<OpenPage> {
  const opened = await openPage(browser, `${origin}/${operation && `#try/${operation}`}`, { reach: [origin], ...view });
  await opened.page.locator('#workbench').waitFor();
  return opened;
}

/** What the bench shows of the next answer, as text, once it is there. */
async function sent(page: Page, act: () => Promise<void> = () => page.locator('#send').click()): Promise<string> {
  await page.evaluate(`document.getElementById('answered').replaceChildren()`);
  await act();
  await page.locator('#answered .status-line, #answered .failed').waitFor();
  return page.locator('#answered').innerText();
}

/** The browser itself writes into its console that a request was refused; that is what was asked for. */
function expectQuiet({ leaving, complaints }: OpenPage): void {
  const others = complaints.filter((complaint) => !/the server responded with a status of [45]/.test(complaint));
  expect({ leaving, complaints: others }).toEqual({ leaving: [], complaints: [] });
}

describe('the workbench of the mock', () => {
  it('sends what the contract has as an example, and says why it was answered so', async () => {
    const opened = await openBench(mock);
    const { page } = opened;
    const text = await sent(page);
    expect(text).toMatch(/^DELETE \/api\/v1\/profile\/avatar\n+200 OK/);
    expect(text).toContain('first example “avatarDeleted”');
    expect(text).toContain('"username": "rob"');
    await page.locator('#journal').getByText('DELETE /api/v1/profile/avatar').waitFor();
    expectQuiet(opened);
    await opened.close();
  });

  it('sends another credential, an edited body, and a wish', async () => {
    const opened = await openBench(mock, 'app-net/updateMyProfile');
    const { page } = opened;
    await page.getByLabel('Body', { exact: true }).fill('{"name": 1}');
    const refused = await sent(page, () => page.keyboard.press('Control+Enter'));
    expect(refused).toContain('400 Bad Request');
    expect(refused).toContain('request.body.name Request body property name must be string');
    expect(await page.locator('#curl').innerText()).toContain(`--data-raw '{"name": 1}'`);
    await page.locator('#credential').selectOption('');
    expect(await sent(page)).toContain('401 Unauthorized');
    await page.locator('#credential').selectOption('profileEditor');
    await page.getByLabel('Body', { exact: true }).fill('{"name": "Mark"}');
    await page.locator('#wish').selectOption({ label: await wishOf(page, '429') });
    expect(await sent(page)).toContain('429 Too Many Requests');
    expect(await page.locator('#curl').innerText()).toContain(`-H 'Prefer: code=`);
    expectQuiet(opened);
    await opened.close();
  });

  it('shows a redirect as it is, and the picture that it leads to', async () => {
    const opened = await openBench(mock, 'app-net/getUserAvatar');
    const { page } = opened;
    await page.getByLabel('user_id').fill('@appdotnet');
    const text = await sent(page);
    expect(text).toContain('302 Found');
    expect(text).toMatch(/leads to\s+http:\/\/127\.0\.0\.1:\d+\/\S+, where this is/);
    const picture = page.getByRole('img', { name: /^The picture in the answer, image\// });
    expect(await picture.getAttribute('alt')).toMatch(/, \d+ × \d+$/);
    expectQuiet(opened);
    await opened.close();
  });

  it('shows what other clients ask, and forgets it', async () => {
    const opened = await openBench(mock);
    const { page } = opened;
    await fetch(`${mock.origin}/users/3/avatar?seen=1`, { redirect: 'manual' });
    const entry = page.locator('#journal li', { hasText: '/users/3/avatar?seen=1' });
    await entry.locator('summary').click();
    await entry.getByRole('rowheader', { name: 'location' }).waitFor();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.getByText('None yet.').waitFor();
    expectQuiet(opened);
    await opened.close();
  });

  it.each(contracts.flatMap(({ api, operations }) => operations.map(({ id }) => `${api}/${id}`)))(
    'gets the first success of %s as it opens',
    async (operation) => {
      const [api, id] = operation.split('/');
      const declared = contracts.find((one) => one.api === api)?.operations.find((one) => one.id === id);
      const [success] = declared?.responses.keys() ?? [];
      const { page, close } = await benchToShare();
      await page.evaluate(`location.hash = '#try/${operation}'`);
      await page.locator(`#target[data-operation="${operation}"]`).waitFor();
      expect(await sent(page)).toContain(String(success));
      await close();
    },
    PATIENCE_MS,
  );
});

let shared: OpenPage | undefined;

/** One page for many cases: opening one takes longer than they do. */
async function benchToShare(): Promise<Pick<OpenPage, 'page' | 'close'>> {
  shared ??= await openBench(mock);
  return { page: shared.page, close: async () => {} };
}

describe('the workbench of the reference server', () => {
  it('uploads a picture of this computer, and shows it as it was stored', async () => {
    const file = join(home, 'red.png');
    await writeFile(
      file,
      await sharp({ create: { width: 320, height: 320, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    const opened = await openBench(server, 'creators-hub/uploadMyAvatarFile');
    const { page } = opened;
    await page.getByLabel('X-Portrait-Session').fill('workbench');
    await page.getByLabel('Picture for avatar').selectOption('own');
    await page.getByLabel('File from this computer').setInputFiles(file);
    expect(await page.locator('#curl').innerText()).toContain(`-F 'avatar=@red.png;type=image/png'`);
    expect(await sent(page)).toContain('200 OK');
    await page.locator('#answered .pictures img').waitFor();
    expect(await shownColour(page)).toEqual([254, 0, 0]);
    expectQuiet(opened);
    await opened.close();
  });

  it('sends raw octets, and says what is wrong with them', async () => {
    const file = join(home, 'text.jpg');
    await writeFile(file, 'no picture');
    const opened = await openBench(server, 'creators-hub/uploadMyAvatarBytes');
    const { page } = opened;
    expect(await sent(page)).toContain('200 OK');
    await page.getByLabel('Picture', { exact: true }).selectOption('own');
    await page.getByLabel('File from this computer').setInputFiles(file);
    const text = await sent(page);
    expect(text).toMatch(/4(15|22)/);
    expect(text).toContain('What was wrong');
    expectQuiet(opened);
    await opened.close();
  });

  it('tells honestly of a redirect that browsers hide', async () => {
    const opened = await openBench(server, 'app-net/getUserCover');
    const text = await sent(opened.page);
    expect(text).toContain('A redirect came first');
    expect(text).toContain('(declared: 302)');
    expectQuiet(opened);
    await opened.close();
  });
});

it('is used by keyboard alone', async () => {
  const opened = await openBench(mock);
  const { page } = opened;
  await page.locator('#operation').focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#target').innerText()).toBe('/api/v1/profile/header');
  // Operation, credential, wish, a row of the query to add, a header, a header to add, and there is the button.
  for (let presses = 0; presses < 12 && !(await isFocused(page, 'send')); presses++) await page.keyboard.press('Tab');
  const text = await sent(page, () => page.keyboard.press('Enter'));
  expect(text).toContain('DELETE /api/v1/profile/header');
  expect(await page.locator('#said').innerText()).toBe('Answered with 200');
  expectQuiet(opened);
  await opened.close();
});

it('opens from an entry of the list', async () => {
  const opened = await openBench(mock);
  const { page } = opened;
  await page.locator('#adapty-deleteProfile > summary').click();
  await page.getByRole('button', { name: 'Open deleteProfile in the workbench' }).click();
  expect(await page.locator('#operation').inputValue()).toBe('adapty/deleteProfile');
  expect(await sent(page)).toContain('204 No Content');
  expectQuiet(opened);
  await opened.close();
});

it('speaks Chinese to who chose it, and keeps to it', async () => {
  const opened = await openBench(mock, 'app-net/uploadMyAvatar');
  const { page } = opened;
  await page.getByRole('link', { name: '简体中文' }).click();
  await page.getByRole('button', { name: '发送' }).waitFor();
  expect(await page.locator('#operation').inputValue()).toBe('app-net/uploadMyAvatar');
  await page.goto(`${mock.origin}/`);
  await page.getByRole('button', { name: '发送' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await sent(page)).toContain('200 OK');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Send' }).waitFor();
  expectQuiet(opened);
  await opened.close();
});

it.each([
  ['mock', 'light', 1440],
  ['mock', 'dark', 500],
  ['reference server', 'dark', 1440],
] as const)('has no barrier: %s, %s, %d pixels wide', async (which, theme, width) => {
  const opened = await openBench(which === 'mock' ? mock : server, 'app-net/uploadMyAvatar', { theme, width });
  const { page } = opened;
  expect(await sent(page)).toContain('200 OK');
  await page.locator('#answered summary').click();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expectQuiet(opened);
  await opened.close();
});

/** The text of the first wish that begins so. */
async function wishOf(page: Page, beginning: string): Promise<string> {
  const texts = await page.locator('#wish option').allInnerTexts();
  return texts.find((text) => text.startsWith(beginning)) ?? '';
}

async function isFocused(page: Page, id: string): Promise<boolean> {
  return (await page.evaluate('document.activeElement.id')) === id;
}

/** The colour in the middle of the first picture that an answer names. */
function shownColour(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const image = document.querySelector('#answered .pictures img');
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  })()`);
}
