import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import fresh from 'fresh';
import type { Contract } from '../../contract/contract.ts';
import { languageOf } from '../../contract/languages.ts';
import { folderOf } from '../../contract/sources.ts';
import { type Asked, type Content, type Page, page, problem, READ } from '../own-pages.ts';
import { BROWSER_FILES, browserFile } from './browser/files.ts';
import type { StartPage } from './page.ts';
import { LANGUAGES, wordsIn } from './words.ts';

/** What a server tells of itself. */
export interface Starting extends Omit<StartPage, 'language'> {
  /** Of the contracts, for the pictures of their examples. */
  folder: string;
  /** The same contract with its words in another language, where there is one. */
  translated(contract: Contract, language: string): Promise<Contract>;
}

const [DEFAULT = 'en', ...OTHERS] = LANGUAGES;

/**
 * The start page and what it is made of: styles, scripts, and what the workbench knows. What writes them is loaded when
 * somebody looks.
 */
export function startPages(starting: Starting): [string, Page][] {
  const { folder } = starting;
  const inLanguage = async (asked: Asked): Promise<StartPage> => {
    const language = languageFor(asked);
    return { ...starting, language, contracts: await translatedAll(starting, language) };
  };
  return [
    [
      '/',
      {
        methods: READ,
        async answer(asked) {
          const { startPage } = await import('./page.ts');
          const content = page(startPage(await inLanguage(asked), asked.origin));
          return { ...content, headers: { ...content.headers, Vary: 'Accept-Language' } };
        },
      },
    ],
    [
      '/_portrait/start/workbench.json',
      {
        methods: READ,
        async answer(asked) {
          const { benchDataOf } = await import('./bench-data.ts');
          const { server, language, contracts, docsLink } = await inLanguage(asked);
          const apis = await Promise.all(
            contracts.map((contract) => benchDataOf(contract, folder, (id) => docsLink(contract, language, id))),
          );
          const text = JSON.stringify({ server, language, words: wordsIn(language).bench, apis });
          return tagged(asked, 'application/json; charset=utf-8', Buffer.from(text));
        },
      },
    ],
    ...[...BROWSER_FILES].map(([name, file]): [string, Page] => [
      `/_portrait/start/${name}`,
      { methods: READ, answer: async (asked) => tagged(asked, TYPES[extname(name)] ?? '', await browserFile(file)) },
    ]),
    ['/openapi/*', { methods: READ, answer: (asked) => picture(starting, asked) }],
  ];
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** `?lang=`, else what the browser prefers. */
function languageFor({ query, request: { headers } }: Asked): string {
  return languageOf({ query, headers, contract: { languages: OTHERS } }) ?? DEFAULT;
}

async function translatedAll({ contracts, translated }: Starting, language: string): Promise<readonly Contract[]> {
  if (language === DEFAULT) return contracts;
  return Promise.all(contracts.map((contract) => translated(contract, language)));
}

/** Content that a browser keeps, and asks for again only whether it is still the same. */
function tagged({ request }: Asked, type: string, bytes: Buffer): Content {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ETag: tag,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Language',
    'X-Content-Type-Options': 'nosniff',
  };
  if (fresh(request.headers, { etag: tag })) return { status: 304, headers };
  return { type, bytes, headers };
}

/** A picture from the examples of a contract; whatever else is asked for is not there. */
async function picture({ contracts, folder }: Starting, asked: Asked): Promise<Content> {
  const [, api = '', place = ''] = /^\/openapi\/([^/]+)\/(examples\/pictures\/[\w.-]+)$/.exec(asked.path) ?? [];
  const { PICTURE_TYPES } = await import('./bench-data.ts');
  const type = PICTURE_TYPES[extname(place)];
  const file = join(folderOf(api, folder), place);
  const isThere =
    type !== undefined &&
    contracts.some((contract) => contract.api === api) &&
    (await readdir(dirname(file)).catch((): string[] => [])).includes(basename(file));
  if (isThere) return tagged(asked, type, await readFile(file));
  const known = contracts.map((contract) => `/openapi/${contract.api}.yaml`).join(', ');
  return problem(404, 'Not Found', `There is no page ${asked.path.slice(0, 200)}. There are ${known}.`);
}
