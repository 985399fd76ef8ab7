import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract, DeclaredResponse } from '../../src/contract/contract.ts';
import { type GoodRequest, goodRequest } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { answerFaults, exampleHeaders } from '../declared.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { type RunningMock, startMock } from '../mock-process.ts';
import { picturesAt, rehosted, rehostedText } from '../rehosted.ts';
import { seed } from '../seed.ts';

/** How a caller says what it wishes for. */
const FORMS: [title: string, wish: (request: GoodRequest, name: string, value: string) => GoodRequest][] = [
  ['Prefer', (request, name, value) => ({ ...request, headers: { ...request.headers, prefer: `${name}=${value}` } })],
  ['the query', (request, name, value) => ({ ...request, path: `${request.path}?__${name}=${value}` })],
];

/** Wishes that nobody can fulfil; `names` of what there is are told in their place. */
const UNKNOWN: [wish: string, names: 'statuses' | 'examples' | 'booleans'][] = [
  ['code=599', 'statuses'],
  ['code=200.0', 'statuses'],
  ['code=ok', 'statuses'],
  ['code=02', 'statuses'],
  ['example=noSuchExample', 'examples'],
  ['example=toString', 'examples'],
  ['dynamic=perhaps', 'booleans'],
  ['dynamic=1', 'booleans'],
];

/** One of them is another in each run, unless the environment's SEED says which; a failure names it. */
const SEEDS = ['1', '2', '3', String(seed)];

let mock: RunningMock;

beforeAll(async () => {
  // Without a memory, so that what is repeated is not merely remembered.
  mock = await startMock('--log-format', 'off', '--remember', '0');
});

afterAll(() => mock.stop());

describe.each(operations)('%s', (_, contract, operation) => {
  const good = goodRequest(contract, operation);
  const statuses = [...operation.responses.values()];
  const examples = statuses.flatMap((response) => response.exampleNames.map((name) => ({ name, response })));
  const ask = (request: GoodRequest): Promise<Answered> => exchange(mock.origin, request);
  const preferring = (prefer: string): GoodRequest => ({ ...good, headers: { ...good.headers, prefer } });

  describe.each(FORMS)('by %s', (_form, wishing) => {
    it.each(statuses.map((response) => [response.status, response] as const))('gives %i', async (status, response) => {
      const answer = await ask(wishing(good, 'code', String(status)));
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([status, []]);
      expect(answer.headers['preference-applied']).toBe(`code=${status}`);
      // Several examples of one success differ by whom they speak of.
      const names = response.exampleNames.length === 0 ? [undefined] : response.exampleNames;
      expect(names.some((name) => isExample(contract, response, name, answer))).toBe(true);
    });

    it.each(examples.map(({ name, response }) => [name, response] as const))('gives %s', async (name, response) => {
      const first = examples.find((one) => one.name === name)?.response ?? response;
      const answer = await ask(wishing(good, 'example', name));
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([first.status, []]);
      expect(answer.headers['preference-applied']).toBe(`example=${name}`);
      expectExample(contract, first, name, answer);
    });
  });

  it('gives each example of each status by both', async () => {
    for (const { name, response } of examples) {
      const answer = await ask(preferring(`code=${response.status}, example="${name}"`));
      expect(answer.status).toBe(response.status);
      expect(answer.headers['preference-applied']).toBe(`code=${response.status}, example=${name}`);
      expectExample(contract, response, name, answer);
    }
  });

  it('makes up its success from the schema, with real pictures', async () => {
    const [success] = statuses as [DeclaredResponse];
    for (const wish of ['dynamic=true', ...SEEDS.map((seed) => `dynamic=true, seed=${seed}`)]) {
      const answer = await ask(preferring(wish));
      expect([wish, answer.status, answerFaults(contract, operation, answer)]).toEqual([wish, success.status, []]);
      expect(answer.headers['preference-applied']).toBe(wish);
      const urls = picturesAt(contract, success, jsonIn(answer));
      const location = answer.headers['location'];
      for (const url of location === undefined ? urls : [...urls, location]) {
        expect([wish, url]).toEqual([wish, expect.stringContaining(`${mock.origin}/`)]);
        const picture = await exchange(mock.origin, { method: 'GET', path: String(url).slice(mock.origin.length) });
        expect([url, picture.status, picture.headers['content-type']]).toEqual([
          url,
          200,
          expect.stringMatching(/^image\//),
        ]);
      }
    }
  });

  it('makes up the same for the same seed, and any answer that has one', async () => {
    for (const { status } of statuses) {
      const one = await ask(preferring(`dynamic=true, seed=7, code=${status}`));
      const other = await ask(preferring(`dynamic=true, seed=7, code=${status}`));
      expect([one.status, answerFaults(contract, operation, one)]).toEqual([status, []]);
      expect(other.body).toEqual(one.body);
      expect(other.headers['preference-applied']).toBe(`code=${status}, dynamic=true, seed=7`);
    }
  });

  it('gives what is written when nothing shall be made up', async () => {
    const answer = await ask(preferring('dynamic=false'));
    expect(answer.headers['preference-applied']).toBe('dynamic=false');
    expectExample(contract, statuses[0] as DeclaredResponse, statuses[0]?.exampleNames[0], answer);
  });

  it.each(UNKNOWN)('refuses %s and says what there is', async (wish, names) => {
    const known = {
      statuses: statuses.map(({ status }) => String(status)),
      examples: examples.map(({ name }) => name),
      booleans: ['true', 'false'],
    };
    const asked = [preferring(wish), { ...good, path: `${good.path}?__${wish}` }];
    for (const request of asked) {
      const answer = await ask(request);
      expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([400, []]);
      for (const name of known[names]) expect(answer.body.toString()).toContain(name);
      expect(answer.headers).not.toHaveProperty('preference-applied');
      expect(JSON.parse(answer.headers['sl-violations'] ?? '')).toMatchObject([
        { location: ['request', 'header', 'prefer'], code: 'preferenceUnknown' },
      ]);
    }
  });

  it('refuses an example of another status than the wished one', async () => {
    const [{ status }] = statuses as [DeclaredResponse];
    const stranger = examples.find(({ response }) => response.status !== status);
    if (stranger === undefined) return;
    const answer = await ask(preferring(`code=${status}, example=${stranger.name}`));
    expect([answer.status, answerFaults(contract, operation, answer)]).toEqual([400, []]);
  });

  it('goes by the header before the query, and leaves preferences of others alone', async () => {
    const other = await ask({ ...preferring('code=500'), path: `${good.path}?__code=400` });
    expect(other.status).toBe(500);
    const plain = await ask(good);
    const wait = await ask(preferring('respond-async, wait=10'));
    expect([wait.status, wait.body]).toEqual([plain.status, plain.body]);
    expect(wait.headers).not.toHaveProperty('preference-applied');
  });
});

/** The answer is this example: its body value for value, its headers of the same name, pictures on the mock. */
function expectExample(
  contract: Contract,
  response: DeclaredResponse,
  name: string | undefined,
  answer: Answered,
): void {
  const value = response.media?.examples.get(name ?? '')?.value;
  expect(jsonIn(answer)).toEqual(value === undefined ? undefined : rehosted(contract, value, mock.origin));
  expect(answer.headers).toMatchObject(headersWanted(contract, response, name, answer));
  for (const [key, text] of exampleHeaders(response, name))
    if (text === undefined) expect(answer.headers).not.toHaveProperty(key);
}

function isExample(
  contract: Contract,
  response: DeclaredResponse,
  name: string | undefined,
  answer: Answered,
): boolean {
  try {
    expectExample(contract, response, name, answer);
    return true;
  } catch {
    return false;
  }
}

function headersWanted(
  contract: Contract,
  response: DeclaredResponse,
  name: string | undefined,
  { body }: Answered,
): Record<string, string> {
  const wanted = [...exampleHeaders(response, name)].flatMap(([key, text]) =>
    text === undefined ? [] : [[key, rehostedText(contract, text, mock.origin)]],
  );
  return {
    ...Object.fromEntries(wanted),
    ...(response.media === undefined ? {} : { 'content-length': String(body.length) }),
  } as Record<string, string>;
}
