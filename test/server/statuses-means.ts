import { randomUUID } from 'node:crypto';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { type Example, METHODS, type TestCredential } from '../../src/contract/document.ts';
import { Refusal } from '../../src/contract/failures.ts';
import { authenticate } from '../../src/contract/security.ts';
import { bodyLimitOf } from '../../src/contract/uploads.ts';
import { type GoodRequest, goodRequest } from '../../src/verify/cases/good-request.ts';
import { BOUNDARY, filePart, formBytes } from '../../src/verify/cases/uploads/form.ts';
import { type Answered, exchange, type Sent } from '../exchange.ts';

/** What an operation shall be brought to answer. */
export interface Goal {
  contract: Contract;
  operation: Operation;
  status: number;
}

/** What has to be done to the server for it; most answers need nothing but a request. */
export type Stage = 'as it is' | 'throttled' | 'database away' | 'record damaged';

/** A real means to bring a server to an answer. */
export interface Means {
  /** In words, for the test's name. */
  name: string;
  stage: Stage;
  serves(goal: Goal): boolean;
  reach(origin: string, goal: Goal): Promise<Answered>;
}

/** Requests that a test makes to be throttled; where more are allowed, its server allows as many only. */
export const MOST_REQUESTS = 300;

/** The session in which the record of Mastodon's account is damaged. */
export const DAMAGED = 'damaged';

const NOBODY = '990099';

/** The first that serves a goal is the one to be used. */
export const MEANS: readonly Means[] = [
  byRequest(
    'a good request',
    ({ operation, status }) => status === successOf(operation),
    (good) => good,
  ),
  byRequest(
    'no body',
    ({ operation, status }) => status === 400 && operation.body !== undefined,
    (good) => ({
      ...good,
      body: undefined,
    }),
  ),
  byRequest(
    'none of the headers of which one is needed',
    ({ operation, status }) => status === 400 && operation.requiredAnyOf.length > 0,
    (good, { operation }) => ({ ...good, headers: without(good.headers ?? {}, operation.requiredAnyOf.flat()) }),
  ),
  byRequest(
    'an id of nobody’s form',
    ({ operation, status }) => status === 400 && operation.path.includes('{'),
    (good, goal) => ({ ...good, path: pathWith(goal, '-') }),
  ),
  byRequest(
    'a header of too many lines',
    ({ status }) => status === 400,
    (good) => ({
      ...good,
      headers: { ...good.headers, ...Object.fromEntries(Array.from({ length: 201 }, (_, line) => [`x-${line}`, '1'])) },
    }),
  ),
  byRequest(
    'a revoked token',
    ({ status }) => status === 401,
    (good, { contract }) => ({
      ...good,
      headers: { ...good.headers, authorization: credentialThat(contract, ({ defect }) => defect === 'revoked') },
    }),
  ),
  byRequest(
    'a token that may not',
    ({ status }) => status === 403,
    (good, goal) => ({
      ...good,
      headers: { ...good.headers, authorization: credentialWith(goal, false) },
    }),
  ),
  {
    name: 'the same once more',
    stage: 'as it is',
    serves: ({ contract, status }) => status === 404 && contract.api === 'adapty',
    async reach(origin, goal) {
      const request = inSession(requestFor(goal));
      await exchange(origin, request);
      return exchange(origin, request);
    },
  },
  byRequest(
    'an id of nobody',
    ({ operation, status }) => status === 404 && operation.path.includes('{'),
    (good, goal) => ({
      ...good,
      path: pathWith(goal, NOBODY),
      headers: { ...good.headers, authorization: credentialWith(goal, true, NOBODY) },
    }),
  ),
  byRequest(
    'a slash too many',
    ({ status }) => status === 404,
    (good) => ({ ...good, path: `${good.path}/` }),
  ),
  byRequest(
    'a method that the path has not',
    ({ status }) => status === 405,
    (good, goal) => ({
      ...good,
      method: otherMethod(goal),
    }),
  ),
  byRequest(
    'a body that is too large',
    ({ status }) => status === 413,
    (good, { operation }) => ({
      ...good,
      body: Buffer.alloc(operation.body === undefined ? 0 : bodyLimitOf(operation.body) + 1),
    }),
  ),
  byRequest(
    'a body of another type',
    ({ status }) => status === 415,
    (good) => ({
      ...good,
      headers: { ...good.headers, 'content-type': 'text/plain' },
    }),
  ),
  byRequest(
    'the token of an app without a user',
    ({ contract, status }) => status === 422 && contract.api === 'mastodon',
    (good, { contract }) => ({
      ...good,
      headers: {
        ...good.headers,
        authorization: credentialThat(
          contract,
          ({ defect, scopes }) => defect === 'userless' && scopes.includes('write:accounts'),
        ),
      },
    }),
  ),
  byRequest('a body that cannot become a picture', ({ status }) => status === 422, notAPicture),
  {
    name: 'one request too many',
    stage: 'throttled',
    serves: ({ status }) => status === 429,
    reach: throttled,
  },
  {
    ...byRequest('a database that is away', isStorageFailure, (good) => good),
    stage: 'database away',
  },
  {
    name: 'a record that somebody has damaged in the database',
    stage: 'record damaged',
    serves: ({ contract, status }) => status === 500 && contract.api === 'mastodon',
    reach: (origin, goal) => exchange(origin, inSession(requestFor(goal), DAMAGED)),
  },
];

/** What no real means reaches: by API and status, why. The server still gives it when `Prefer` asks for it. */
export const UNREACHABLE: readonly { api: string; status: number; why: string }[] = [
  {
    api: 'mastodon',
    status: 410,
    why: 'A server that closes down for good (self-destruct mode) answers nothing else any more; this one has no such mode.',
  },
];

/** A means that needs a good request only, changed a little, in a session of its own. */
function byRequest(name: string, serves: (goal: Goal) => boolean, change: (good: Sent, goal: Goal) => Sent): Means {
  return {
    name,
    stage: 'as it is',
    serves,
    reach: (origin, goal) => exchange(origin, inSession(change(requestFor(goal), goal))),
  };
}

/** A request that gets the operation's success from the reference server, with these headers besides. */
export function requestFor({ contract, operation }: Goal, headers: Record<string, string> = {}): GoodRequest {
  const [media] = operation.body?.content.values() ?? [];
  // Of what is fetched by its URL, only a picture of the contract is there without going online.
  const example = [...(media?.examples.keys() ?? [])].find((name) => name === 'pictureOfThisInstance');
  return goodRequest(contract, operation, { headers, ...(example === undefined ? {} : { example }) });
}

function inSession(request: Sent, session: string = randomUUID()): Sent {
  return { ...request, headers: { ...request.headers, 'x-portrait-session': session } };
}

function successOf({ responses }: Operation): number | undefined {
  return responses.keys().next().value;
}

/** A storage that fails is 503 where the API has that, else 500. */
function isStorageFailure({ operation, status }: Goal): boolean {
  return status === (operation.responses.has(503) ? 503 : 500);
}

function without(headers: NonNullable<Sent['headers']>, names: readonly string[]): NonNullable<Sent['headers']> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function pathWith({ contract, operation }: Goal, value: string): string {
  return `${contract.basePaths[0]}${operation.path.replace(/\{[^}]+\}/g, value)}`;
}

function otherMethod({ contract, operation }: Goal): string {
  const taken = contract.operations.filter(({ path }) => path === operation.path).map(({ method }) => method);
  const free = METHODS.find((method) => !taken.includes(method) && method !== 'head' && method !== 'options');
  return (free ?? '').toUpperCase();
}

function credentialThat({ api, credentials }: Contract, suits: (credential: TestCredential) => boolean): string {
  const found = credentials.find(suits);
  if (found === undefined) throw new Error(`${api} has no such credential.`);
  return found.credential;
}

/** A known credential, good but for its kind, that has the right to this very operation, or has not. */
function credentialWith(goal: Goal, right: boolean, pathValue?: string): string {
  const { contract, operation } = goal;
  const params = Object.fromEntries(
    operation.parameters
      .filter((parameter) => parameter.in === 'path')
      .map(({ name, examples }) => [
        name,
        pathValue ?? String(Object.values((examples ?? {}) as Record<string, Example>)[0]?.value),
      ]),
  );
  return credentialThat(contract, ({ credential, defect }) => {
    if (defect !== undefined && defect !== 'appToken') return false;
    const headers = { authorization: credential };
    const request = { contract, operation, search: '', query: new URLSearchParams(), params, headers, origin: '' };
    try {
      authenticate({ ...request, body: undefined, unread: undefined }, {}, { anyToken: false });
      return right;
    } catch (error) {
      return error instanceof Refusal && !right;
    }
  });
}

function notAPicture(good: Sent, { operation }: Goal): Sent {
  const [media] = operation.body?.content.values() ?? [];
  const [part = ''] = media?.properties.keys() ?? [];
  const text = 'This is a text.';
  if (media?.type === 'application/json') return { ...good, body: JSON.stringify({ [part]: 'http://192.168.0.1/' }) };
  if (media?.type.startsWith('multipart/') !== true) return { ...good, body: text };
  return {
    ...good,
    headers: { ...good.headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: formBytes([filePart(part, 'image/jpeg', text)]),
  };
}

/** Asks as often as is allowed, in one session, and then once more. */
async function throttled(origin: string, goal: Goal): Promise<Answered> {
  const limits = goal.operation.rateLimits.filter(({ per }) => per !== 'address');
  const least = Math.min(...limits.map(({ requests }) => requests), MOST_REQUESTS);
  const request = inSession(requestFor(goal));
  // Without its body: a refused request counts as well.
  const refused = { ...request, body: '' };
  await Promise.all(Array.from({ length: least }, () => exchange(origin, refused)));
  return exchange(origin, request);
}
