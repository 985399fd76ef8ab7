import '../lean.ts';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { conformanceOf } from '../../src/contract/conformance.ts';
import { type Contract, type Operation, responseWith } from '../../src/contract/contract.ts';
import type { TestCredential } from '../../src/contract/document.ts';
import { Refusal } from '../../src/contract/failures.ts';
import { judge } from '../../src/contract/judge.ts';
import type { ApiRequest } from '../../src/contract/request.ts';
import { routerOf } from '../../src/contract/routes.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { prismOf } from '../../src/mock/prism.ts';
import { courtOf } from '../../src/mock/verdict.ts';
import { undecided } from '../../src/verify/foreign/undecided.ts';
import { contractFromFile } from '../../src/verify/spec.ts';

const SPECS = join(ROOT, 'test/fixtures/specs');
const specFrom = (name: string) => contractFromFile(join(SPECS, name));
const [pets, family, locked, old] = (await Promise.all(
  ['pets.yaml', 'family.yaml', 'locked.json', 'old.yaml'].map(async (name) => (await specFrom(name)).contract),
)) as [Contract, Contract, Contract, Contract];

function operationNamed(contract: Contract, id: string): Operation {
  const operation = contract.operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`${contract.api} has no ${id}.`);
  return operation;
}

/** What is wrong with an answer, by check. */
function faults(contract: Contract, id: string, status: number, type: string | undefined, body: string): string[] {
  const operation = operationNamed(contract, id);
  const headers = { 'x-total': '1', ...(type && { 'content-type': type }) };
  const answer = { method: operation.method.toUpperCase(), status, headers, body };
  return conformanceOf(contract)
    .violationsOf(operation, answer)
    .map(({ check, pointer }) => `${check} ${pointer}`);
}

/** `accepted`, the kind of the refusal, or why nobody can say. */
async function verdict(
  contract: Contract,
  method: string,
  target: string,
  more: Partial<ApiRequest> = {},
): Promise<string> {
  const [path = '', search = ''] = target.split('?');
  const route = routerOf([contract])(method, path);
  if (route.found !== 'operation') return route.found;
  const request: ApiRequest = {
    ...{ contract, operation: route.operation, params: route.params, search, query: new URLSearchParams(search) },
    ...{ headers: {}, origin: '', body: undefined, unread: undefined, ...more },
  };
  const why = undecided(request);
  if (why !== undefined) return why;
  try {
    await judge(request, courtOf(undefined, await prismOf(contract), false));
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.kind;
    throw error;
  }
}

const json = (value: unknown): Partial<ApiRequest> => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

describe('a contract from a file', () => {
  it('has every operation, with a name, and the paths of its servers', () => {
    expect(pets.api).toBe('pet-shop');
    expect(pets.operations.map(({ id, basePaths, path }) => [id, basePaths.join(' or '), path])).toEqual([
      ['listPets', '/v2', '/pets'],
      ['postPets', '/v2', '/pets'],
      ['deletePetsByPetId', '/v2', '/pets/{petId}'],
      ['getPetsByPetIdPhotoByFormat', '/cdn', '/pets/{petId}/photo.{format}'],
      ['putPetsByPetIdPhotoByFormat', '/uploads or ', '/pets/{petId}/photo.{format}'],
    ]);
  });

  it('has the parameters of the operation before those of its path, and none that mean nothing', () => {
    const { parameters } = operationNamed(pets, 'listPets');
    expect(parameters.map(({ name }) => name)).toEqual([
      'trace',
      'limit',
      'tags',
      'ids',
      'filter',
      'where',
      'redirect',
    ]);
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({ maximum: 100 });
    expect([...(operationNamed(pets, 'listPets').responses.get(200)?.headers.keys() ?? [])]).toEqual(['x-total']);
  });

  it.each<[number, string | undefined]>([
    [200, '200'],
    [404, '4XX'],
    [500, 'default'],
    [301, 'default'],
  ])('answers %s as %s', (status, code) => {
    expect(responseWith(operationNamed(pets, 'listPets'), status)?.code).toBe(code);
  });

  it('answers as nothing where nothing is declared', () => {
    expect(responseWith(operationNamed(pets, 'postPets'), 500)).toBeUndefined();
    expect(responseWith(operationNamed(pets, 'postPets'), 422)?.code).toBe('422');
  });

  it.each<[string, string, string, Record<string, string>]>([
    ['GET', '/cdn/pets/7/photo.webp', 'getPetsByPetIdPhotoByFormat', { petId: '7', format: 'webp' }],
    ['PUT', '/pets/7/photo.a.b', 'putPetsByPetIdPhotoByFormat', { petId: '7', format: 'a.b' }],
    ['DELETE', '/v2/pets/photo.png', 'deletePetsByPetId', { petId: 'photo.png' }],
  ])('is found by %s %s', (method, path, id, params) => {
    const route = routerOf([pets])(method, path);
    expect(route).toMatchObject({ found: 'operation', operation: { id }, params });
  });
});

describe('answers', () => {
  const PROBLEM = '/components/responses/Problem';
  it.each<[string, string, number, string | undefined, string, string[]]>([
    ['one of two media types', 'listPets', 200, 'application/json', '[{"name":"Mia"}]', []],
    ['the other, which is not read', 'listPets', 200, 'text/csv', 'name\nMia', []],
    ['a third', 'listPets', 200, 'text/html', '<p>', ['mediaType /paths/~1pets/get/responses/200/content']],
    ['a broken schema of another file', 'listPets', 200, 'application/json', '[{"name":1}]', ['schema']],
    ['a range', 'listPets', 404, 'application/problem+json', '{"title":"No"}', []],
    [
      'a range that is broken',
      'listPets',
      404,
      'application/problem+json',
      '{"title":1}',
      [`schema ${PROBLEM}/content/application~1problem+json/schema/properties/title`],
    ],
    ['a range with another type', 'listPets', 404, 'text/html', 'No', [`mediaType ${PROBLEM}/content`]],
    ['the rest, of which no body is declared', 'listPets', 500, 'text/html', '<p>', []],
    ['an own status before its range', 'postPets', 422, 'text/plain', 'No', []],
    ['a status that is none', 'postPets', 500, undefined, '', ['status /paths/~1pets/post/responses']],
    ['a range of types', 'getPetsByPetIdPhotoByFormat', 200, 'image/svg+xml', '<svg/>', []],
    ['a picture that is none', 'getPetsByPetIdPhotoByFormat', 200, 'image/png', 'none', ['pictureBytes']],
    ['a body of a 204', 'deletePetsByPetId', 204, undefined, 'x', ['emptyBody']],
  ])('%s', (_, id, status, type, body, wanted) => {
    const found = faults(pets, id, status, type, body);
    expect(found).toHaveLength(wanted.length);
    for (const [index, start] of wanted.entries()) expect(found[index]).toContain(start);
  });

  it('are judged by schemas that run in circles', () => {
    const person = (home: object) =>
      JSON.stringify({ name: 'A', children: [{ name: 'B', mother: { name: 'A', home } }] });
    expect(faults(family, 'getPerson', 200, 'application/json', person({ harbour: 'Here' }))).toEqual([]);
    expect(faults(family, 'getPerson', 200, 'application/json', person({})).length).toBeGreaterThan(0);
  });

  it('of OpenAPI 3.0 may be null where they are nullable', () => {
    const item = (fields: object) => faults(old, 'listItems', 200, 'application/json', JSON.stringify(fields));
    expect(item({ note: null, kind: null, other: { note: 'x', other: null }, default: null })).toEqual([]);
    expect(item({ nullable: null })).toEqual(['schema /components/schemas/Item/properties/nullable']);
    expect(item({ kind: 'c' })).toEqual(['schema /components/schemas/Item/properties/kind']);
  });
});

describe('requests', () => {
  it.each<[string, Contract, string, string, Partial<ApiRequest>, string]>([
    ['a good number', pets, 'GET', '/v2/pets?limit=100', {}, 'accepted'],
    ['too great a number', pets, 'GET', '/v2/pets?limit=101', {}, 'parameterInvalid'],
    [
      'a list',
      pets,
      'GET',
      '/v2/pets?tags=tame&tags=wild',
      {},
      'The query parameter tags is a list, an object or coded.',
    ],
    [
      'JSON in a query',
      pets,
      'GET',
      '/v2/pets?where=%7B%7D',
      {},
      'The query parameter where is a list, an object or coded.',
    ],
    ['a good body', pets, 'POST', '/v2/pets', json({ name: 'Mia' }), 'accepted'],
    ['a bad body', pets, 'POST', '/v2/pets', json({ name: '' }), 'bodyInvalid'],
    ['a body against a pattern of the old kind', pets, 'POST', '/v2/pets', json({ name: 'a_b-c d!' }), 'bodyInvalid'],
    ['a body by it', pets, 'POST', '/v2/pets', json({ name: 'a_b-c d' }), 'accepted'],
    [
      'a deep object',
      pets,
      'GET',
      '/v2/pets?filter[old]=true',
      {},
      'The query parameter filter is a list, an object or coded.',
    ],
    ['no body', pets, 'POST', '/v2/pets', {}, 'bodyMissing'],
    [
      'XML',
      pets,
      'POST',
      '/v2/pets',
      { headers: { 'content-type': 'application/xml' }, body: Buffer.from('<a/>') },
      'Bodies of application/xml are not read here.',
    ],
    [
      'an undeclared type',
      pets,
      'POST',
      '/v2/pets',
      { headers: { 'content-type': 'text/css' }, body: Buffer.from('a') },
      'mediaTypeUnsupported',
    ],
    ['a circle', family, 'PUT', '/people/1', json({ name: 'A', mother: { name: 'B' } }), 'accepted'],
    ['a circle that is broken', family, 'PUT', '/people/1', json({ name: 'A', mother: {} }), 'bodyInvalid'],
    ['a number below an excluded bound', old, 'GET', '/items?below=99.5', {}, 'accepted'],
    ['an excluded bound', old, 'GET', '/items?below=100', {}, 'parameterInvalid'],
  ])('%s', async (_, contract, method, target, more, wanted) => {
    expect(await verdict(contract, method, target, more)).toBe(wanted);
  });

  it('with files that are no pictures are accepted', async () => {
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    expect(await verdict(old, 'POST', '/items', { headers, body: Buffer.from(part) })).toBe('accepted');
    expect(await verdict(old, 'POST', '/items', { headers, body: Buffer.from('--b--\r\n') })).toBe('partMissing');
  });
});

describe('callers', () => {
  const credential = (name: string, text: string): TestCredential => ({
    name,
    credential: text,
    scopes: ['keys:read'],
  });
  const known: Contract = {
    ...locked,
    credentials: [
      ['password', 'Basic cm9iOnB3'],
      ['key', 'abc123'],
      ['login', 'Bearer tok'],
      ['session', 'sid-1'],
    ].map(([name = '', text = '']) => credential(name, text)),
  };

  it.each<[string, string, Record<string, string>, string]>([
    ['Basic', '/me', { authorization: 'Basic cm9iOnB3' }, 'accepted'],
    ['another password', '/me', { authorization: 'Basic eDp5' }, 'credentialUnknown'],
    ['a bearer where Basic is due', '/me', { authorization: 'Bearer tok' }, 'credentialMalformed'],
    ['a cookie', '/me', { cookie: 'sid=sid-1' }, 'accepted'],
    ['a key', '/keys', { 'x-api-key': 'abc123' }, 'accepted'],
    ['another key', '/keys', { 'x-api-key': 'abc' }, 'credentialUnknown'],
    ['OpenID Connect', '/keys', { authorization: 'Bearer tok' }, 'accepted'],
    ['nobody', '/keys', {}, 'credentialMissing'],
    ['two at once', '/both', {}, 'More than one credential is asked for at once.'],
    ['nobody where all may come', '/open', {}, 'accepted'],
  ])('%s', async (_, target, headers, wanted) => {
    expect(await verdict(known, 'GET', target, { headers })).toBe(wanted);
  });

  it('without known credentials', async () => {
    expect(await verdict(locked, 'GET', '/me', { headers: { authorization: 'Basic eDp5' } })).toMatch(
      /lists no credentials/,
    );
    expect(await verdict(locked, 'GET', '/me')).toBe('credentialMissing');
  });
});

describe('a bad file', () => {
  it.each<[string, RegExp]>([
    ['bad/not-yaml.yaml', /bad\/not-yaml\.yaml:3:1 .*\nMend it, and look again with: npx @redocly\/cli lint/],
    ['bad/dangling.yaml', /bad\/dangling\.yaml:7:79 Can't resolve \$ref/],
    ['bad/twice.yaml', /bad\/twice\.yaml:5:14 .*unique `operationId`/],
    ['bad/swagger.yaml', /bad\/swagger\.yaml:1:1 is Swagger 2\.0; expected .* Convert it: npx swagger2openapi/],
    ['bad/no-version.yaml', /bad\/no-version\.yaml:1:1 .*; expected is an OpenAPI document of version 3\.1 or 3\.0/],
    ['bad/only-webhooks.yaml', /declares no operation under “paths”; webhooks/],
    ['bad/aliases.yaml', /bad\/aliases\.yaml:1:1 its aliases stand for more than fits in any memory/],
    [
      'bad/private.yaml',
      /bad\/private\.yaml:9:\d+ .*127\.0\.0\.1:1\/schema\.yaml cannot be fetched: its host is private/,
    ],
    ['bad/absent.yaml', /absent\.yaml does not exist; --spec wants an OpenAPI document/],
  ])('%s', async (name, wanted) => {
    await expect(specFrom(name)).rejects.toThrow(wanted);
  });
});
