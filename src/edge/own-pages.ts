import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';
import type { Contract } from '../contract/contract.ts';
import { Refusal } from '../contract/failures.ts';
import { hostNameOf } from '../http/origin.ts';
import { ICON } from '../look/look.ts';
import type { Answer } from './answer.ts';
import type { Log } from './log.ts';
import { problemAnswer } from './problem.ts';
import { refusedElsewhere } from './refusals.ts';

/** What a page of our own is asked. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  origin: string;
  request: IncomingMessage;
}

/** One page of a server's own, beside the APIs. */
export interface Page {
  methods: readonly string[];
  answer(asked: Asked): Promise<Content> | Content;
}

/** By path; a path that ends with `/*` has all below it. */
export type Pages = ReadonlyMap<string, Page>;

export interface Content {
  status?: number;
  type?: string;
  text?: string;
  /** Instead of text. */
  bytes?: Buffer;
  headers?: Record<string, string>;
}

export const READ = ['GET', 'HEAD'];

/** Statuses of answers that say nothing of a length (RFC 9110, section 8.6). */
const NO_BODY = [204, 304];

const JSON_TYPE = 'application/json; charset=utf-8';

/** A page of our own: scripts and styles of this server only, and nothing that other sites may frame or read. */
const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

const FOLDERS = ['/openapi/', '/_portrait/', '/docs/'];

/** Whether a path is a server's own, and no API's. */
export function isOwnPath(path: string): boolean {
  return (
    path === '/' || path === '/favicon.ico' || path === '/docs' || FOLDERS.some((folder) => path.startsWith(folder))
  );
}

/**
 * Answers what is the server's own. On a loopback address (`host`) only callers that know it as one get an answer, so
 * that no web site can reach these pages under a name of its own (DNS rebinding); pages that change something heed no
 * page of another origin.
 */
export async function writeOwnPage(
  pages: Pages,
  host: string,
  log: Log,
  asked: Asked,
  response: ServerResponse,
): Promise<number> {
  // Pages are large: of many that are asked for in one breath, each is made when the connection is ready for it.
  if (response.socket === null) await once(response, 'socket');
  const content = await contentFor(pages, host, asked).catch((error: unknown): Content => {
    if (error instanceof Refusal) return contentOf(refusedElsewhere(error));
    log.error(`${asked.method} ${asked.path} failed`, error);
    return problem(500, 'Internal Server Error', 'This server failed; its log says why.');
  });
  writeContent(response, asked.method, content);
  return content.status ?? 200;
}

async function contentFor(pages: Pages, host: string, asked: Asked): Promise<Content> {
  const { method, path, request } = asked;
  const name = hostNameOf(request);
  // HTTP/1.0 may come without a host; no browser does.
  if (isLoopback(host) && request.headers.host !== undefined && !isLoopback(name ?? '')) {
    return problem(
      403,
      'Forbidden',
      'This server listens on loopback only; call it by that name, for example http://127.0.0.1.',
    );
  }
  const page = pages.get(path) ?? pages.get(path.replace(/^(\/[^/]+\/).*$/s, '$1*'));
  if (page === undefined) {
    return problem(
      404,
      'Not Found',
      `There is no page ${path.slice(0, 200)}. There are ${[...pages.keys()].filter(isTold).join(', ')}.`,
    );
  }
  if (!page.methods.includes(method)) {
    request.resume();
    return {
      ...problem(405, 'Method Not Allowed', `${path} has ${page.methods.join(', ')}.`),
      headers: { Allow: page.methods.join(', ') },
    };
  }
  if (!READ.includes(method) && isOfAnotherSite(asked)) {
    request.resume();
    return problem(403, 'Forbidden', `Pages of other origins may not ${method} ${path}; call it from the test.`);
  }
  return page.answer(asked);
}

/** Whether people ask for it: not what pages are made of, nor patterns. */
function isTold(path: string): boolean {
  return !path.endsWith('*') && !path.startsWith('/_portrait/start/');
}

/** Whether a browser says that the request comes from a page of another origin. */
function isOfAnotherSite({ origin, request: { headers } }: Asked): boolean {
  return headers.origin !== undefined && headers.origin !== origin;
}

/** The pages that show the contracts, bundled, as JSON and as YAML. */
export function contractPages(contracts: Iterable<Contract>): [string, Page][] {
  return [...contracts].flatMap(({ api, document }): [string, Page][] => {
    // Writing YAML takes its time; once is enough.
    let yaml: Promise<string> | undefined;
    return [
      [
        `/openapi/${api}.json`,
        { methods: READ, answer: () => open({ type: JSON_TYPE, text: JSON.stringify(document, null, 2) }) },
      ],
      [
        `/openapi/${api}.yaml`,
        {
          methods: READ,
          async answer() {
            yaml ??= import('yaml').then(({ stringify }) => stringify(document, { aliasDuplicateObjects: false }));
            return open({ type: 'application/yaml; charset=utf-8', text: await yaml });
          },
        },
      ],
    ];
  });
}

export const faviconPage: [string, Page] = [
  '/favicon.ico',
  {
    methods: READ,
    answer: () => ({ type: 'image/svg+xml', text: ICON, headers: { 'Cache-Control': 'max-age=86400' } }),
  },
];

/** An HTML page. */
export function page(text: string): Content {
  return { type: 'text/html; charset=utf-8', text, headers: PAGE_HEADERS };
}

/** JSON for scripts and people. */
export function json(value: object, status = 200): Content {
  return { status, type: JSON_TYPE, text: `${JSON.stringify(value)}\n`, headers: { 'Cache-Control': 'no-store' } };
}

/** Contracts are there to be read, by scripts of other origins too. */
function open(content: Content): Content {
  return { ...content, headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' } };
}

/** Problem details as a page. */
export function problem(status: number, title: string, detail: string): Content {
  return contentOf(problemAnswer(status, title, detail));
}

function contentOf({ status, body }: Answer): Content {
  return { status, type: 'application/problem+json', text: body.toString() };
}

function writeContent(
  response: ServerResponse,
  method: string,
  { status = 200, type, text = '', bytes, headers = {} }: Content,
): void {
  if (response.destroyed) return;
  const body = bytes ?? text;
  const length = NO_BODY.includes(status) ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...(type === undefined ? {} : { 'Content-Type': type }), ...length, ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  );
}
