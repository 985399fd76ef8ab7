import type { Contract, Operation } from '../src/contract/contract.ts';
import type { Asked, Sent } from '../src/verify/cases/asked.ts';
import { type GoodRequest, goodRequest } from '../src/verify/cases/good-request.ts';

export type { Asked } from '../src/verify/cases/asked.ts';

/**
 * Requests to one operation that reach each of its answers: plain, by every preference and credential, from its
 * every request example, by other methods, and wrong in every way that its contract can be missed.
 */
export function corpusOf(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const withHeaders = (headers: Record<string, string>): GoodRequest => ({
    ...good,
    headers: { ...good.headers, ...headers },
  });
  const without = (header: string): Sent => ({
    ...good,
    headers: Object.fromEntries(Object.entries(good.headers).filter(([name]) => name !== header)),
  });
  const withQuery = (query: string): Sent => ({ ...good, path: `${good.path}?${query}` });
  return [
    ['plain', good],
    ['from another origin', withHeaders({ origin: 'https://app.example' })],
    ...wishesOf(operation).flatMap(([name, value]): Asked[] => [
      [`Prefer: ${name}=${value}`, withHeaders({ prefer: `${name}=${value}` })],
      [`?__${name}=${value}`, withQuery(`__${name}=${value}`)],
    ]),
    ['made up, with a seed', withHeaders({ prefer: 'dynamic=true, seed=5' })],
    ['no credential', without('authorization')],
    ['an empty Authorization', withHeaders({ authorization: '' })],
    ['a scheme of others', withHeaders({ authorization: 'Basic cG9ydHJhaXQ6cG9ydHJhaXQ=' })],
    ['an unknown credential', withHeaders({ authorization: `${good.headers['authorization'] ?? 'Bearer '}x` })],
    ...contract.credentials.map(
      ({ name, credential }): Asked => [`credential ${name}`, withHeaders({ authorization: credential })],
    ),
    ...operation.parameters.flatMap((parameter) => parameterRequests(good, operation, parameter)),
    ...bodyRequests(contract, operation, good),
    ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map(
      (method): Asked => [`${method} there`, { ...good, method }],
    ),
    ['a preflight', { method: 'OPTIONS', path: good.path, headers: PREFLIGHT }],
    ['a slash at the end', { ...good, path: `${good.path}/` }],
    ['a path behind it', { ...good, path: `${good.path}/nothing-here` }],
    ['an unknown query', withQuery('unknown=1&w=20')],
  ];
}

const PREFLIGHT = {
  origin: 'https://app.example',
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'authorization, prefer',
};

function wishesOf({ responses }: Operation): [name: string, value: string][] {
  const all = [...responses.values()];
  const examples = new Set(all.flatMap(({ exampleNames }) => exampleNames));
  return [
    ...all.map(({ status }): [string, string] => ['code', String(status)]),
    ...[...examples].map((name): [string, string] => ['example', name]),
    ['code', '599'],
    ['example', 'noSuchExample'],
    ['dynamic', 'perhaps'],
  ];
}

function parameterRequests(
  good: GoodRequest,
  { path }: Operation,
  { in: place, name }: Operation['parameters'][number],
): Asked[] {
  if (place === 'query') {
    return ['1', '0', 'nonsense', ''].map(
      (value): Asked => [`${name}=${value}`, { ...good, path: `${good.path}?${name}=${value}` }],
    );
  }
  if (place === 'header') {
    const headers = (value: string): Sent => ({ ...good, headers: { ...good.headers, [name]: value } });
    return ['', 'nonsense', 'customer-1002', 'iOS'].map((value): Asked => [`${name}: ${value}`, headers(value)]);
  }
  const segments = path.split('/');
  const fromEnd = segments.length - segments.indexOf(`{${name}}`);
  return ['99', '0', '7', '3', '@adnapi', '%40adnapi', 'nobody', '1e3', '%F0%9F%98%80'].map((value): Asked => {
    const sent = good.path.split('/');
    sent[sent.length - fromEnd] = value;
    return [`${name} is ${value}`, { ...good, path: sent.join('/') }];
  });
}

function bodyRequests(contract: Contract, operation: Operation, good: GoodRequest): Asked[] {
  if (operation.body === undefined) return [['a body that nobody reads', { ...good, body: 'surplus' }]];
  const typed = (type: string, body: string | Buffer = good.body ?? ''): Sent => ({
    ...good,
    headers: { ...good.headers, 'content-type': type },
    body,
  });
  const bytes = Buffer.from(good.body ?? '');
  const half = bytes.subarray(0, bytes.length >> 1);
  const type = good.headers['content-type'] ?? '';
  return [
    ...[...operation.body.content.values()].flatMap((media) =>
      [...media.examples.keys()].map(
        (example): Asked => [
          `request example ${example}`,
          goodRequest(contract, operation, { type: media.type, example }),
        ],
      ),
    ),
    ['no body', { ...good, body: undefined }],
    ['an empty body', typed(type, '')],
    ['half a body', typed(type, half)],
    ['a body of null', typed(type, 'null')],
    ['a body of {}', typed(type, '{}')],
    ['a body of []', typed(type, '[]')],
    ['malformed JSON', typed(type, '{"name": ')],
    ['invalid UTF-8', typed(type, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    [
      'wrong values',
      typed(type, '{"name":1,"avatarUrl":"ftp://portrait.example","locale":"nowhere","description":[]}'),
    ],
    ['text/plain', typed('text/plain')],
    ['no boundary', typed('multipart/form-data')],
    ['another boundary', typed('multipart/form-data; boundary=other')],
    ['a picture of another type', typed('image/png')],
    [
      'no Content-Type',
      {
        ...good,
        headers: Object.fromEntries(Object.entries(good.headers).filter(([name]) => name !== 'content-type')),
      },
    ],
    ['a content coding', { ...good, headers: { ...good.headers, 'content-encoding': 'gzip' } }],
  ];
}
