import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '../contract/document.ts';
import type { RedocProcess } from './redoc-process.ts';
import { SAMPLE_LANGUAGES } from './samples/samples.ts';

/** Height in pixels of our own bar above Redoc, which it must leave free. */
export const BAR_HEIGHT = 49;

const OPTIONS = {
  hideDownloadButtons: true,
  scrollYOffset: BAR_HEIGHT,
  schemasExpansionLevel: 1,
  jsonSamplesExpandLevel: 6,
  // Redoc leaves out what is not in its own list, TypeScript among it. The payload has the other examples of a body.
  codeSamples: { languages: [...SAMPLE_LANGUAGES, 'Payload'].map((lang) => ({ lang })) },
};

/**
 * One self-contained page, by `redocly build-docs`: the document rendered ahead, and Redoc itself inlined. `folder` is
 * for its files on the way; `template` is the page around it, in Handlebars.
 * @throws Error with what Redocly said, when it fails.
 */
export async function redocPage(
  redoc: RedocProcess,
  document: Document,
  template: string,
  folder: string,
): Promise<string> {
  const path = (file: string): string => join(folder, file);
  const files = {
    title: document.info.title,
    document: path('document.json'),
    template: path('template.hbs'),
    options: path('options.json'),
    page: path('page.html'),
  };
  await Promise.all([
    writeFile(files.document, JSON.stringify(document)),
    writeFile(files.template, template),
    writeFile(files.options, JSON.stringify({ ...OPTIONS, disableTelemetry: true })),
  ]);
  await redoc.render(files);
  return guarded(offline(await readFile(files.page, 'utf8')));
}

/** Redoc's theme, Redoc with its data, and our two. */
const SCRIPTS = 4;

/**
 * The page with a policy that lets these scripts run and no other: descriptions may hold HTML, a contract may be a
 * stranger's, and a frame in it would run whatever it likes.
 * @throws Error when there are more scripts than the page is made of.
 */
function guarded(page: string): string {
  const scripts = [...page.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  if (scripts.length !== SCRIPTS) throw new Error(`The page has ${scripts.length} scripts; ${SCRIPTS} were expected.`);
  const digests = scripts.map((text) => createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('base64'));
  const allowed = digests.map((digest) => `'sha256-${digest}'`).join(' ');
  const policy = `script-src ${allowed} 'unsafe-eval'; worker-src blob:; object-src 'none'; base-uri 'none'`;
  return page.replace('<meta charset="utf-8">', (charset) => {
    return `${charset}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  });
}

/** The one thing that Redoc loads from elsewhere is its own logo; the name says the same. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
const REDOC = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="46" height="16"><text x="0" y="12.5" font-family="sans-serif" font-size="13" font-weight="600" fill="#76879a">Redoc</text></svg>',
)}`;

function offline(page: string): string {
  return page.replace(LOGO, REDOC);
}
