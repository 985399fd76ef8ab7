import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/document.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { contracts, operations } from '../contracts.ts';
import { answerFaults, faultsOf } from '../declared.ts';
import { type Answered, exchange, jsonIn, type Sent, steadyHeaders } from '../exchange.ts';
import { expectProblem } from '../problem.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import {
  methodsThere,
  OPTIONS_PATHS,
  otherMethods,
  preflightOf,
  spellingsOf,
  UNKNOWN_METHODS,
  UNKNOWN_PATHS,
} from './route-cases.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

const send = (request: Sent): Promise<Answered> => exchange(mock.origin, request);
const get = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
  send({ method: 'GET', path, headers });

/** Bodies of 404, letter by letter, by API. */
const NOT_FOUND: Record<string, Json> = {
  mastodon: { error: 'Not Found' },
  adapty: exampleNamed('adapty', 'pathUnknown'),
  'creators-hub': exampleNamed('creators-hub', 'pathUnknown'),
  'app-net': exampleNamed('app-net', 'pathUnknown'),
};

describe('a path that no operation has', () => {
  it.each(UNKNOWN_PATHS.filter(([path]) => path !== '/'))('%s is answered in the shape of %s', async (path, api) => {
    for (const method of UNKNOWN_METHODS) {
      const answer = await send({ method, path });
      if (api === undefined) expectProblem(answer, 404);
      else expectNotFound(api, answer);
    }
  });

  it('tells of no API which APIs there are', async () => {
    const { apis } = jsonIn(await get('/nothing-here')) as { apis: { name: string; paths: string[] }[] };
    expect(apis.map(({ name }) => name)).toEqual(contracts.map(({ api }) => api));
    for (const contract of contracts) {
      const paths = contract.operations.flatMap(({ path }) => contract.basePaths.map((base) => `${base}${path}`));
      expect([...(apis.find(({ name }) => name === contract.api)?.paths ?? [])].sort()).toEqual(
        [...new Set(paths)].sort(),
      );
    }
  });
});

describe.each(operations)('%s', (_, contract, operation) => {
  const good = goodRequest(contract, operation);
  const declared = methodsThere(contract, operation);

  it.each(otherMethods(contract, operation))('refuses %s at its path', async (method) => {
    const answer = await send({ method, path: good.path, headers: { authorization: good.headers['authorization'] } });
    expect(answerFaults(contract, operation, answer)).toEqual([]);
    if (contract.api === 'mastodon') {
      expect([answer.status, jsonIn(answer)]).toEqual([404, NOT_FOUND['mastodon']]);
      return;
    }
    expect(answer.status).toBe(405);
    const separator = contract.api === 'app-net' ? ',' : ', ';
    expect(answer.headers['allow']).toBe(declared.join(separator));
    if (contract.api === 'app-net') {
      expect(jsonIn(answer)).toEqual({
        meta: { code: 405, error_message: `Method not allowed. Please use: ${declared.join(',')}` },
      });
    }
  });

  it('answers HEAD as GET, without a body', async () => {
    const head = await send({ ...good, method: 'HEAD', body: undefined });
    expect(head.body.length).toBe(0);
    if (!declared.includes('GET')) {
      expect(head.status).toBe(contract.api === 'mastodon' ? 404 : 405);
      return;
    }
    const whole = await send({
      method: 'GET',
      path: good.path,
      headers: { authorization: good.headers['authorization'] },
    });
    expect([head.status, steadyHeaders(head)]).toEqual([whole.status, steadyHeaders(whole)]);
  });

  it('is found at each base path, however its path is written', async () => {
    const wanted = await send(good);
    for (const path of spellingsOf(contract, good.path, mock.origin)) {
      const answer = await send({ ...good, path });
      expect([path, answer.status, answer.body.toString()]).toEqual([path, wanted.status, wanted.body.toString()]);
    }
  });

  it('tells a browser of another origin what it may send', async () => {
    const preflight = await send(preflightOf(operation, good.path));
    const { cors } = contract;
    if (cors === undefined) {
      expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
      expect(preflight.status).toBeGreaterThanOrEqual(400);
      return;
    }
    expect([preflight.status, preflight.body.length]).toEqual([cors.preflightStatus, 0]);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': cors.allowMethods.join(', '),
      'access-control-allow-headers': 'authorization, content-type, prefer',
      'access-control-max-age': String(cors.maxAge),
    });
    expect(cors.allowMethods).toContain(operation.method.toUpperCase());
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('lets a page of another origin read its answers, where the API does', async () => {
    for (const headers of [
      good.headers,
      { ...good.headers, prefer: 'code=500' },
      { ...good.headers, prefer: 'code=599' },
    ]) {
      const answer = await send({ ...good, headers: { ...headers, origin: 'https://app.example' } });
      expect(answer.headers['access-control-allow-origin']).toBe(contract.cors === undefined ? undefined : '*');
      const exposed = (answer.headers['access-control-expose-headers'] ?? '').split(', ');
      if (contract.cors !== undefined)
        expect(exposed).toEqual(
          expect.arrayContaining([...(contract.cors.exposeHeaders ?? []), 'Preference-Applied', 'sl-violations']),
        );
    }
  });
});

describe('OPTIONS that asks for no leave', () => {
  it.each(OPTIONS_PATHS)('%s is a method like any other', async (path, status) => {
    expect((await send({ method: 'OPTIONS', path })).status).toBe(status);
  });
});

function expectNotFound(api: string, answer: Answered): void {
  expect([answer.status, jsonIn(answer)]).toEqual([404, NOT_FOUND[api]]);
  const declaring = contractNamed(api).operations.find(({ responses }) => responses.has(404)) as Operation;
  const media = declaring.responses.get(404)?.media;
  expect(answer.headers['content-type']).toBe(media?.type);
  expect(faultsOf(contractNamed(api), media?.schema ?? {}, jsonIn(answer))).toEqual([]);
  expect(JSON.parse(answer.headers['sl-violations'] ?? '')).toMatchObject([{ location: ['request', 'path'] }]);
}

function contractNamed(name: string): Contract {
  const contract = contracts.find(({ api }) => api === name);
  if (contract === undefined) throw new Error(`There is no ${name}.`);
  return contract;
}

function exampleNamed(api: string, name: string): Json {
  for (const { responses } of contractNamed(api).operations) {
    for (const { media } of responses.values()) {
      const example = media?.examples.get(name)?.value;
      if (example !== undefined) return example;
    }
  }
  throw new Error(`${api} has no example ${name}.`);
}
