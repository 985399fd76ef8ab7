import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../src/contract/contract.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { harEntry } from '../../src/edge/har.ts';
import { veilOf } from '../../src/edge/secrets.ts';
import type { HarEntry } from '../../src/verify/har-entries.ts';
import { contracts } from '../contracts.ts';
import type { JudgeFinding } from './finding.ts';
import { harEntriesIn } from './har-lines.ts';
import { compared, type KnownDifference, knownDifferencesIn } from './known-differences.ts';
import { prismOnRecorded } from './prism-judge.ts';
import { ablestOf } from './schemathesis-judge.ts';
import { failedChecksIn } from './schemathesis-report.ts';

const KNOWN: KnownDifference = {
  judge: 'schemathesis',
  api: 'mastodon',
  operation: 'deleteProfile*',
  check: 'unsupported_method',
  match: 'returned 404, expected 405',
  reason: 'A wrong method is 404 there.',
  link: 'https://docs.example/methods',
};

const FINDING: JudgeFinding = {
  judge: 'schemathesis',
  server: 'serve',
  api: 'mastodon',
  operation: 'deleteProfileAvatar',
  check: 'unsupported_method',
  text: 'Wrong response: TRACE returned 404, expected 405 | coverage',
};

const WHOLE = { judges: ['schemathesis'], apis: ['mastodon'] } as const;

describe('known differences', () => {
  it('excuse what they are about', () => {
    expect(compared([FINDING, { ...FINDING, server: 'mock' }], [KNOWN], WHOLE)).toEqual({ unknown: [], unused: [] });
  });

  it.each<[string, Partial<JudgeFinding>]>([
    ['judge', { judge: 'prism' }],
    ['API', { api: 'adapty' }],
    ['operation', { operation: 'createProfile' }],
    ['check', { check: 'ignored_auth' }],
    ['text', { text: 'TRACE returned 500, expected 405' }],
  ])('excuse no other %s, and are unused then', (_, other) => {
    const strange = { ...FINDING, ...other };
    expect(compared([strange], [KNOWN], WHOLE)).toEqual({ unknown: [strange], unused: [KNOWN] });
  });

  it('are used together where several are about one finding', () => {
    expect(compared([FINDING], [KNOWN, { ...KNOWN, match: 'TRACE' }], WHOLE)).toEqual({ unknown: [], unused: [] });
  });

  it.each([
    ['judge', { judges: ['prism'], apis: ['mastodon'] }],
    ['API', { judges: ['schemathesis'], apis: ['adapty'] }],
  ] as const)('are not unused where the run was about another %s', (_, scope) => {
    expect(compared([], [KNOWN], scope).unused).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['has no reason', { reason: undefined }, 'entry 2 has no “reason”'],
    ['has a word too many', { because: 'x' }, 'entry 2 has “because”; there are judge, api'],
    ['knows another judge', { judge: 'dredd' }, 'entry 2 has the judge “dredd”; there are prism'],
    ['has a broken pattern', { match: '(' }, 'entry 2 has a match that is no regular expression'],
    ['has no address', { link: 'see there' }, 'entry 2 has a link that is no address: see there'],
  ])('are refused where an entry %s', (_, part, message) => {
    const file = written('known.yaml', JSON.stringify([KNOWN, { ...KNOWN, ...part }]));
    expect(() => knownDifferencesIn(file)).toThrow(message);
  });

  it('can be read, are about operations that there are, and are few', () => {
    const known = knownDifferencesIn(join(ROOT, 'test/known-differences.yaml'));
    for (const { api, operation } of known) {
      const ids = contractNamed(api).operations.map(({ id }) => id);
      const pattern = new RegExp(`^${operation.replaceAll('*', '.*')}$`);
      expect(ids.filter((id) => pattern.test(id))).not.toEqual([]);
    }
    expect(known.length).toBeLessThanOrEqual(20);
  });
});

const REFUSED = '{"avatarUrl":null,"error":"No."}';

describe('Prism', () => {
  const AVATAR = { method: 'GET', path: '/api/public/user/6/avatar', status: 200 };
  const GOOD = '{"avatarUrl":"http://127.0.0.1/1677061054831/userAvatars/6/avatar.jpg"}';

  it('has nothing to say about what keeps the contract', async () => {
    const { exchanges, findings } = await judgedByPrism([
      { ...AVATAR, answer: GOOD },
      { ...AVATAR, answer: '{"avatarUrl":null,"error":"Sign in."}', status: 401, authorization: '' },
      { method: 'PUT', path: '/api/public/user/me/avatar', body: '{"avatarUrl":7}', status: 400, answer: REFUSED },
    ]);
    expect({ exchanges, findings }).toEqual({ exchanges: 3, findings: [] });
  });

  it.each<[string, Partial<Told>, string, string]>([
    ['a body of another shape', { answer: '{"avatarUrl":7}' }, 'response', 'avatarUrl'],
    ['a body that is no JSON', { answer: '{"avatarUrl":' }, 'response', 'must be object'],
    ['another media type', { answer: GOOD, type: 'text/html' }, 'response', 'text/html'],
    ['a success that is not declared', { answer: GOOD, status: 206 }, 'response', 'Unable to match'],
    ['a failure that is not declared', { answer: REFUSED, status: 418 }, 'response', 'Unable to match'],
    ['a caller who need not be known', { answer: GOOD, authorization: '' }, 'request', 'Invalid security scheme'],
    ['a parameter that is none', { answer: GOOD, path: '/api/public/user/six/avatar' }, 'request', 'userid'],
  ])('finds %s', async (_, planted, check, text) => {
    const { findings } = await judgedByPrism([
      { ...AVATAR, answer: GOOD },
      { ...AVATAR, answer: GOOD, ...planted },
    ]);
    expect(findings[0]).toMatchObject({ judge: 'prism', api: 'creators-hub', operation: 'getUserAvatar' });
    expect(new Set(findings.map((finding) => finding.check))).toEqual(new Set([check]));
    expect(findings[0]?.text).toContain(text);
  });

  it('passes over what is no operation', async () => {
    const { exchanges } = await judgedByPrism([
      { method: 'HEAD', path: AVATAR.path, status: 200, answer: '' },
      { method: 'DELETE', path: AVATAR.path, status: 405, answer: '{}' },
      { method: 'GET', path: '/_portrait/health', status: 200, answer: '{}' },
    ]);
    expect(exchanges).toBe(0);
  });
});

describe('Schemathesis', () => {
  it('is heard by its report: what failed, and what it could not do', async () => {
    const failure = {
      operation: 'PUT /user/me/avatar',
      title: 'Schema-valid request rejected',
      message: 'Valid\nmore',
    };
    const content = { $base64: Buffer.from('{"error":"no"}').toString('base64') };
    const recorder = {
      label: 'PUT /user/me/avatar',
      checks: {
        one: [{ name: 'not_a_server_error', status: 'success' }],
        two: [{ name: 'positive_data_acceptance', status: 'failure', failure_info: { failure } }],
      },
      interactions: {
        two: {
          request: { method: 'PUT', uri: 'http://a/user/me/avatar' },
          response: { status_code: 422, headers: { 'sl-violations': ['[{"code":"pictureInvalid"}]'] }, content },
        },
      },
    };
    const lines = [
      { ScenarioStarted: { phase: 'fuzzing' } },
      { ScenarioFinished: { phase: 'fuzzing', status: 'failure', recorder } },
      { NonFatalError: { label: 'GET /a', value: { message: 'Unresolvable reference' } } },
    ];
    const file = written('report.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(await Array.fromAsync(failedChecksIn(file))).toEqual([
      {
        check: 'positive_data_acceptance',
        endpoint: 'PUT /user/me/avatar',
        text: 'Schema-valid request rejected: Valid | fuzzing | PUT http://a/user/me/avatar | 422 | {"error":"no"} | [{"code":"pictureInvalid"}]',
      },
      { check: 'error', endpoint: 'GET /a', text: 'Unresolvable reference' },
    ]);
  });

  it('comes as somebody who may do most', () => {
    expect(contracts.map((contract) => ablestOf(contract).name)).toEqual([
      'rob-write-accounts',
      'secret-key',
      'manager',
      'profileEditor',
    ]);
  });
});

interface Told {
  method: string;
  path: string;
  authorization?: string;
  body?: string;
  status: number;
  answer: string;
  type?: string;
}

/** Writes a recording as `portrait verify` does, an entry on a line, and puts it to Prism. */
function judgedByPrism(exchanges: readonly Told[]) {
  const entries = exchanges.map((told) => JSON.stringify(entryOf(told)));
  const file = written('recorded.har', `{"log":{"entries":[\n${entries.join(',\n')}\n]}}\n`);
  return prismOnRecorded(contractNamed('creators-hub'), 'serve', harEntriesIn(file));
}

function entryOf({
  method,
  path,
  authorization = 'Bearer portrait-user-6',
  body,
  status,
  answer,
  type,
}: Told): HarEntry {
  const sent = body === undefined ? [] : ['Content-Type', 'application/json', 'Content-Length', String(body.length)];
  const headers = [...(authorization === '' ? [] : ['Authorization', authorization]), ...sent];
  const octets = body === undefined ? undefined : Buffer.from(body);
  const challenge = status === 401 ? ['WWW-Authenticate', 'Bearer'] : [];
  return harEntry(
    {
      startedAt: 0,
      tookMs: 1,
      request: {
        method,
        url: `http://127.0.0.1:4020${path}`,
        httpVersion: '1.1',
        headers,
        body: octets,
        bytes: octets?.length ?? 0,
      },
      response: {
        status,
        statusText: '',
        httpVersion: '1.1',
        headers: ['Content-Type', type ?? 'application/json', ...challenge],
        body: Buffer.from(answer),
      },
    },
    // As `portrait verify` writes it: test credentials are no secrets.
    veilOf([], ['Bearer portrait-user-6']),
  ) as HarEntry;
}

function contractNamed(name: string): Contract {
  const contract = contracts.find(({ api }) => api === name);
  if (contract === undefined) throw new Error(`There is no ${name}.`);
  return contract;
}

function written(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'portrait-judge-test-')), name);
  writeFileSync(file, text);
  return file;
}
