import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { type FailureKind, failureRow, type Violation } from '../../src/contract/failures.ts';
import {
  badCells,
  carriersOf,
  goodCredentials,
  takesTokenInBody,
  withAuthorization,
  withTokenIn,
  withTokenInBody,
  wordOf,
} from '../../src/verify/cases/credential-cases.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { answerFaults, exampleHeaders } from '../declared.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { type RunningMock, startMock } from '../mock-process.ts';
import { rehosted } from '../rehosted.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import { CREDENTIAL_TEXTS } from './credential-texts.ts';

/** Good credentials that are refused by some operations, or answered with another success than the first. */
const RIGHTS: Record<string, (operation: Operation) => 'first' | 'refused' | { example: string }> = {
  'rob-read-only': () => 'refused',
  'other-app-secret-key': () => 'refused',
  manager: ({ path, method }) => ownAnswer(path, method === 'get' ? 'managersAvatar' : 'managersReplacedAvatar'),
  master: ({ path, method }) =>
    ownAnswer(path, method === 'get' ? 'administratorsAvatar' : 'administratorsReplacedAvatar'),
  userSevenWithoutUserManage({ path, method }) {
    if (path.includes('/me/')) return { example: method === 'get' ? 'placeholderAvatar' : 'firstAvatar' };
    return method === 'get' ? 'first' : 'refused';
  },
  reader: ({ method }) => (method === 'get' ? 'first' : 'refused'),
};

function ownAnswer(path: string, example: string): 'first' | { example: string } {
  return path.includes('/me/') ? { example } : 'first';
}

/** Credentials with a defect that comes to word after the scope, which they lack. */
const NARROW_AND_DEFECTIVE = ['unconfirmed-read-only', 'app-read-only'];

const KINDS: Record<string, FailureKind> = {
  missing: 'credentialMissing',
  malformed: 'credentialMalformed',
  unknown: 'credentialUnknown',
};

const carried = operations.flatMap(([title, contract, operation]) =>
  carriersOf(contract, operation).map(([place, key]) => [title, place, key, contract, operation] as const),
);

let mock: SharedMock;
let open: RunningMock;

beforeAll(async () => {
  [mock, open] = await Promise.all([sharedMock(), startMock('--log-format', 'off', '--any-token')]);
});

afterAll(() => open.stop());

describe.each(operations)('%s', (_, contract, operation) => {
  const isOpen = operation.security.length === 0;
  const good = goodRequest(contract, operation);
  const ask = (origin: string, authorization: string | undefined): Promise<Answered> =>
    exchange(origin, withAuthorization(good, authorization));

  it.each(badCells(contract))('answers a request with %s', async (_title, authorization, wrong) => {
    const answer = await ask(mock.origin, authorization);
    if (isOpen) expectSuccess(contract, operation, mock.origin, answer);
    else expectRefused(contract, operation, wrong, answer);
  });

  it.each(contract.credentials.filter(({ defect }) => defect !== undefined).map((one) => [one.name, one] as const))(
    'answers a request with the bad credential %s',
    async (name, credential) => {
      const answer = await ask(mock.origin, credential.credential);
      if (isOpen) expectSuccess(contract, operation, mock.origin, answer);
      else expectRefused(contract, operation, name, answer);
    },
  );

  it.each(goodCredentials(contract))('answers a request with the good credential %s', async (name, credential) => {
    const answer = await ask(mock.origin, credential.credential);
    const right = isOpen ? 'first' : (RIGHTS[name]?.(operation) ?? 'first');
    if (right === 'refused') expectRefused(contract, operation, name, answer);
    else expectSuccess(contract, operation, mock.origin, answer, right === 'first' ? undefined : right.example);
  });

  it('lets any well-formed credential in with --any-token, and nothing else', async () => {
    const word = wordOf(contract);
    for (const authorization of [`${word} whatever`, ...contract.credentials.map(({ credential }) => credential)]) {
      const answer = await ask(open.origin, authorization);
      expect([authorization, answer.status]).toEqual([authorization, firstStatus(operation)]);
    }
    for (const [, authorization, wrong] of badCells(contract).filter(([, , one]) => one !== 'unknown')) {
      const answer = await ask(open.origin, authorization);
      if (isOpen) expectSuccess(contract, operation, open.origin, answer);
      else expectRefused(contract, operation, wrong, answer);
    }
  });
});

describe.each(carried)('%s by the %s %s', (_title, place, key, contract, operation) => {
  it('takes each token as it does by the header', async () => {
    const good = goodRequest(contract, operation);
    for (const { name, credential } of contract.credentials) {
      const secret = credential.replace(/^\S+ /, '');
      const answer = await exchange(mock.origin, withTokenIn(good, place, key, secret));
      const byHeader = await exchange(mock.origin, withAuthorization(good, credential));
      expect([name, answer.status, answer.body.toString()]).toEqual([name, byHeader.status, byHeader.body.toString()]);
      expect([name, answerFaults(contract, operation, answer)]).toEqual([name, []]);
      // A redirect must not carry the token on.
      expect(answer.headers['location'] ?? '').not.toContain(secret);
    }
  });
});

describe.each(operations.filter(([, contract, operation]) => takesTokenInBody(contract, operation)))(
  '%s',
  (_, contract, operation) => {
    it('takes the token as access_token in its body too', async () => {
      const good = goodRequest(contract, operation);
      const token = good.headers['authorization']?.replace(/^\S+ /, '') ?? '';
      const answer = await exchange(mock.origin, withTokenInBody(good, token));
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([200, []]);
    });
  },
);

function firstStatus({ responses }: Operation): number | undefined {
  return [...responses.keys()][0];
}

/** The success with this example, or the first. */
function expectSuccess(
  contract: Contract,
  operation: Operation,
  origin: string,
  answer: Answered,
  example?: string,
): void {
  const [response] = operation.responses.values();
  const name = example ?? response?.exampleNames[0];
  expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([response?.status, []]);
  const value = response?.media?.examples.get(name ?? '')?.value;
  expect(jsonIn(answer)).toEqual(value === undefined ? undefined : rehosted(contract, value, origin));
}

/** Status, headers and body: letter by letter, as the contract has them, and as the failure table names them. */
function expectRefused(contract: Contract, operation: Operation, wrong: string, answer: Answered): void {
  const text = CREDENTIAL_TEXTS[contract.api]?.[wrong];
  if (text === undefined) throw new Error(`The table has no text for ${contract.api} ${wrong}.`);
  expect({ status: answer.status, body: jsonIn(answer), challenge: answer.headers['www-authenticate'] }).toEqual({
    challenge: undefined,
    ...text,
  });
  expect(answerFaults(contract, operation, answer)).toEqual([]);
  const example = exampleByTable(contract, wrong);
  const response = operation.responses.get(answer.status);
  expect(response?.media?.examples.get(example)?.value).toEqual(jsonIn(answer));
  for (const [name, value] of response === undefined ? [] : exampleHeaders(response, example))
    expect([name, answer.headers[name]]).toEqual([name, value]);
  expect(JSON.parse(answer.headers['sl-violations'] ?? '')).toMatchObject([
    { location: ['request', expect.any(String), expect.any(String)], severity: 'Error' },
  ]);
}

/** The example that the API's failure table gives for what is wrong. */
function exampleByTable({ api, credentials }: Contract, wrong: string): string {
  const table = apis.find(({ name }) => name === api)?.failures;
  if (table === undefined) throw new Error(`${api} has no failure table.`);
  const credential = credentials.find(({ name }) => name === wrong);
  const isTooNarrow = NARROW_AND_DEFECTIVE.includes(wrong);
  const defect = isTooNarrow ? undefined : credential?.defect;
  const otherKind: FailureKind = wrong === 'other-app-secret-key' ? 'subjectUnknown' : 'scopeMissing';
  const kind =
    KINDS[wrong] ??
    (defect === 'unknown' ? 'credentialUnknown' : defect === undefined ? otherKind : 'credentialDefective');
  const violation: Violation = { location: ['request'], severity: 'Error', code: kind, message: '' };
  const row = failureRow(table, kind, { violations: [violation], ...(defect === undefined ? {} : { defect }) });
  return String(row.example);
}
