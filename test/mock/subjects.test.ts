import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from '../contracts.ts';
import { answerFaults } from '../declared.ts';
import { type Answered, exchange, type Sent } from '../exchange.ts';
import { type RunningMock, startMock } from '../mock-process.ts';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock('--log-format', 'off');
});

afterAll(() => mock.stop());

const send = (request: Sent): Promise<Answered> => exchange(mock.origin, request);
const get = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
  send({ method: 'GET', path, headers });

describe('the App.net user in a path', () => {
  it.each([
    ['@adnapi', 302],
    ['%40adnapi', 302],
    ['%40%61dnapi', 302],
    ['1558', 302],
    ['@AdnApi', 302],
    ['@nobody', 404],
    ['99', 404],
    ['adnapi', 400],
    ['%2540adnapi', 400],
    ['%00', 400],
    ['%F0%9F%98%80', 400],
    ['@adnapi%2Favatar', 400],
  ])('%s gives %i', async (user, status) => {
    const [, contract, operation] = rowOf('app-net getUserAvatar');
    for (const base of contract.basePaths) {
      const answer = await get(`${base}/users/${user}/avatar`);
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
    }
  });
});

describe('the Creators Hub user in a path', () => {
  it.each([
    ['6', 200],
    ['12', 200],
    ['8', 404],
    ['2147483647', 404],
    ['0', 400],
    ['-1', 400],
    ['2147483648', 400],
    ['abc', 400],
    ['6.5', 400],
    ['%36', 200],
  ])('%s gives %i', async (user, status) => {
    const [, contract, operation] = rowOf('creators-hub getUserAvatar');
    const answer = await get(`/api/public/user/${user}/avatar`, { authorization: 'Bearer portrait-user-6' });
    expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
  });
});

describe('the profile in the headers of Adapty', () => {
  const KEY = { authorization: 'Api-Key secret_live_portrait.GoodKeyOfTheCoastApp000000000001' };
  it.each([
    [{ 'adapty-customer-user-id': 'customer-1001' }, 204],
    [{ 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 204],
    [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 204],
    [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-profile-id': '' }, 204],
    [
      {
        'adapty-customer-user-id': '',
        'adapty-profile-id': 'e1c7d593-04af-4b28-96d8-72e60b4f5a63',
        'adapty-platform': '',
      },
      204,
    ],
    [{ 'adapty-customer-user-id': 'customer-1001', 'content-type': 'application/json' }, 204],
    [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'iOS' }, 204],
    [{}, 400],
    [{ 'adapty-customer-user-id': '', 'adapty-profile-id': '' }, 400],
    [{ 'adapty-customer-user-id': 'customer-1002', 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 400],
    [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'Symbian' }, 400],
    [{ 'adapty-customer-user-id': 'Customer-1001' }, 404],
    [{ 'adapty-profile-id': 'no-uuid' }, 404],
  ])('%j gives %i', async (headers, status) => {
    const [, contract, operation] = rowOf('adapty deleteProfile');
    const answer = await send({
      method: 'DELETE',
      path: '/api/v2/server-side-api/profile/',
      headers: { ...KEY, ...headers },
    });
    expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
  });
});

function rowOf(title: string): (typeof operations)[number] {
  const row = operations.find(([one]) => one === title);
  if (row === undefined) throw new Error(`There is no ${title}.`);
  return row;
}
