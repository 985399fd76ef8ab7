import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';
import { hostNameOf } from '../http/origin.ts';
import { VERSION } from '../version.ts';
import { problemAnswer } from './answers.ts';
import { journalHar, journalJson } from './har.ts';
import type { MockOptions, MockParts } from './mock.ts';
import { startPage } from './start-page/page.ts';

export interface Asked {
  path: string;
  search: string;
  origin: string;
}

interface Page {
  methods: readonly string[];
  answer(asked: Asked, method: string): Promise<Content> | Content;
}

interface Content {
  status?: number;
  type?: string;
  text?: string;
  headers?: Record<string, string>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const READ = ['GET', 'HEAD'];

/** A page of our own: scripts and styles of this server only, and nothing that other sites may frame or read. */
const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * Answers what is the mock's own: `/`, `/openapi/…` and `/_portrait/…`. False when the path is none of these.
 * On a loopback address only callers that know it as one get an answer, so that no web site can reach the journal
 * under a name of its own (DNS rebinding).
 */
export function ownPage(
  parts: MockParts,
  options: MockOptions,
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
): boolean {
  if (
    asked.path !== '/' &&
    asked.path !== '/favicon.ico' &&
    !asked.path.startsWith('/openapi/') &&
    !asked.path.startsWith('/_portrait/')
  )
    return false;
  const method = request.method ?? '';
  void contentFor(parts, options, request, asked, method)
    .catch((error: unknown): Content => {
      options.log.error(`${method} ${asked.path} failed`, error);
      return problem(500, 'Internal Server Error', 'The mock failed; its log says why.');
    })
    .then((content) => writeContent(response, method, content));
  return true;
}

async function contentFor(
  parts: MockParts,
  options: MockOptions,
  request: IncomingMessage,
  asked: Asked,
  method: string,
): Promise<Content> {
  const name = hostNameOf(request);
  // HTTP/1.0 may come without a host; no browser does.
  if (isLoopback(options.host) && request.headers.host !== undefined && !isLoopback(name ?? '')) {
    return problem(
      403,
      'Forbidden',
      'This mock listens on loopback only; call it by that name, for example http://127.0.0.1.',
    );
  }
  const pages = pagesOf(parts);
  const page = pages.get(asked.path);
  if (page === undefined) {
    return problem(
      404,
      'Not Found',
      `There is no page ${asked.path.slice(0, 200)}. There are ${[...pages.keys()].join(', ')}.`,
    );
  }
  if (!page.methods.includes(method)) {
    request.resume();
    return {
      ...problem(405, 'Method Not Allowed', `${asked.path} has ${page.methods.join(', ')}.`),
      headers: { Allow: page.methods.join(', ') },
    };
  }
  return page.answer(asked, method);
}

function pagesOf(parts: MockParts): Map<string, Page> {
  const { live, journal, veil } = parts;
  const pages = new Map<string, Page>([
    [
      '/',
      {
        methods: READ,
        answer: ({ origin }) => ({
          type: 'text/html; charset=utf-8',
          text: startPage(parts, origin),
          headers: PAGE_HEADERS,
        }),
      },
    ],
    [
      '/favicon.ico',
      {
        methods: READ,
        answer: () => ({ type: 'image/svg+xml', text: FAVICON, headers: { 'Cache-Control': 'max-age=86400' } }),
      },
    ],
    ['/_portrait/health', { methods: READ, answer: () => json(healthOf(parts)) }],
    [
      '/_portrait/requests',
      {
        methods: [...READ, 'DELETE'],
        answer(_, method) {
          if (method !== 'DELETE') return json({ requests: journalJson(journal.entries(), veil) });
          journal.clear();
          return { status: 204 };
        },
      },
    ],
    ['/_portrait/requests.har', { methods: READ, answer: () => json(journalHar(journal.entries(), veil, VERSION)) }],
  ]);
  for (const { api, document } of live.served.keys()) {
    pages.set(`/openapi/${api}.json`, {
      methods: READ,
      answer: () => open({ type: JSON_TYPE, text: JSON.stringify(document, null, 2) }),
    });
    pages.set(`/openapi/${api}.yaml`, {
      methods: READ,
      async answer() {
        const { stringify } = await import('yaml');
        return open({
          type: 'application/yaml; charset=utf-8',
          text: stringify(document, { aliasDuplicateObjects: false }),
        });
      },
    });
  }
  return pages;
}

function healthOf({ live, startedAt, problems }: MockParts): object {
  return {
    status: problems.length === 0 ? 'ok' : 'stale',
    version: VERSION,
    uptimeSeconds: Math.round((Date.now() - startedAt) / 1000),
    apis: [...live.served.keys()].map(({ api, digest, document, operations }) => ({
      name: api,
      version: document.info.version,
      operations: operations.length,
      digest,
    })),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

function json(value: object): Content {
  return { type: JSON_TYPE, text: `${JSON.stringify(value)}\n`, headers: { 'Cache-Control': 'no-store' } };
}

/** Contracts are there to be read, by scripts of other origins too. */
function open(content: Content): Content {
  return { ...content, headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' } };
}

function problem(status: number, title: string, detail: string): Content {
  return { status, type: 'application/problem+json', text: problemAnswer(status, title, detail).body.toString() };
}

function writeContent(
  response: ServerResponse,
  method: string,
  { status = 200, type, text = '', headers = {} }: Content,
): void {
  if (response.destroyed) return;
  const length = status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { ...(type === undefined ? {} : { 'Content-Type': type }), ...length, ...headers });
  response.end(method === 'HEAD' ? undefined : text);
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  );
}

const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#274156"/><circle cx="16" cy="12.5" r="5.5" fill="#f2c078"/><path d="M5 29c1.5-7 6-10 11-10s9.5 3 11 10z" fill="#f2c078"/></svg>';
