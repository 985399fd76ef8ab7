import '../lean.ts';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { CHECK_NAMES, type CheckName } from '../../src/verify/checks/names.ts';
import { type Subject, subjectFrom } from '../../src/verify/subject.ts';
import { targetAt } from '../../src/verify/target.ts';
import { verify } from '../../src/verify/verify.ts';
import { wireTo } from '../../src/verify/wire.ts';
import type { Listening } from '../loopback.ts';
import { seed } from '../seed.ts';
import { type Notes, startNotes, TOKEN } from './foreign/notes-server.ts';
import { type Bug, SECRETS, type Style, startShop } from './foreign/shop-server.ts';

/** Contracts that are nobody's of ours. */
const notes = await subjectOf('notes', { token: TOKEN });
const shop = await subjectOf('shop', SECRETS);

function subjectOf(name: string, credentials: Record<string, string>): Promise<Subject> {
  const file = fileURLToPath(new URL(`../fixtures/specs/${name}.yaml`, import.meta.url));
  return subjectFrom(file, new Map(Object.entries(credentials)));
}

/** What is found at a server, one line each; of one check the first is enough. */
async function found(server: Listening, subject: Subject, seed: number, check?: CheckName): Promise<string[]> {
  const wire = wireTo(server.origin, { timeoutMs: 5_000, connections: 1 });
  try {
    const options = {
      ...{ seed, fuzz: 25, connections: 1, maxTimeMs: 60_000, readOnly: false, failFast: check !== undefined },
      checks: new Set(check === undefined ? CHECK_NAMES : [check]),
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

const checksIn = (lines: readonly string[]): (string | undefined)[] => lines.map((line) => line.split(' ', 1)[0]);

describe('a server of somebody else’s contract', () => {
  it('has no finding when it holds it', async () => {
    expect(await found(await startNotes(), notes, 1)).toEqual([]);
  });

  it.each<[title: string, bug: NonNullable<Notes['reply']>, check: CheckName]>([
    ['lets everybody in', (reply) => (reply.status === 401 ? { status: 200, body: [] } : reply), 'ignored_auth'],
    [
      'takes every note',
      (reply) =>
        reply.status === 422 ? { status: 201, body: { id: 1, text: 'x' }, headers: { Location: '/' } } : reply,
      'negative_data_rejection',
    ],
    [
      'takes no note',
      (reply) => (reply.status === 201 ? { status: 422, body: { why: 'no' } } : reply),
      'positive_data_acceptance',
    ],
    [
      'answers with another status',
      (reply) => (reply.status === 201 ? { ...reply, status: 202 } : reply),
      'status_code_conformance',
    ],
    ['forgets a header', ({ headers: _, ...reply }) => reply, 'response_headers_conformance'],
    [
      'gives ids as texts',
      (reply) => (reply.status === 200 ? { ...reply, body: [{ id: '1', text: 'x' }] } : reply),
      'response_schema_conformance',
    ],
    ['fails', (reply) => (reply.status === 400 ? { status: 500 } : reply), 'not_a_server_error'],
    [
      'deletes nothing',
      (reply, { method }) => (method === 'DELETE' && reply.status === 404 ? { status: 204 } : reply),
      'use_after_free',
    ],
    ['has every method', (reply) => (reply.status === 405 ? { status: 200, body: [] } : reply), 'unsupported_method'],
    [
      'forgets a method',
      (reply) => (reply.status === 405 ? { ...reply, headers: { Allow: 'GET' } } : reply),
      'allow_header_conformance',
    ],
  ])('is found out when it %s', async (_, reply, check) => {
    expect(checksIn(await found(await startNotes({ reply }), notes, 1, check))).toContain(check);
  });
});

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
    expect(await found(await startShop(style), shop, seed)).toEqual([]);
  });

  it.each(STYLES)('is found out when it is %s, and has a bug', async (_, style, bug, check) => {
    expect(checksIn(await found(await startShop(style, bug), shop, seed, check))).toContain(check);
  });
});
