import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Media, Operation } from '../../../contract/contract.ts';
import type { Json } from '../../../contract/document.ts';
import { type Asked, shown } from '../asked.ts';
import { goodRequest } from '../good-request.ts';
import { namesOf } from './contract-words.ts';
import { valuesOf } from './schema-values.ts';
import { spoiledTexts } from './spoiled-json.ts';

const JSON_TYPE = 'application/json';

/** So many requests with random JSON bodies, where the operation takes them. The same seed gives the same ones. */
export function randomBodies(contract: Contract, operation: Operation, count: number, seed: number): Asked[] {
  if (!operation.body?.content.has(JSON_TYPE)) return [];
  return fc.sample(bodiesOf(contract, operation), { numRuns: count, seed });
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
  const ofAddresses = media === undefined || contract.pictures.length === 0 ? [] : addressNames(media);
  const values = fc.oneof(
    ...(examples.length === 0 ? [] : [fc.constantFrom(...examples)]),
    valuesOf(contract.document, media?.schema ?? {}),
    ...ofAddresses.map((name) => addresses(contract).map((url): Json => ({ [name]: url }))),
  );
  const names = namesOf(contract.document, { schema: media?.schema });
  const secrets = [...contract.schemes.values()].flatMap((one) => (one.type === 'apiKey' ? [one.name] : []));
  return spoiledTexts(values, names, secrets).map((body): Asked => [shown(body), { ...good, body }]);
}

/** Properties that are addresses. */
export function addressNames({ properties }: Media): string[] {
  return [...properties].filter(([, { format }]) => format === 'uri').map(([name]) => name);
}

/** Addresses of pictures at hand, private ones, and what is none. */
function addresses({ pictures }: Contract): Arbitrary<string> {
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
  return fc.constantFrom(...known, ...privateUrls, ...odd, ...long);
}
