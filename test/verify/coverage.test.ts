import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Contract, contractOf } from '../../src/contract/contract.ts';
import type { Document } from '../../src/contract/document.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { coverageOf } from '../../src/verify/coverage/collector.ts';
import { gapDifference, type KnownGap, knownGapsIn } from '../../src/verify/coverage/gaps.ts';
import { shareOf } from '../../src/verify/coverage/share.ts';
import { contractFromFile } from '../../src/verify/spec.ts';
import { contracts } from '../contracts.ts';
import { observation, type Told } from './observations.ts';

const SPECS = join(ROOT, 'test/fixtures/specs');
const { contract: pets } = await contractFromFile(join(SPECS, 'pets.yaml'));
const { contract: family } = await contractFromFile(join(SPECS, 'family.yaml'));
const { contract: locked } = await contractFromFile(join(SPECS, 'locked.json'));
const [mastodon, , hub] = contracts as [Contract, Contract, Contract];

/** What is covered after these, as `kind: name`. */
function covered(contract: Contract, ...all: Told[]): string[] {
  const collector = coverageOf([contract]);
  for (const told of all) collector.observe(observation(contract, told));
  const { criteria } = collector.result();
  return criteria.filter((one) => one.covered).map(({ kind, name }) => `${kind}: ${name}`);
}

/** The same without what any answer of this operation covers. */
function besides(contract: Contract, told: Told, kinds: string): string[] {
  return covered(contract, told).filter((name) => new RegExp(`^(?:${kinds}):`).test(name));
}

const LIST = { method: 'GET', target: '/v2/pets' };

describe('an answered request', () => {
  it('covers path, operation, status, class, media type, headers and properties', () => {
    const answer = [{ id: 1, name: 'Mia', chip: null, unheardOf: 1 }];
    expect(covered(pets, { ...LIST, answered: { 'x-total': '1' }, answer }).sort()).toEqual([
      'media type: response application/json',
      'operation: listPets',
      'path: /pets',
      'property: 200 /*/chip',
      'property: 200 /*/id',
      'property: 200 /*/name',
      'response header: 200 X-Total',
      'status class: 2XX',
      'status: 200',
    ]);
  });

  it.each<[string, Told, string[]]>([
    ['a range', { ...LIST, status: 418, answer: { title: 'Tea' } }, ['status: 4XX', 'property: 4XX /title']],
    ['the rest', { ...LIST, status: 599 }, ['status: default']],
    ['its own before a range', { method: 'POST', target: '/v2/pets', status: 422 }, ['status: 422']],
    [
      'a range of media types',
      { method: 'GET', target: '/cdn/pets/1/photo.png', answered: { 'content-type': 'image/webp' } },
      ['status: 200'],
    ],
  ])('covers %s', (_, told, wanted) => {
    expect(besides(pets, told, 'status|property')).toEqual(wanted);
  });

  it('covers nothing without an answer, or with an undeclared status', () => {
    expect(covered(pets, { ...LIST, status: 0 })).toEqual([]);
    expect(covered(pets, { method: 'DELETE', target: '/v2/pets/1', status: 500 })).toEqual([]);
    expect(covered(pets, { method: 'HEAD', target: '/v2/pets', status: 200 })).toEqual([]);
  });

  it.each([401, 403, 429, 500])('covers nothing that was sent, where it is %s', (status) => {
    const found = covered(pets, { ...LIST, target: '/v2/pets?limit=1', status });
    expect(found).toContain('operation: listPets');
    expect(found.filter((name) => name.startsWith('parameter'))).toEqual([]);
  });

  it('covers the refusal of a method for all operations of its path', () => {
    const operation = hub.operations.find(({ id }) => id === 'getMyAvatar');
    const refused = {
      verdict: 'refused',
      kind: 'methodNotAllowed',
      reason: '',
      statuses: [405],
      reply: undefined,
    } as const;
    const collector = coverageOf([hub]);
    const told = { method: 'DELETE', target: '/api/public/user/me/avatar', status: 405, tried: operation };
    collector.observe(observation(hub, { ...told, expectation: refused } as Told));
    const found = collector.result().criteria.filter((one) => one.covered && one.kind === 'status');
    expect(found.map(({ operation: id, name }) => `${id} ${name}`)).toEqual([
      'getMyAvatar 405',
      'replaceMyAvatarByUrl 405',
    ]);
  });
});

describe('parameters', () => {
  it.each<[string, string, string[]]>([
    ['a boundary', '/v2/pets?limit=100', ['query limit', 'query limit = 100']],
    ['a value that is none', '/v2/pets?limit=50', ['query limit']],
    ['an exploded list', '/v2/pets?tags=tame&tags=wild', ['query tags', 'query tags/* = tame', 'query tags/* = wild']],
    ['a list of the greatest length', '/v2/pets?tags=a&tags=b&tags=c', ['query tags', 'query tags with 3 items']],
    ['a list with commas', '/v2/pets?ids=1,2', ['query ids', 'query ids with 2 items']],
    [
      'a deep object',
      '/v2/pets?filter[species]=cat&filter%5Bold%5D=true',
      [
        'query filter',
        'query filter/species',
        'query filter/species = cat',
        'query filter/old',
        'query filter/old = true',
      ],
    ],
    ['JSON', '/v2/pets?where=%7B%22shelf%22:9%7D', ['query where', 'query where/shelf', 'query where/shelf = 9']],
    ['reserved letters', '/v2/pets?redirect=http://a/b?c', ['query redirect']],
  ])('%s', (_, target, wanted) => {
    const found = besides(pets, { ...LIST, target }, 'parameter|parameter value');
    expect(found.map((name) => name.replace(/^[a-z ]+: /, '')).sort()).toEqual([...wanted].sort());
  });

  it('are known in a path of which they are a part', () => {
    const found = besides(pets, { method: 'GET', target: '/cdn/pets/7/photo.webp', status: 404 }, 'parameter value');
    expect(found).toEqual(['parameter value: path format = webp']);
  });

  it('are the fields of a body, too, but for those that are only read', () => {
    const body = { id: 1, name: 'x', species: 'dog', chip: null };
    expect(
      besides(pets, { method: 'POST', target: '/v2/pets', status: 201, body }, 'parameter|parameter value'),
    ).toEqual([
      'parameter: body /name',
      'parameter value: body /name with 1 characters',
      'parameter: body /species',
      'parameter value: body /species = dog',
      'parameter: body /chip',
      'parameter value: body /chip = null',
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const told: Told = { method: 'POST', target: '/v2/pets', status: 201, headers: form, body: 'name=Mia&species=cat' };
    expect(besides(pets, told, 'parameter value|media type')).toEqual([
      'parameter value: body /species = cat',
      'media type: request application/x-www-form-urlencoded',
    ]);
  });

  it('are cookies', () => {
    const told = { method: 'GET', target: '/me', headers: { Cookie: 'sid=1; theme=dark' } };
    expect(besides(locked, told, 'parameter value')).toEqual(['parameter value: cookie theme = dark']);
  });
});

describe('schemas', () => {
  it('that run in circles lead back to where they began', () => {
    const { criteria } = coverageOf([family]).result();
    const read = criteria.filter(({ kind, operation }) => kind === 'property' && operation === 'getPerson');
    expect(read.map(({ name }) => name).sort()).toEqual([
      '200 /children',
      '200 /home',
      '200 /home/harbour',
      '200 /home/owner',
      '200 /home/street',
      '200 /mother',
      '200 /name',
      '200 /notes',
      '200 /notes/*/by',
      '200 /notes/*/text',
    ]);
    const answer = { mother: { mother: { notes: { any: { by: { children: [{ home: { harbour: 'A' } }] } } } } } };
    expect(besides(family, { method: 'GET', target: '/people/1', answer }, 'property')).toEqual(
      ['mother', 'children', 'home', 'notes', 'home/harbour', 'notes/*/by'].map((name) => `property: 200 /${name}`),
    );
  });

  it('of which answers nest deeply are looked at as far as they matter', () => {
    const nested = (times: number) => `${'{"mother":'.repeat(times)}{}${'}'.repeat(times)}`;
    const seen = (answer: string) => besides(family, { method: 'GET', target: '/people/1', answer }, 'property');
    expect(seen(nested(900))).toEqual(['property: 200 /mother']);
    expect(seen(nested(100_000))).toEqual([]);
  });

  it('that unfold into millions are counted once from some point on', () => {
    const wide = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const schemas = Object.fromEntries(
      Array.from({ length: 12 }, (_, level) => [
        `L${level}`,
        {
          type: 'object',
          properties: Object.fromEntries(wide.map((name) => [name, { $ref: `#/components/schemas/L${level + 1}` }])),
        },
      ]),
    );
    const document: Document = structuredClone(family.document);
    document.components = { schemas: { ...schemas, L12: { type: 'string' }, Person: schemas['L0'] } };
    const contract = contractOf('wide', document);
    expect(coverageOf([contract]).result().criteria.length).toBeLessThan(10_000);
  });
});

describe('security alternatives', () => {
  const used = (contract: Contract, told: Told): string[] =>
    besides(contract, told, 'security alternative').map((name) => name.replace('security alternative: ', ''));

  it.each<[string, Record<string, string>, string, string[]]>([
    ['a scope', { Authorization: 'Bearer portrait-rob-write' }, '', ['oauth2 (write)']],
    ['another', { Authorization: 'Bearer portrait-rob-write-accounts' }, '', ['oauth2 (write:accounts)']],
    ['another place', {}, '?access_token=portrait-rob-write', ['accessTokenQuery (write)']],
    ['no scope that is enough', { Authorization: 'Bearer portrait-rob-read-only' }, '', []],
    ['nobody', {}, '', []],
  ])('mastodon: %s', (_, headers, query, wanted) => {
    const target = `/api/v1/profile/avatar${query}`;
    expect(used(mastodon, { method: 'DELETE', target, headers })).toEqual(wanted);
  });

  it.each<[string, string, Record<string, string>, string[]]>([
    ['Basic', '/me', { authorization: 'Basic YTpi' }, ['password']],
    ['a cookie', '/me', { cookie: 'a=b; sid=1' }, ['session']],
    ['a header', '/keys', { 'x-api-key': '1' }, ['key']],
    [
      'a token, of which nobody knows the scopes',
      '/keys',
      { authorization: 'Bearer 1' },
      ['login (keys:read)', 'flow (keys:read)'],
    ],
    ['half of two', '/both', { 'x-api-key': '1' }, []],
    ['both', '/both', { 'x-api-key': '1', cookie: 'sid=1' }, ['key and session']],
    ['nobody', '/open', {}, ['nobody']],
  ])('%s', (_, target, headers, wanted) => {
    expect(used(locked, { method: 'GET', target, headers })).toEqual(wanted);
  });
});

describe('a whole run', () => {
  it('has criteria at each level, and covers none before it begins', () => {
    const { criteria, levels } = coverageOf(contracts).result();
    expect(levels.map(({ level, covered: count }) => [level, count])).toEqual(
      [1, 2, 3, 4, 5, 6].map((level) => [level, 0]),
    );
    for (const { of } of levels) expect(of).toBeGreaterThan(10);
    expect(levels.reduce((sum, { of }) => sum + of, 0)).toBe(criteria.length);
    expect(shareOf({ criteria })).toBe(0);
  });

  it('costs little for each observation, and does not grow with them', () => {
    const collector = coverageOf(contracts);
    const example = mastodon.operations[0]?.responses.get(200)?.media?.examples.values().next().value?.value;
    const headers = { Authorization: 'Bearer portrait-rob-write' };
    const one = observation(mastodon, {
      method: 'DELETE',
      target: '/api/v1/profile/avatar',
      headers,
      answer: example ?? null,
    });
    const before = collector.result().criteria.length;
    const began = performance.now();
    for (let count = 0; count < 10_000; count++) collector.observe(one);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(collector.result().criteria).toHaveLength(before);
    expect(collector.result().levels[0]?.covered).toBe(1);
  });
});

describe('known gaps', () => {
  const coverage = (): ReturnType<ReturnType<typeof coverageOf>['result']> => {
    const collector = coverageOf([locked]);
    for (const target of ['/me', '/open']) collector.observe(observation(locked, { method: 'GET', target }));
    return collector.result();
  };
  const gap = (kind: KnownGap['kind'], operation: string, name: string): KnownGap => ({
    ...{ api: 'locked', kind, operation, name },
    reason: 'A test.',
  });
  const open = coverage().criteria.filter(({ covered: is }) => !is);
  const all = open.map(({ kind, operation, name }) => gap(kind as KnownGap['kind'], operation, name));

  it('agree with a run that leaves just them', () => {
    expect(all.length).toBeGreaterThan(5);
    expect(gapDifference(coverage(), all)).toEqual({ unknown: [], stale: [] });
  });

  it('lack what is not in the list', () => {
    const without = all.filter(({ kind, operation }) => kind !== 'operation' || operation !== 'getBoth');
    expect(gapDifference(coverage(), without)).toEqual({ unknown: ['locked getBoth: operation getBoth'], stale: [] });
  });

  it('are stale where they are covered after all, or nowhere', () => {
    const more = [...all, gap('operation', 'getMe', 'getMe'), gap('status', 'getMe', '418')];
    const stale = ['locked getMe: operation getMe', 'locked getMe: status 418'];
    expect(gapDifference(coverage(), more)).toEqual({ unknown: [], stale });
  });

  it('may stand for many', () => {
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    expect(
      gapDifference(
        coverage(),
        kinds.map((kind) => gap(kind, '*', '*')),
      ),
    ).toEqual({ unknown: [], stale: [] });
    expect(gapDifference(coverage(), [...all, gap('operation', 'getM*', '*')]).stale).toHaveLength(1);
  });

  it('are read from a file', () => {
    expect(Array.isArray(knownGapsIn(join(ROOT, 'test/verify/coverage-gaps.yaml')))).toBe(true);
    expect(() => knownGapsIn(join(SPECS, 'bad/gaps.yaml'))).toThrow(/entry 2 has the kind “statuses”; there are path,/);
  });
});
