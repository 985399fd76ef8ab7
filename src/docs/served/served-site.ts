import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fresh from 'fresh';
import type { Contract } from '../../contract/contract.ts';
import type { Log } from '../../edge/log.ts';
import { type Asked, type Content, type Page, problem, READ } from '../../edge/own-pages.ts';
import { codingFor } from '../../http/content-coding.ts';
import { fileOf, placesOf, siteMapOf } from '../site-map.ts';
import { ENDINGS } from './endings.ts';
import type { Making } from './making.ts';
import { progressPage } from './progress-page.ts';
import type { Shelf } from './shelf.ts';

/** The documentation at `/docs/`. */
export interface ServedSite {
  pages: [path: string, page: Page][];
  /** The contracts have changed: who has looked at the documentation will find it made anew. */
  renew(): void;
  /** Nothing is in the making any more. */
  stop(): Promise<void>;
}

export interface SiteOptions {
  /** Those that are served now. */
  contracts: () => readonly Contract[];
  /** Their folder, for translations and changelogs. */
  folder: string;
  log: Log;
}

type State =
  | { is: 'unknown' | 'looked for' }
  | { is: 'making'; made: number; all: number; making: Making }
  | { is: 'there'; folder: string; stamp: string }
  | { is: 'failed'; why: string; at: number };

const PLACE = '/docs/';
const TRY_AGAIN_AFTER_MS = 10_000;

/**
 * Redoc is one page with everything in it: its script and styles are inline, its search is a worker made from a blob,
 * and it makes functions from text. It asks nobody for anything.
 */
const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the site of the contracts: found on the shelf, or built when somebody asks for the first time, by a process of
 * its own, while a page says how far it is. No request waits for it.
 */
export function servedSite(options: SiteOptions): ServedSite {
  const { contracts, folder, log } = options;
  let state: State = { is: 'unknown' };
  /** Of the contracts as they are; what was begun before it is of no use any more. */
  let turn = 0;

  const seek = async (mine: number): Promise<void> => {
    const [{ stampOf }, { cacheFolder, shelfAt }] = await Promise.all([import('./stamp.ts'), import('./shelf.ts')]);
    const now = contracts();
    const stamp = await stampOf(now, folder);
    const shelf = shelfAt(join(cacheFolder(), 'docs'), filesOf(now, folder));
    const there = await shelf.find(stamp);
    if (mine !== turn) return;
    if (there === undefined) await make(mine, now, stamp, shelf);
    else state = { is: 'there', folder: there, stamp };
  };

  const make = async (mine: number, now: readonly Contract[], stamp: string, shelf: Shelf): Promise<void> => {
    const { making } = await import('./making.ts');
    if (mine !== turn) return;
    const began = performance.now();
    const names = now.map(({ api }) => api);
    const all = placesOf(siteMapOf(names, folder)).length;
    log.info(`docs: building ${all} pages of ${names.join(', ')}; ${PLACE} says how far it is`);
    const begun: State & { is: 'making' } = {
      is: 'making',
      made: 0,
      all,
      making: making(now, folder, stamp, shelf, (file) => {
        begun.made++;
        if (mine === turn) log.info(`docs: ${begun.made} of ${all}, ${file}`);
      }),
    };
    state = begun;
    const site = await begun.making.done;
    if (mine !== turn) return;
    state = { is: 'there', folder: site, stamp };
    log.info(`docs: built in ${((performance.now() - began) / 1000).toFixed(1)} s, in ${site}`);
  };

  const begin = (): void => {
    turn++;
    const mine = turn;
    state = { is: 'looked for' };
    seek(mine).catch((error: unknown) => {
      if (mine !== turn) return;
      const why = error instanceof Error ? error.message : String(error);
      state = { is: 'failed', why, at: Date.now() };
      log.error(`docs: they could not be built: ${why}`);
    });
  };

  const forget = (): void => {
    turn++;
    if (state.is === 'making') state.making.stop();
    state = { is: 'unknown' };
  };

  const answer = async (asked: Asked): Promise<Content> => {
    const file = fileAt(asked.path, contracts(), folder);
    if (typeof file === 'object') return file;
    if (state.is === 'unknown' || (state.is === 'failed' && Date.now() - state.at > TRY_AGAIN_AFTER_MS)) begin();
    // What has been built is mostly there at once.
    if (state.is === 'looked for') await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (state.is === 'there') return whole(asked, file, state);
    if (state.is === 'failed') return problem(503, 'Service Unavailable', `No documentation: ${state.why}`);
    return progressPage(asked.path, state.is === 'making' ? state : { made: 0, all: 0 });
  };

  const whole = async (asked: Asked, file: string, site: State & { is: 'there' }): Promise<Content> => {
    try {
      return await fileContent(asked, join(site.folder, file), site.stamp);
    } catch (error) {
      // Somebody has cleared the cache, or a part of it.
      log.error(`docs: ${file} cannot be read, and is made anew: ${(error as Error).message}`);
      if (state === site) begin();
      return progressPage(asked.path, { made: 0, all: 0 });
    }
  };

  return {
    pages: [
      ['/docs', { methods: READ, answer: () => ({ status: 308, headers: { Location: PLACE } }) }],
      [`${PLACE}*`, { methods: READ, answer }],
    ],
    renew() {
      if (state.is === 'unknown') return;
      forget();
      begin();
    },
    async stop() {
      const unfinished = state.is === 'making' ? state.making.done : undefined;
      forget();
      await unfinished?.catch(() => {});
    },
  };
}

/** How long a first request waits for the answer whether there is a site. */
const LOOK_MS = 250;

function filesOf(contracts: readonly Contract[], folder: string): string[] {
  const map = siteMapOf(
    contracts.map(({ api }) => api),
    folder,
  );
  return placesOf(map).map(fileOf);
}

/** The file of a path; a redirect or a refusal where there is none. Only files of the site map are ever read. */
function fileAt(path: string, contracts: readonly Contract[], folder: string): string | Content {
  const files = filesOf(contracts, folder);
  const asked = path.slice(PLACE.length);
  const file = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  if (files.includes(file)) return file;
  if (files.includes(`${file}/index.html`)) return { status: 308, headers: { Location: `${PLACE}${file}/` } };
  const known = files.map((name) => PLACE + name.replace(/(^|\/)index\.html$/, '$1'));
  return problem(404, 'Not Found', `There is no page ${path.slice(0, 200)}. There are ${known.join(', ')}.`);
}

const reading = new Map<string, Promise<Buffer>>();
const held = new Map<string, WeakRef<Buffer>>();

/** What lies in a file, once in memory for all who are being sent it: some take their time. */
async function bytesOf(file: string): Promise<Buffer> {
  const known = held.get(file)?.deref() ?? reading.get(file);
  if (known !== undefined) return known;
  const begun = readFile(file).finally(() => reading.delete(file));
  reading.set(file, begun);
  const bytes = await begun;
  held.set(file, new WeakRef(bytes));
  return bytes;
}

/** One page as the caller can read it. Its tag is weak: it stands for the page in every coding. */
async function fileContent({ request }: Asked, file: string, stamp: string): Promise<Content> {
  const tag = `W/"${stamp}"`;
  const headers = { ETag: tag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' };
  if (fresh(request.headers, { etag: tag })) return { status: 304, headers };
  const coding = codingFor(request.headers['accept-encoding']?.toString());
  return {
    type: 'text/html; charset=utf-8',
    bytes: await bytesOf(coding === undefined ? file : file + ENDINGS[coding]),
    headers: {
      ...headers,
      ...(coding === undefined ? {} : { 'Content-Encoding': coding }),
      'Content-Security-Policy': SITE_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  };
}
