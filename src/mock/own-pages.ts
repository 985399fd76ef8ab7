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
import { journalHar, journalJson } from './har.ts';
import type { MockParts } from './mock.ts';

/** What is the mock's own: `/`, `/docs/…`, `/openapi/…` and `/_portrait/…`. */
export function pagesOf(parts: MockParts): Pages {
  const { live, journal, veil, site } = parts;
  return new Map<string, Page>([
    ...startPages(ofMock(parts)),
    faviconPage,
    ...site.pages,
    ['/_portrait/health', { methods: READ, answer: () => json(healthOf(parts)) }],
    [
      '/_portrait/requests',
      {
        methods: [...READ, 'DELETE'],
        answer(asked) {
          if (asked.method !== 'DELETE') return requests(parts, asked);
          journal.clear();
          return { status: 204 };
        },
      },
    ],
    ['/_portrait/requests.har', { methods: READ, answer: () => json(journalHar(journal.entries(), veil, VERSION)) }],
    ...contractPages(live.served.keys()),
  ]);
}

/** The journal, all of it or the newest: `?after=` a number that is known already, `?last=` so many at most. */
function requests({ journal, veil }: MockParts, { query }: Asked): Content {
  const [after, last] = ['after', 'last'].map((name) => Number(query.get(name) ?? Number.NaN));
  const given = ['after', 'last'].filter((name) => query.has(name) && !/^\d{1,15}$/.test(query.get(name) ?? ''));
  if (given.length > 0) return problem(400, 'Bad Request', `${given.join(' and ')} would be a whole number.`);
  const all = journal.entries();
  const newer = query.has('after') ? all.filter(({ number }) => number > (after ?? 0)) : all;
  const newest = query.has('last') ? newer.slice(Math.max(0, newer.length - (last ?? 0))) : newer;
  return json({ requests: journalJson(newest, veil) });
}

/** What the mock's start page says. */
export function ofMock({ live, problems, folder }: Pick<MockParts, 'live' | 'problems' | 'folder'>): Starting {
  return {
    server: 'mock',
    contracts: [...live.served.keys()],
    folder,
    translated: (contract, language) => translated(contract, language, folder),
    docsLink: (contract, language, operation) => servedLink(contract, folder, language, operation),
    links: [
      ['/docs/', 'docs'],
      ['/_portrait/requests', 'requests'],
      ['/_portrait/requests.har', 'har'],
      ['/_portrait/health', 'health'],
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
