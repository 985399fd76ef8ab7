import { OPENAPI_FOLDER } from '../contract/sources.ts';
import { servedLink } from '../docs/served/links.ts';
import { translated } from '../docs/served/translated.ts';
import {
  type Asked,
  type Content,
  contractPages,
  faviconPage,
  json,
  type Page,
  type Pages,
  problem,
  READ,
} from '../edge/own-pages.ts';
import { type Starting, startPages } from '../edge/start-page/pages.ts';
import { VERSION } from '../version.ts';
import type { ServerParts } from './parts.ts';
import { SESSION_HEADER } from './sessions.ts';

/** What is the reference server's own: `/`, `/docs/…`, `/openapi/…` and `/_portrait/…`. */
export function pagesOf(parts: ServerParts): Pages {
  const { served, sessions, metrics, site } = parts;
  return new Map<string, Page>([
    ...startPages(ofServer(parts)),
    faviconPage,
    ...site.pages,
    ['/_portrait/health', { methods: READ, answer: () => health(parts) }],
    [
      '/_portrait/metrics',
      {
        methods: READ,
        answer: async () => ({ ...(await metrics.text()), headers: { 'Cache-Control': 'no-store' } }),
      },
    ],
    [
      '/_portrait/sessions',
      {
        methods: [...READ, 'DELETE'],
        answer: async (asked) =>
          asked.method === 'DELETE' ? forget(parts, asked) : json({ sessions: (await sessions.list()).map(shown) }),
      },
    ],
    [
      '/_portrait/reset',
      {
        methods: ['POST'],
        answer: (asked) => reset(parts, asked),
      },
    ],
    ...contractPages(served.keys()),
  ]);
}

const RESET_PARAMETERS = ['session', 'all'];

/** Puts back the world of the request, a named one, or all. What is not understood resets nothing. */
async function reset({ sessions, log }: ServerParts, { query, request }: Asked): Promise<Content> {
  request.resume();
  const stranger = [...query.keys()].find((name) => !RESET_PARAMETERS.includes(name));
  if (stranger !== undefined)
    return problem(400, 'Bad Request', `There is no parameter ${stranger}; there are ${RESET_PARAMETERS.join(', ')}.`);
  const named = query.get('session');
  if (named !== null && !(await sessions.list()).some(({ name }) => name === named))
    return problem(404, 'Not Found', `There is no session ${named.slice(0, 80)}.`);
  const world = query.has('all') ? undefined : (named ?? (await sessions.enter(request.headers)) ?? '');
  await sessions.reset(world);
  log.info(`reset of ${world === undefined ? 'all worlds' : world === '' ? 'the shared world' : `session ${world}`}`);
  return { status: 204 };
}

/** Forgets the session of the request. The shared world stays. */
async function forget({ sessions, log }: ServerParts, { request }: Asked): Promise<Content> {
  request.resume();
  const name = await sessions.enter(request.headers);
  if (name === undefined)
    return problem(400, 'Bad Request', `Which session? Say its name: ${SESSION_HEADER}. The shared world stays.`);
  await sessions.forget(name);
  log.info(`session ${name} forgotten`);
  return { status: 204 };
}

function ofServer({ served, storage }: ServerParts): Starting {
  return {
    server: 'serve',
    contracts: [...served.keys()],
    storage: storage.name,
    folder: OPENAPI_FOLDER,
    translated: (contract, language) => translated(contract, language, OPENAPI_FOLDER),
    docsLink: (contract, language, operation) => servedLink(contract, OPENAPI_FOLDER, language, operation),
    links: [
      ['/docs/', 'docs'],
      ['/_portrait/sessions', 'sessions'],
      ['/_portrait/metrics', 'metrics'],
      ['/_portrait/health', 'health'],
    ],
    problems: [],
  };
}

function shown({
  name,
  createdAt,
  usedAt,
  changes,
}: Awaited<ReturnType<ServerParts['sessions']['list']>>[number]): object {
  return { name: name === '' ? null : name, createdAt, usedAt, changes };
}

async function health({ storage, served, startedAt }: ServerParts): Promise<ReturnType<typeof json>> {
  const about = {
    server: 'portrait serve',
    version: VERSION,
    uptimeSeconds: Math.round((Date.now() - startedAt) / 1000),
    storage: storage.name,
    apis: [...served.keys()].map(({ api, digest, document, operations }) => ({
      name: api,
      version: document.info.version,
      operations: operations.length,
      digest,
    })),
  };
  try {
    await storage.check();
    return json({ status: 'ok', ...about });
  } catch (error) {
    return json({ status: 'failing', problem: (error as Error).message, ...about }, 503);
  }
}
