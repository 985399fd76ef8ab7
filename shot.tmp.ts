import { openBrowser, openPage, axeFindings } from './test/browser.ts';
const [out, theme, width, height, ...urls] = process.argv.slice(2);
const b = await openBrowser();
let i = 0;
for (const url of urls) {
  const o = await openPage(b, url, { theme: theme as 'light', width: Number(width), height: Number(height) });
  await o.page.waitForTimeout(1200);
  await o.page.screenshot({ path: `${out}${i++}.png` });
  console.log(o.page.url(), o.leaving, o.complaints, JSON.stringify(await axeFindings(o.page), null, 1).slice(0, 2500));
  await o.close();
}
await b.close();
