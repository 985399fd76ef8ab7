import { describe, expect, it } from '@jest/globals';
import { databases } from '../databases.ts';
import { type Ask, askIn, contractNamed, credentialNamed, exampleOf, told } from './behaviour.ts';
import { servedOn } from './served.ts';

const contract = contractNamed('adapty');
const PATH = '/api/v2/server-side-api/profile/';
const KEY = credentialNamed(contract, 'secret-key');

/** Both names of one profile, by the examples of the two headers, and another's. */
const PROFILE = { 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' };
const CUSTOMER = { 'adapty-customer-user-id': 'customer-1001' };
const OTHER_CUSTOMER = { 'adapty-customer-user-id': 'customer-1002' };
const ANONYMOUS = { 'adapty-profile-id': 'e1c7d593-04af-4b28-96d8-72e60b4f5a63' };

const NOTHING = { status: 204, body: undefined };
const failure = (status: number, example: string) => ({
  status,
  body: exampleOf(contract, 'deleteProfile', status, example),
});
const NOT_FOUND = failure(404, 'profileNotFound');

describe.each(databases)('deleteProfile on %s', (_, open) => {
  const served = servedOn(open, '--api', 'adapty', '--log-format', 'off');

  const remove = async (ask: Ask, headers: Record<string, string>, as: string | undefined = KEY) =>
    told(await ask('DELETE', PATH, { as, headers }));

  it.each<[what: string, first: Record<string, string>, second: Record<string, string>]>([
    ['a profile by its own id', PROFILE, PROFILE],
    ['a profile by the customer’s id', CUSTOMER, CUSTOMER],
    ['a profile by the one id, which the other does not find then', PROFILE, CUSTOMER],
    ['a profile by the other id, which the one does not find then', CUSTOMER, PROFILE],
    ['a profile by both', { ...PROFILE, ...CUSTOMER }, PROFILE],
    ['an anonymous profile', ANONYMOUS, ANONYMOUS],
    ['a profile, an empty id counting as none', { ...PROFILE, 'adapty-customer-user-id': '' }, CUSTOMER],
    ['a profile of a platform', { ...CUSTOMER, 'adapty-platform': 'iOS' }, CUSTOMER],
  ])('removes %s; a second time there is none', async (_what, first, second) => {
    const ask = askIn(served.origin);
    expect(await remove(ask, first)).toEqual(NOTHING);
    expect(await remove(ask, second)).toEqual(NOT_FOUND);
    // The others are still there, and all of them elsewhere.
    expect(await remove(ask, OTHER_CUSTOMER)).toEqual(NOTHING);
    expect(await remove(askIn(served.origin), second)).toEqual(NOTHING);
  });

  it.each([
    ['neither', {}, 400, 'identifierMissing'],
    ['both, empty', { 'adapty-profile-id': '', 'adapty-customer-user-id': '' }, 400, 'identifierMissing'],
    ['two that disagree', { ...PROFILE, ...OTHER_CUSTOMER }, 400, 'identifiersConflict'],
    ['an unknown platform', { ...PROFILE, 'adapty-platform': 'Symbian' }, 400, 'platformUnknown'],
    ['an id that is no UUID', { 'adapty-profile-id': 'me' }, 404, 'profileNotFound'],
    ['a customer in other letters', { 'adapty-customer-user-id': 'Customer-1001' }, 404, 'profileNotFound'],
  ])('with %s deletes nothing', async (_what, headers, status, example) => {
    const ask = askIn(served.origin);
    expect(await remove(ask, headers)).toEqual(failure(status, example));
    for (const profile of [PROFILE, OTHER_CUSTOMER, ANONYMOUS]) expect(await remove(ask, profile)).toEqual(NOTHING);
  });

  it('with the key of another app finds nothing, and deletes nothing', async () => {
    const ask = askIn(served.origin);
    const other = credentialNamed(contract, 'other-app-secret-key');
    for (const headers of [PROFILE, CUSTOMER, ANONYMOUS]) expect(await remove(ask, headers, other)).toEqual(NOT_FOUND);
    for (const headers of [PROFILE, ANONYMOUS]) expect(await remove(ask, headers)).toEqual(NOTHING);
  });

  it.each([
    ['no key', ''],
    ['a public key', credentialNamed(contract, 'public-key')],
    ['a revoked key', credentialNamed(contract, 'revoked-key')],
    ['an unknown key', credentialNamed(contract, 'unknown-key')],
    ['the key as a bearer token', KEY.replace('Api-Key', 'Bearer')],
  ])('with %s says so before anything else, and deletes nothing', async (_what, as) => {
    const ask = askIn(served.origin);
    for (const headers of [PROFILE, {}])
      expect(await remove(ask, headers, as)).toEqual(failure(401, 'notAuthenticated'));
    expect(await remove(ask, PROFILE)).toEqual(NOTHING);
  });

  it.each([
    ['an empty JSON body', ''],
    ['a JSON body', '{"profile":1}'],
    ['a body that is no JSON', '{"profile"'],
  ])('takes no notice of %s', async (_what, body) => {
    const headers = { ...PROFILE, 'content-type': 'application/json' };
    const answer = await askIn(served.origin)('DELETE', PATH, { as: KEY, headers, body });
    expect(told(answer)).toEqual(NOTHING);
  });

  it('names each answer by 32 digits of its own', async () => {
    const ask = askIn(served.origin);
    const answers = [
      await ask('DELETE', PATH, { as: KEY, headers: PROFILE }),
      await ask('DELETE', PATH, { as: KEY, headers: PROFILE }),
      await ask('DELETE', PATH),
      await ask('GET', PATH),
      await ask('DELETE', PATH.slice(0, -1), { as: KEY, headers: PROFILE }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 404, 401, 405, 404]);
    const ids = answers.map(({ headers }) => headers['request-id'] ?? '');
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(answers.length);
  });
});
