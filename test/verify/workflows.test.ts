import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { contractOf } from '../../src/contract/contract.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import type { Problem } from '../../src/verify/checks/check.ts';
import type { Sequence, SequenceTools } from '../../src/verify/sequences/sequence.ts';
import { criterionOf } from '../../src/verify/workflows/criterion.ts';
import { expressionOf, filledIn, type Known, type Scope } from '../../src/verify/workflows/expression.ts';
import { workflowsBeside } from '../../src/verify/workflows/index.ts';
import { simpleCondition } from '../../src/verify/workflows/simple-condition.ts';

const KNOWN: Known = { inputs: new Set(['token']), outputs: new Set(['before.name', 'before.user']) };

const BODY = { name: 'Rob', counts: { posts: 3 }, 'a/b': [1, 2], none: null };

const SCOPE: Scope = {
  inputs: { token: 'Bearer x' },
  outputs: { before: { name: 'rob', user: { id: '7' } } },
  request: { method: 'PUT', target: '/me?w=4%200', headers: { Accept: 'text/plain' }, body: Buffer.from('{"a":1}') },
  answer: {
    ...{ status: 302, statusText: 'Found', httpVersion: '1.1', rawHeaders: [] },
    headers: { location: 'http://x.example/a.png?w=4' },
    body: Buffer.from(JSON.stringify(BODY)),
  },
};

describe('expressionOf', () => {
  test.each([
    ['$statusCode', 302],
    ['$method', 'PUT'],
    ['$url', '/me?w=4%200'],
    ['$request.header.accept', 'text/plain'],
    ['$request.query.w', '4 0'],
    ['$request.body#/a', 1],
    ['$response.header.Location', 'http://x.example/a.png?w=4'],
    ['$response.body', BODY],
    ['$response.body#/counts/posts', 3],
    ['$response.body#/a~1b/1', 2],
    ['$response.body#/nothing/there', undefined],
    ['$inputs.token', 'Bearer x'],
    ['$steps.before.outputs.name', 'rob'],
    ['$steps.before.outputs.user#/id', '7'],
  ])('%s', (text, value) => {
    expect(expressionOf(text, KNOWN)(SCOPE)).toEqual(value);
  });

  test.each([
    ['$workflows.other.outputs.x', /does not know the expression/],
    ['$inputs.other', /not among the inputs/],
    ['$steps.after.outputs.name', /No step before has the output/],
    ['$steps.before.outputs.other', /No step before has the output/],
  ])('refuses %s', (text, message) => {
    expect(() => expressionOf(text, KNOWN)).toThrow(message);
  });
});

test('filledIn puts expressions into payloads', () => {
  const payload = {
    whole: '$steps.before.outputs.user',
    part: 'I am {$steps.before.outputs.name}',
    as: ['it', 1, null],
  };
  expect(filledIn(payload, KNOWN)(SCOPE)).toEqual({ whole: { id: '7' }, part: 'I am rob', as: ['it', 1, null] });
});

describe('simpleCondition', () => {
  test.each([
    ['$statusCode == 302', true],
    ['$statusCode != 302', false],
    ['$statusCode < 302', false],
    ['$statusCode <= 302', true],
    ['$statusCode > 301', true],
    ['$statusCode >= 303', false],
    ["$response.body#/name == 'ROB'", true],
    ["$response.body#/name == 'it''s'", false],
    ['$response.body#/name == $steps.before.outputs.name', true],
    ['$response.body#/none == null', true],
    ['$response.body#/missing == null', false],
    ['$response.body#/counts == $request.body', false],
    ["$statusCode == 200 || $statusCode == 302 && $method == 'put'", true],
    ['($statusCode == 302 || $statusCode == 200) && $statusCode == 200', false],
    ['!($statusCode == 200)', true],
    ["$response.body#/name < 'Z'", false],
  ])('%s', (text, holds) => {
    expect(simpleCondition(text, KNOWN)(SCOPE)).toBe(holds);
  });

  test.each(['$statusCode =', '$statusCode == ', '($statusCode == 1', '$statusCode == 1 2', 'name == 1', '== 1'])(
    'refuses %s',
    (text) => {
      expect(() => simpleCondition(text, KNOWN)).toThrow();
    },
  );
});

describe('criterionOf', () => {
  test.each([
    ['regex', '$response.header.Location', '^http://x\\.example/.*w=4$', true],
    ['regex', '$response.header.Location', '^HTTP', false],
    ['regex', '$response.body#/name', '^{$steps.before.outputs.name}$', false],
    ['jsonpath', '$response.body', '$[?@.posts == 3]', true],
    ['jsonpath', '$response.body', '$[?@.posts == 4]', false],
    ['jsonpath', '$response.body', '$.nothing', false],
    ['jsonpath', '$response.header.Location', '$.a', false],
  ] as const)('%s of %s: %s', (type, context, condition, holds) => {
    expect(criterionOf({ type, context, condition }, KNOWN).holds(SCOPE)).toBe(holds);
  });

  test('says what came', () => {
    const { seen } = criterionOf({ condition: "$response.body#/name == 'x' && $statusCode == 200" }, KNOWN);
    expect(seen(SCOPE)).toBe('$response.body#/name is "Rob", $statusCode is 302');
  });

  test.each([
    ['regex', '('],
    ['jsonpath', '$[?'],
  ] as const)('refuses a %s that is none', (type, condition) => {
    expect(() => criterionOf({ type, context: '$response.body', condition }, KNOWN)).toThrow();
  });
});

describe('workflowsBeside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-workflows-'));
  const contract = contractOf('mastodon', bundledDocument('mastodon'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (steps: string, more = ''): unknown => {
    const head = 'arazzo: 1.0.1\ninfo: {title: t, version: "1"}\nsourceDescriptions: [{name: m, url: openapi.yaml}]\n';
    const text = `${head}workflows:\n  - workflowId: w\n${more}    steps:\n${steps}`;
    writeFileSync(join(folder, 'workflows.arazzo.yaml'), text);
    return workflowsBeside(join(folder, 'openapi.yaml'), contract).sequences;
  };

  const GOOD = 'successCriteria: [{condition: $statusCode == 200}]';

  test('gives none where there is no file', () => {
    expect(workflowsBeside(join(folder, 'elsewhere/openapi.yaml'), contract)).toEqual({ sequences: [] });
  });

  test('leaves out what is about another contract, and says so', () => {
    read(`      - {stepId: s, operationId: deleteProfileAvatar, ${GOOD}}\n`);
    expect(workflowsBeside(join(folder, 'other.yaml'), contract)).toEqual({
      sequences: [],
      note: expect.stringMatching(/workflows\.arazzo\.yaml is about openapi\.yaml\.$/),
    });
  });

  test('gives a sequence for each workflow', () => {
    const [sequence] = read(
      '      - {stepId: s, operationId: deleteProfileAvatar, successCriteria: [{condition: $statusCode == 200}]}\n',
    ) as { name: string; writes: boolean }[];
    expect(sequence).toMatchObject({ name: 'w', source: 'workflows', writes: true, needsMemory: true });
  });

  test.each([
    [`{stepId: s, operationId: nothing, ${GOOD}}`, /w, step s: There is no operation “nothing”/],
    [`{stepId: s, workflowId: other, operationId: deleteProfileAvatar, ${GOOD}}`, /steps\/0 .*“workflowId”/],
    [`{stepId: s, operationId: deleteProfileAvatar, onFailure: [], ${GOOD}}`, /steps\/0 .*“onFailure”/],
    ['{stepId: s, operationId: deleteProfileAvatar}', /must have required property 'successCriteria'/],
    ['{stepId: s, operationId: deleteProfileAvatar, successCriteria: [{condition: a, type: xpath}]}', /allowed values/],
    ['{stepId: s, operationId: deleteProfileAvatar, successCriteria: [{condition: a, type: regex}]}', /'context'/],
    [
      `{stepId: s, operationId: deleteProfileAvatar, parameters: [{name: w, in: header, value: 1}], ${GOOD}}`,
      /no parameter “w”/,
    ],
    [`{stepId: s, operationId: deleteProfileAvatar, outputs: {x: $nothing}, ${GOOD}}`, /does not know the expression/],
  ])('refuses %s', (step, message) => {
    expect(() => read(`      - ${step}\n`)).toThrow(message);
  });

  test('refuses an input that is no credential, and names the file', () => {
    const step = `      - {stepId: s, operationId: deleteProfileAvatar, ${GOOD}}\n`;
    const inputs = '    inputs: {type: object, properties: {nobody: {type: string}}}\n';
    expect(() => read(step, inputs)).toThrow(/workflows\.arazzo\.yaml: w: the input “nobody” is no test credential/);
  });

  test('tells of the first step that does not meet its criteria, at its operation, and ends there', async () => {
    const [sequence] = read(
      [
        '      - {stepId: one, operationId: deleteProfileAvatar, successCriteria: [{condition: $statusCode == 200}]}',
        '      - {stepId: two, description: Gone., operationId: deleteProfileHeader, successCriteria: [{condition: $statusCode == 404}]}',
        '      - {stepId: three, operationId: deleteProfileHeader, successCriteria: [{condition: $statusCode == 200}]}\n',
      ].join('\n'),
    ) as Sequence[];
    const asked: [title: string, target: string, tolerates: readonly number[] | undefined][] = [];
    const told: (Problem | undefined)[] = [];
    await sequence?.run({
      subject: { contract, conformance: { pointerTo: ({ id }: { id: string }) => `/${id}` } },
      ask: async (title: string, { target }: { target: string }, tolerates?: readonly number[]) => {
        asked.push([title, target, tolerates]);
        return { answer: { ...SCOPE.answer, status: 200 } };
      },
      tell: (_check: string, _steps: unknown, problem?: Problem) => told.push(problem),
    } as unknown as SequenceTools);
    expect(asked).toEqual([
      ['one', '/api/v1/profile/avatar', [200]],
      ['two', '/api/v1/profile/header', [404]],
    ]);
    expect(told).toEqual([
      undefined,
      {
        came: '200; $statusCode is 200',
        promised: '$statusCode == 404, in the step two of the workflow w. Gone.',
        pointer: '/deleteProfileHeader',
      },
    ]);
  });
});
