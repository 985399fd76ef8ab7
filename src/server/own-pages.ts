import {
  type Asked,
  type Content,
  contractPages,
  faviconPage,
  json,
  type Page,
  type Pages,
  page,
  problem,
  READ,
} from '../edge/own-pages.ts';
import { html } from '../edge/start-page/html.ts';
import { startPage } from '../edge/start-page/page.ts';
import { VERSION } from '../version.ts';
import type { ServerParts } from './parts.ts';
import { SESSION_HEADER } from './sessions.ts';

/** What is the reference server's own: `/`, `/docs/…`, `/openapi/…` and `/_portrait/…`. */
export function pagesOf(parts: ServerParts): Pages {
  const { served, sessions, metrics, site } = parts;
  return new Map<string, Page>([
    ['/', { methods: READ, answer: ({ origin }) => page(startPage(startPageOf(parts), origin)) }],
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
      { methods: READ, answer: async () => json({ sessions: (await sessions.list()).map(shown) }) },
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

function startPageOf({ served, storage }: ServerParts): Parameters<typeof startPage>[0] {
  return {
    server: 'reference server',
    lead: `it remembers what you do (${storage.name}), and checks every request and every answer.`,
    wishes: html`Send <code class="whole">${SESSION_HEADER}: any-name</code> for a world of your own, put back by
        <code class="whole">POST /_portrait/reset</code>. Ask for a declared failure with a header:
        <code class="whole">Prefer: code=503</code> or <code class="whole">Prefer: example=name</code>.`,
    hint: 'Press the status or the example of a failure to copy a command that asks for it; successes follow the state.',
    contracts: [...served.keys()],
    links: [
      ['/docs/', 'Documentation'],
      ['/_portrait/sessions', 'Sessions'],
      ['/_portrait/metrics', 'Metrics'],
      ['/_portrait/health', 'Health'],
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
