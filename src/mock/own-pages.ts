import { contractPages, faviconPage, json, type Page, type Pages, page, READ } from '../edge/own-pages.ts';
import { html } from '../edge/start-page/html.ts';
import { type StartPage, startPage } from '../edge/start-page/page.ts';
import { VERSION } from '../version.ts';
import { journalHar, journalJson } from './har.ts';
import type { MockParts } from './mock.ts';

/** What is the mock's own: `/`, `/docs/…`, `/openapi/…` and `/_portrait/…`. */
export function pagesOf(parts: MockParts): Pages {
  const { live, journal, veil, site } = parts;
  return new Map<string, Page>([
    ['/', { methods: READ, answer: ({ origin }) => page(startPage(ofMock(parts), origin)) }],
    faviconPage,
    ...site.pages,
    ['/_portrait/health', { methods: READ, answer: () => json(healthOf(parts)) }],
    [
      '/_portrait/requests',
      {
        methods: [...READ, 'DELETE'],
        answer({ method }) {
          if (method !== 'DELETE') return json({ requests: journalJson(journal.entries(), veil) });
          journal.clear();
          return { status: 204 };
        },
      },
    ],
    ['/_portrait/requests.har', { methods: READ, answer: () => json(journalHar(journal.entries(), veil, VERSION)) }],
    ...contractPages(live.served.keys()),
  ]);
}

/** What the mock's start page says. */
export function ofMock({ live, problems }: Pick<MockParts, 'live' | 'problems'>): StartPage {
  return {
    server: 'mock',
    lead: 'every documented success, every documented error, real pictures.',
    wishes: html`Ask for any declared answer with a header: <code class="whole">Prefer: code=404</code> for a status,
        <code class="whole">Prefer: example=name</code> for an example, <code class="whole">Prefer: code=404, example=name</code> for both.`,
    hint: 'Press a status or the name of an example to copy a command that asks for it.',
    contracts: [...live.served.keys()],
    links: [
      ['/docs/', 'Documentation'],
      ['/_portrait/requests', 'Requests'],
      ['/_portrait/requests.har', 'Requests as HAR'],
      ['/_portrait/health', 'Health'],
    ],
    problems,
  };
}

function healthOf({ live, startedAt, problems }: MockParts): object {
  return {
    status: problems.length === 0 ? 'ok' : 'stale',
    server: 'portrait mock',
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
