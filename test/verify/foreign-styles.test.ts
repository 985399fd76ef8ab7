import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { CHECK_NAMES, type CheckName } from '../../src/verify/checks/names.ts';
import { subjectFrom } from '../../src/verify/subject.ts';
import { targetAt } from '../../src/verify/target.ts';
import { verify } from '../../src/verify/verify.ts';
import { wireTo } from '../../src/verify/wire.ts';
import { type Bug, SECRETS, type Style, startShop } from './foreign/shop-server.ts';

const SPEC = fileURLToPath(new URL('../fixtures/specs/shop.yaml', import.meta.url));
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

/** What is found at a server of this style, one line each. */
async function found(style: Style, bug?: Bug): Promise<string[]> {
  const server = await startShop(style, bug);
  const wire = wireTo(server.origin, { timeoutMs: 5_000, connections: 1 });
  try {
    const subject = await subjectFrom(SPEC, new Map(Object.entries(SECRETS)));
    const options = {
      ...{ seed, fuzz: 25, connections: 1, maxTimeMs: 60_000, readOnly: false, failFast: false },
      checks: new Set(CHECK_NAMES),
    };
    const { summary } = await verify(wire, await targetAt(wire), [subject], options, { end() {} });
    return summary.findings.map(
      ({ check, operation, title, came, promised }) => `${check} ${operation}: ${title}: ${came} – ${promised}`,
    );
  } finally {
    wire.close();
    server.stop();
  }
}

const EXPRESS: Style = {
  ...{ wrong: 400, stranger: 401, strict: false, untyped: 'refused', head: 'mirrored', authFirst: false },
  ...{ type: 'application/json; charset=utf-8', repeated: 'last' },
};
const STYLES: readonly [name: string, style: Style, bug: Bug, check: CheckName][] = [
  [
    'like Express',
    EXPRESS,
    (reply, { url = '' }) => (/limit=([6-9]|[1-8]\d|9[0-4])(&|$)/.test(url) ? { status: 500 } : reply),
    'not_a_server_error',
  ],
  [
    'like FastAPI',
    { ...EXPRESS, wrong: 422, stranger: 403, untyped: 'json', head: 405, repeated: 'first', type: 'application/json' },
    (reply, { method }) => (method === 'POST' && reply.status === 422 ? { status: 201, body: { id: 1 } } : reply),
    'negative_data_rejection',
  ],
  [
    'strict',
    { ...EXPRESS, strict: true, head: 404 },
    (reply, { method }) => (method === 'PATCH' && reply.status === 401 ? { status: 204 } : reply),
    'ignored_auth',
  ],
  [
    'behind a gateway that looks at callers first',
    { ...EXPRESS, strict: true, authFirst: true, head: 501, wrong: 422 },
    (reply, { method, url }) =>
      method === 'GET' && url === '/items/1' && reply.status === 200 ? { status: 200, body: { name: 'Ball' } } : reply,
    'response_schema_conformance',
  ],
];

describe(`a server of one contract, SEED=${seed}`, () => {
  it.each(STYLES)('has no finding when it is %s', async (_, style) => {
    expect(await found(style)).toEqual([]);
  });

  it.each(STYLES)('is found out when it is %s, and has a bug', async (_, style, bug, check) => {
    expect((await found(style, bug)).map((line) => line.split(' ', 1)[0])).toContain(check);
  });
});
