import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { CHECK_NAMES, type CheckName } from '../../src/verify/checks/names.ts';
import { subjectFrom } from '../../src/verify/subject.ts';
import { targetAt } from '../../src/verify/target.ts';
import { verify } from '../../src/verify/verify.ts';
import { wireTo } from '../../src/verify/wire.ts';
import { type Notes, startNotes, TOKEN } from './foreign/notes-server.ts';

const SPEC = fileURLToPath(new URL('../fixtures/specs/notes.yaml', import.meta.url));

/** What is found at a server of a contract that is nobody's of ours. */
async function found(
  notes: Notes = {},
): Promise<{ findings: [check: CheckName, operation: string | undefined][]; told: string[] }> {
  const server = await startNotes(notes);
  const wire = wireTo(server.origin, { timeoutMs: 5_000, connections: 1 });
  try {
    const subject = await subjectFrom(SPEC, new Map([['token', TOKEN]]));
    const options = {
      ...{ seed: 1, fuzz: 25, connections: 1, maxTimeMs: 60_000, readOnly: false, failFast: false },
      checks: new Set(CHECK_NAMES),
    };
    const { summary } = await verify(wire, await targetAt(wire), [subject], options, { end() {} });
    return {
      findings: summary.findings.map(({ check, operation }) => [check, operation]),
      told: summary.findings.map(({ check, title, came, promised }) => `${check}: ${title}: ${came} – ${promised}`),
    };
  } finally {
    wire.close();
    server.stop();
  }
}

describe('a server of somebody else’s contract', () => {
  it('has no finding when it holds it', async () => {
    expect((await found()).told).toEqual([]);
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
    expect((await found({ reply })).findings.map(([name]) => name)).toContain(check);
  });
});
