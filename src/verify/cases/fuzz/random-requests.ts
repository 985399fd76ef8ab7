import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Operation } from '../../../contract/contract.ts';
import type { Json, Parameter } from '../../../contract/document.ts';
import type { Asked, Sent } from '../asked.ts';
import { inPath } from '../change-request.ts';
import { goodRequest } from '../good-request.ts';
import { valuesOf } from './schema-values.ts';
import { spoiledTexts } from './spoiled-json.ts';

const JSON_TYPE = 'application/json';

/** So many requests with random JSON bodies, where the operation takes them. The same seed gives the same ones. */
export function randomBodies(contract: Contract, operation: Operation, count: number, seed: number): Asked[] {
  if (!operation.body?.content.has(JSON_TYPE)) return [];
  return fc.sample(bodiesOf(contract, operation), { numRuns: count, seed });
}

/** So many requests with random parameters, where the operation has some. */
export function randomParameters(contract: Contract, operation: Operation, count: number, seed: number): Asked[] {
  if (operation.parameters.length === 0) return [];
  return fc.sample(parametersOf(contract, operation), { numRuns: count, seed });
}

/** Addresses within private networks, which no server must ask. */
export const privateUrls: readonly string[] = [
  'http://localhost/a.jpg',
  'http://a.localhost./a.jpg',
  'http://127.0.0.1:4010/a.jpg',
  'http://2130706433/a.jpg',
  'http://0x7f.1/a.jpg',
  'http://10.1.2.3/a.jpg',
  'http://169.254.169.254/latest',
  'http://192.168.0.1/a.jpg',
  'http://[::1]/a.jpg',
  'http://[::ffff:127.0.0.1]/a.jpg',
  'http://[fe80::1]/a.jpg',
  'http://[fd00::1]/a.jpg',
];

function bodiesOf(contract: Contract, operation: Operation): Arbitrary<Asked> {
  const good = goodRequest(contract, operation, { type: JSON_TYPE });
  const media = operation.body?.content.get(JSON_TYPE);
  const examples = [...(media?.examples.values() ?? [])].map(({ value = null }) => value);
  const values = fc.oneof(
    ...(examples.length === 0 ? [] : [fc.constantFrom(...examples)]),
    valuesOf(contract.document, media?.schema ?? {}),
    ...(contract.pictures.length === 0 ? [] : [addresses(contract)]),
  );
  return spoiledTexts(values).map((body): Asked => [shown(body), { ...good, body }]);
}

/** Addresses of pictures at hand, private ones, and what is none. */
function addresses({ pictures }: Contract): Arbitrary<Json> {
  const known = pictures.map(({ url }) => url);
  const odd = [
    'https://user:word@example.com/',
    'https://name@',
    'http://a.b:-',
    'ftp://localhost/a.jpg',
    'http://',
    'http://localhost/<a b>',
    '//localhost/a',
    'HTTP://LOCALHOST/a.jpg',
  ];
  const long = [2_047, 2_048, 2_049].map((length) => 'http://127.0.0.1/'.padEnd(length, 'a'));
  return fc.constantFrom(...known, ...privateUrls, ...odd, ...long).map((avatarUrl) => ({ avatarUrl }));
}

const ODD_VALUES: readonly string[] = [
  ...[
    '',
    '0',
    '1',
    '2',
    '-1',
    '-0',
    '01',
    '+1',
    '1.0',
    '1e0',
    '0x1',
    ' 1',
    '1 ',
    '1,0',
    '0,1',
    'true',
    'false',
    'null',
  ],
  ...[
    'NaN',
    'Infinity',
    '9007199254740993',
    '2147483648',
    '1_0',
    '٣',
    '１',
    '@adnapi',
    '@ADNAPI',
    'me',
    '6',
    '7',
    '99',
  ],
  ...['customer-1001', 'CUSTOMER-1001', 'iOS', 'ios', 'iOS,web', '[object Object]', '__proto__', '../..', '{user_id}'],
];

const values = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_VALUES) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
);

/** What no encoding of a value gives. */
const rawValues = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%C3',
  '%2500',
  '+1',
  '1+',
  '%31',
  '1;0',
  '1=0',
  '%20',
  '%0d%0a',
  '%7F',
);

/** One, two or three parameters of the operation with random values; the others are as they should be. */
function parametersOf(contract: Contract, operation: Operation): Arbitrary<Asked> {
  const good = goodRequest(contract, operation);
  const one = fc.constantFrom(...operation.parameters).chain((parameter) => changesOf(parameter, operation));
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((changes): Asked => {
    const { method, headers, path, body } = changes.reduce<Sent>((sent, change) => change(sent), good);
    return [`${path} ${shown(JSON.stringify(headers))}`, { method, path, headers: headers ?? {}, body }];
  });
}

type Change = (sent: Sent) => Sent;

function changesOf({ in: place, name }: Parameter, { path: template }: Operation): Arbitrary<Change> {
  const encoded = fc.oneof(
    { weight: 5, arbitrary: values.map(encodeURIComponent) },
    { weight: 1, arbitrary: rawValues },
  );
  if (place === 'path')
    return encoded.map((value) => (sent) => ({ ...sent, path: inPath(sent.path, template, name, value) }));
  if (place === 'query') {
    const names = fc.constantFrom(
      name,
      name,
      name,
      name,
      `${name}[]`,
      `${name}[a]`,
      name.toUpperCase(),
      `${name}%00`,
      `%20${name}`,
    );
    return fc.tuple(names, encoded).map(([key, value]) => (sent) => ({
      ...sent,
      path: withQuery(sent.path, `${key}=${value}`),
    }));
  }
  return values.map((value) => (sent) => ({
    ...sent,
    headers: { ...sent.headers, [name]: value.replace(/[^\x20-\x7e]/g, '').trim() },
  }));
}

function withQuery(path: string, pair: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${pair}`;
}

function shown(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text;
}
