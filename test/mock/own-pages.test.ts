import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { bundledDocument } from '../../src/contract/sources.ts';
import { contracts } from '../contracts.ts';
import { type Answered, exchange, jsonIn, type Sent } from '../exchange.ts';
import { expectProblem } from '../problem.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock();
});

const send = (request: Sent): Promise<Answered> => exchange(mock.origin, request);
const get = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
  send({ method: 'GET', path, headers });

describe('/openapi/', () => {
  it.each(contracts.map(({ api }) => api))(
    'has %s as JSON and YAML, as it was bundled, for every origin',
    async (api) => {
      const [json, yaml] = [await get(`/openapi/${api}.json`), await get(`/openapi/${api}.yaml`)];
      expect([json.status, json.headers['content-type'], json.headers['access-control-allow-origin']]).toEqual([
        200,
        'application/json; charset=utf-8',
        '*',
      ]);
      expect([yaml.status, yaml.headers['content-type'], yaml.headers['access-control-allow-origin']]).toEqual([
        200,
        'application/yaml; charset=utf-8',
        '*',
      ]);
      expect(jsonIn(json)).toEqual(bundledDocument(api));
      expect(parse(yaml.body.toString())).toEqual(bundledDocument(api));
    },
  );

  it('has nothing else', async () => {
    for (const path of [
      '/openapi/',
      '/openapi/unknown.json',
      '/openapi/mastodon.txt',
      '/openapi/../package.json',
      '/openapi/%2e%2e/package.json',
    ]) {
      expectProblem(await get(path), 404);
    }
  });
});

describe('/_portrait/', () => {
  it('tells its health', async () => {
    const answer = await get('/_portrait/health');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(jsonIn(answer)).toMatchObject({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptimeSeconds: expect.any(Number),
      apis: contracts.map(({ api, document, operations: { length } }) => ({
        name: api,
        version: document.info.version,
        operations: length,
        digest: expect.any(String),
      })),
    });
  });

  it.each([
    ['/_portrait/health', 'POST', 'GET, HEAD'],
    ['/_portrait/requests', 'PUT', 'GET, HEAD, DELETE'],
    ['/openapi/adapty.json', 'DELETE', 'GET, HEAD'],
    ['/', 'POST', 'GET, HEAD'],
  ])('%s has no %s', async (path, method, allow) => {
    const answer = await send({ method, path });
    expectProblem(answer, 405);
    expect(answer.headers['allow']).toBe(allow);
  });

  it.each([
    '/_portrait/health',
    '/_portrait/requests',
    '/_portrait/requests.har',
    '/',
    '/favicon.ico',
    '/openapi/adapty.yaml',
  ])('%s answers HEAD without a body', async (path) => {
    const head = await send({ method: 'HEAD', path });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
    expect(head.headers['content-type']).toBe((await get(path)).headers['content-type']);
  });

  it.each(['/_portrait', '/_portrait/', '/_portrait/nothing-here', '/_portrait/requests/1'])(
    '%s is not there',
    async (path) => {
      expectProblem(await get(path), 404);
    },
  );
});

describe('pages of the mock itself, called by a foreign name', () => {
  it.each(['/', '/_portrait/health', '/_portrait/requests', '/_portrait/requests.har', '/openapi/mastodon.json'])(
    '%s is refused',
    async (path) => {
      const { port } = new URL(mock.origin);
      for (const host of [
        'rebound.example',
        `rebound.example:${port}`,
        '127.0.0.1.rebound.example',
        'localhost.rebound.example',
        `10.0.0.1:${port}`,
      ]) {
        const answer = await get(path, { host });
        expectProblem(answer, 403);
        expect(answer.body.toString()).not.toContain('"requests"');
      }
      for (const host of ['localhost', `localhost:${port}`, `127.0.0.1:${port}`, '[::1]', 'app.localhost']) {
        expect([host, (await get(path, { host })).status]).toEqual([host, 200]);
      }
    },
  );
});
