import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { corpusOf } from '../corpus.ts';
import { sampled } from '../deep.ts';
import { type Answered, exchange, type Sent, steadyHeaders } from '../exchange.ts';
import { type RunningMock, startMock } from '../mock-process.ts';
import { seed } from '../seed.ts';

/** Both mocks are called by this name, so that their pictures have one origin. */
const HOST = 'portrait.example:4010';

const AT_ONCE = 8;

let remembering: RunningMock;
let forgetful: RunningMock;

beforeAll(async () => {
  [remembering, forgetful] = await Promise.all([
    startMock('--log-format', 'off'),
    startMock('--log-format', 'off', '--remember', '0'),
  ]);
});

afterAll(() => Promise.all([remembering.stop(), forgetful.stop()]));

describe.each(operations)('%s', (_, contract, operation) => {
  it(`has the same answers from memory as from Prism, byte for byte, SEED=${seed}`, async () => {
    const whole = corpusOf(contract, operation);
    expect(whole.length).toBeGreaterThan(50);
    const corpus = sampled(whole, 3);
    for (let index = 0; index < corpus.length; index += AT_ONCE) {
      await Promise.all(
        corpus.slice(index, index + AT_ONCE).map(([title, request]) => expectOneAnswer(title, request)),
      );
    }
  });

  it.each([
    ['a good request', {}],
    ['a refused one', { authorization: 'Bearer portrait-nobody' }],
    ['one with a preference', { prefer: 'code=500' }],
    ['a made up one with a seed', { prefer: 'dynamic=true, seed=12345, code=500' }],
  ])('does remember %s', async (_title, headers) => {
    const request = goodRequest(contract, operation, { headers: { ...headers, 'x-asked-by': 'memory.test' } });
    await exchange(remembering.origin, { method: 'DELETE', path: '/_portrait/requests' });
    await exchange(remembering.origin, request);
    await exchange(remembering.origin, request);
    await exchange(forgetful.origin, { method: 'DELETE', path: '/_portrait/requests' });
    await exchange(forgetful.origin, request);
    await exchange(forgetful.origin, request);
    expect((await fromMemory(remembering)).at(-1)).toBe(true);
    expect(await fromMemory(forgetful)).toEqual([false, false]);
  });

  it('does not remember what is made up without a seed', async () => {
    const request = goodRequest(contract, operation, { headers: { prefer: 'dynamic=true, code=500' } });
    await exchange(remembering.origin, { method: 'DELETE', path: '/_portrait/requests' });
    await exchange(remembering.origin, request);
    await exchange(remembering.origin, request);
    expect(await fromMemory(remembering)).toEqual([false, false]);
  });
});

/** Two requests to one operation that differ in one thing; undefined takes it away. */
type Difference = [title: string, operationId: string, one: Partial<Sent>, other: Partial<Sent>];

const XS = 'x'.repeat(2_000);

/** Every thing that an answer depends on. */
const DIFFERENCES: Difference[] = [
  ['Host', 'mastodon deleteProfileAvatar', { headers: { host: 'one.example' } }, { headers: { host: 'two.example' } }],
  [
    'Host, in a redirect',
    'app-net getUserAvatar',
    { headers: { host: 'one.example' } },
    { headers: { host: 'one.example:81' } },
  ],
  ['Origin', 'mastodon deleteProfileAvatar', {}, { headers: { origin: 'https://app.example' } }],
  ['Origin, empty', 'mastodon deleteProfileAvatar', {}, { headers: { origin: '' } }],
  ['Authorization', 'creators-hub getMyAvatar', {}, { headers: { authorization: 'Bearer portrait-user-7' } }],
  [
    'Authorization, for the scope',
    'mastodon deleteProfileHeader',
    {},
    { headers: { authorization: 'Bearer portrait-rob-read-only' } },
  ],
  [
    'Authorization, empty',
    'app-net getMyAvatar',
    { headers: { authorization: undefined } },
    { headers: { authorization: '' } },
  ],
  ['Cookie', 'creators-hub getMyAvatar', cookie('portrait-user-6'), cookie('portrait-user-12-userManage')],
  ['Prefer', 'adapty deleteProfile', {}, { headers: { prefer: 'code=429' } }],
  [
    'Prefer, by one letter',
    'mastodon deleteProfileAvatar',
    { headers: { prefer: 'code=401' } },
    { headers: { prefer: 'code=403' } },
  ],
  [
    'Prefer, in more words',
    'adapty deleteProfile',
    { headers: { prefer: 'example=rateLimited' } },
    { headers: { prefer: 'code=429, example=rateLimited' } },
  ],
  ['Prefer, without effect', 'mastodon deleteProfileAvatar', {}, { headers: { prefer: 'dynamic=false' } }],
  [
    'the seed',
    'adapty deleteProfile',
    { headers: { prefer: 'dynamic=true, seed=1, code=500' } },
    { headers: { prefer: 'dynamic=true, seed=2, code=500' } },
  ],
  [
    'a header of its own',
    'adapty deleteProfile',
    {},
    { headers: { 'adapty-profile-id': 'b84e2f70-1d6c-4a95-8e3b-9f05c7a1d462' } },
  ],
  ['an optional header', 'adapty deleteProfile', {}, { headers: { 'adapty-platform': 'Symbian' } }],
  [
    'the place of a value',
    'adapty deleteProfile',
    { headers: { 'adapty-profile-id': 'customer-1001', 'adapty-customer-user-id': '' } },
    { headers: { 'adapty-profile-id': '', 'adapty-customer-user-id': 'customer-1001' } },
  ],
  ['Content-Type', 'app-net updateMyProfile', {}, { headers: { 'content-type': 'text/json' } }],
  ['Content-Type, absent', 'app-net updateMyProfile', {}, { headers: { 'content-type': undefined } }],
  [
    'the boundary',
    'app-net uploadMyAvatar',
    {},
    { headers: { 'content-type': 'multipart/form-data; boundary=other' } },
  ],
  ['Content-Encoding', 'creators-hub replaceMyAvatarByUrl', {}, { headers: { 'content-encoding': 'br' } }],
  ['the body', 'app-net updateMyProfile', { body: '{"name":"Rob"}' }, { body: '{"name":1234}' }],
  ['the body, absent', 'app-net updateMyProfile', {}, { body: undefined }],
  [
    'a long body',
    'app-net updateMyProfile',
    { body: `{"extra":"${XS}","name":"Rob"}` },
    { body: `{"extra":"${XS}","name":12345}` },
  ],
  [
    'one octet of a long body',
    'app-net updateMyProfile',
    { body: `{"extra":"${XS}","name":"R"}` },
    { body: `{"extra":"${XS}","name":"R"]` },
  ],
  ['the method', 'app-net updateMyProfile', { body: '{}' }, { method: 'PUT', body: '{}' }],
  ['the query', 'app-net getUserCover', { path: '/users/3/cover?w=10' }, { path: '/users/3/cover?w=11' }],
  ['the path', 'app-net getUserCover', { path: '/users/3/cover' }, { path: '/users/1558/cover' }],
  [
    'an escape in the path',
    'app-net getUserCover',
    { path: '/users/%40adnapi/cover' },
    { path: '/users/%2540adnapi/cover' },
  ],
];

describe('requests that differ in one thing only', () => {
  it.each(DIFFERENCES)('%s: have answers of their own', async (_title, id, one, other) => {
    const good = plain(id);
    const [first, second] = [merged(good, one), merged(good, other)];
    const before = await exchange(remembering.origin, first);
    await exchange(remembering.origin, first);
    const after = await exchange(remembering.origin, second);
    expect(textOf(after)).toEqual(textOf(await exchange(forgetful.origin, second)));
    expect(textOf(await exchange(remembering.origin, first))).toEqual(textOf(await exchange(forgetful.origin, first)));
    expect(textOf(after)).not.toEqual(textOf(before));
  });
});

function cookie(token: string): Partial<Sent> {
  return { headers: { authorization: undefined, cookie: `token=${token}` } };
}

function plain(id: string): Sent {
  const row = operations.find(([title]) => title === id);
  if (row === undefined) throw new Error(`There is no ${id}.`);
  const [, contract, operation]: [string, Contract, Operation] = row;
  return goodRequest(contract, operation);
}

function merged(good: Sent, { headers, ...rest }: Partial<Sent>): Sent {
  const all = Object.entries({ ...good.headers, host: HOST, ...headers }).filter(([, value]) => value !== undefined);
  return { ...good, ...rest, headers: Object.fromEntries(all) };
}

/** One request twice to both: the second may come from memory, and nobody can tell. */
async function expectOneAnswer(title: string, request: Sent): Promise<void> {
  const sent = { ...request, headers: { ...request.headers, host: HOST } };
  const judged = await exchange(forgetful.origin, sent);
  const again = await exchange(forgetful.origin, sent);
  const first = await exchange(remembering.origin, sent);
  const remembered = await exchange(remembering.origin, sent);
  for (const answer of [again, first, remembered])
    expect([title, ...textOf(answer)]).toEqual([title, ...textOf(judged)]);
}

function textOf(answer: Answered): string[] {
  return [String(answer.status), ...steadyHeaders(answer), answer.body.toString('latin1')];
}

async function fromMemory(mock: RunningMock): Promise<boolean[]> {
  const { body } = await exchange(mock.origin, { method: 'GET', path: '/_portrait/requests' });
  const { requests } = JSON.parse(body.toString()) as { requests: { verdict: { fromMemory: boolean } }[] };
  return requests.map(({ verdict }) => verdict.fromMemory);
}
