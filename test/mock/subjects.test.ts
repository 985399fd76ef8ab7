import { beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from '../contracts.ts';
import { answerFaults } from '../declared.ts';
import { type Answered, exchange, type Sent } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import { ADAPTY_KEY, adaptyProfiles, appNetUsers, creatorsHubUsers, HUB_TOKEN } from './subject-cases.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

const send = (request: Sent): Promise<Answered> => exchange(mock.origin, request);
const get = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
  send({ method: 'GET', path, headers });

describe('the App.net user in a path', () => {
  it.each(appNetUsers)('%s gives %i', async (user, status) => {
    const [, contract, operation] = rowOf('app-net getUserAvatar');
    for (const base of contract.basePaths) {
      const answer = await get(`${base}/users/${user}/avatar`);
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
    }
  });
});

describe('the Creators Hub user in a path', () => {
  it.each(creatorsHubUsers)('%s gives %i', async (user, status) => {
    const [, contract, operation] = rowOf('creators-hub getUserAvatar');
    const answer = await get(`/api/public/user/${user}/avatar`, HUB_TOKEN);
    expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
  });
});

describe('the profile in the headers of Adapty', () => {
  it.each(adaptyProfiles)('%j gives %i', async (headers, status) => {
    const [, contract, operation] = rowOf('adapty deleteProfile');
    const answer = await send({
      method: 'DELETE',
      path: '/api/v2/server-side-api/profile/',
      headers: { ...ADAPTY_KEY, ...headers },
    });
    expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
  });
});

function rowOf(title: string): (typeof operations)[number] {
  const row = operations.find(([one]) => one === title);
  if (row === undefined) throw new Error(`There is no ${title}.`);
  return row;
}
