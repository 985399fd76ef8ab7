import fc, { type Arbitrary } from 'fast-check';
import { type Hostile, hostile, octetsOf } from './hostile.ts';
import { bodyTargets, formTargets, jsonTargets, rawTargets, type Target } from './targets.ts';

const KIBIBYTE = 1024;

/** JSON as nobody should send it; the first is the one on which Prism hangs (field notes, Prism 1). */
const badJson: readonly (string | Buffer)[] = [
  '{"avatarUrl": ',
  '{',
  '}',
  '',
  ' ',
  'null',
  'true',
  '0',
  '-',
  '"text"',
  '[]',
  '{}',
  '[{}]',
  'NaN',
  '{"a":NaN}',
  '{"a":01}',
  '{"a":1,}',
  "{'a':1}",
  '{"a":1}{"a":1}',
  '{"a":1} x',
  '/* */{}',
  '{"a":"\u0000"}',
  '{"a":"\\ud800"}',
  '{"name":"\\udfff\\ud800"}',
  '{"a":"\\u12"}',
  '{"a":1e999}',
  `{"a":${'9'.repeat(10_000)}}`,
  `{"avatarUrl":${'-1'.padEnd(400, '0')}}`,
  `{"avatarUrl":"http://${'a'.repeat(100_000)}"}`,
  `{"avatarUrl":"${'http://['.repeat(2_000)}"}`,
  '{"__proto__":{"avatarUrl":"https://example.com/a.jpg"}}',
  '{"__proto__":null,"constructor":{"prototype":{}},"avatarUrl":1}',
  '{"constructor":"x","toString":"y","hasOwnProperty":1,"valueOf":{}}',
  '{"name":{"__proto__":[]},"locale":{},"timezone":[],"description":{"text":{}}}',
  '{"avatarUrl":"https://example.com/a.jpg","avatarUrl":5}',
  Buffer.from('\ufeff{}'),
  Buffer.from('{"a":1}', 'utf16le'),
  Buffer.from('7b2261223a22c328227d', 'hex'),
  Buffer.from('7b2261223a22eda080227d', 'hex'),
  Buffer.from('ff'.repeat(64), 'hex'),
  '['.repeat(100_000),
  '{"a":'.repeat(20_000),
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"annotations":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
  `{"annotations":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
  `{"avatarUrl":"https://example.com/a.jpg","x":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
  `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`,
  `{"annotations":[${'{"type":"a.b","value":{}},'.repeat(3_000)}{}]}`,
  `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`,
];

/** Forms as nobody should send them; the first is the one that ends Prism (field notes, Prism 2). */
const badForms: readonly [type: string, body: string][] = [
  ['multipart/form-data; boundary=b', '--b\r\n[DATA]\r\n--b--\r\n'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="avatar"; filename="andrew_ryan.webp"\r\nContent-Type: image/webp\r\n[DATA]\r\n----',
  ],
  ['multipart/form-data', '--b\r\n\r\n\r\n--b--'],
  ['multipart/form-data; boundary=', '--\r\n\r\n\r\n----'],
  ['multipart/form-data; boundary=""', '--\r\nContent-Disposition: form-data; name="avatar"\r\n\r\nx\r\n----'],
  ['multipart/form-data; boundary="b', '--b--'],
  ['multipart/form-data; boundary=b', ''],
  ['multipart/form-data; boundary=b', '--b--'],
  ['multipart/form-data; boundary=b', '--b'],
  ['multipart/form-data; boundary=b', '--b\r\n'],
  ['multipart/form-data; boundary=b', '--b\r\n\r\n--b--'],
  ['multipart/form-data; boundary=b', '--b\r\n--b\r\n--b--\r\n'],
  ['multipart/form-data; boundary=b', '--b\r\n: \r\n\r\n\r\n--b--'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="avatar"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\nx',
  ],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="__proto__"; filename="a"\r\n\r\nx\r\n--b--',
  ],
  [
    'multipart/form-data; boundary=b',
    `--b\r\nContent-Disposition: form-data; name="avatar"; filename*=UTF-8''%ff%fe%00\r\n\r\nx\r\n--b--`,
  ],
  [
    'multipart/form-data; boundary=b',
    `--b\r\nContent-Disposition: form-data; name="avatar"; filename*=klingon'x'%e5\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b--`,
  ],
  [
    'multipart/form-data; boundary=b',
    `--b\r\nContent-Disposition: form-data; name="avatar"\r\nContent-Type: text/plain; charset=klingon\r\n\r\nx\r\n--b--`,
  ],
  ['multipart/form-data; boundary=b', `--b\r\nContent-Disposition: ${'form-data;'.repeat(900)}\r\n\r\nx\r\n--b--`],
  ['multipart/form-data; boundary=b', `--b\r\n${'X: y\r\n'.repeat(2_500)}\r\nx\r\n--b--`],
  ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(1_500)],
  ['multipart/form-data; boundary=--', `${'--'.repeat(30_000)}`],
  ['multipart/form-data; boundary=b', `\r\n--${'\r\n--'.repeat(20_000)}`],
  [
    'multipart/form-data; boundary=b',
    `--b\r\nContent-Disposition: form-data; name="avatar"; filename="a.jpg"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--`,
  ],
  [`multipart/form-data; boundary=${'b'.repeat(5_000)}`, `--${'b'.repeat(5_000)}--`],
  ['multipart/form-data; boundary=b; boundary=c', '--c--'],
  ['multipart/form-data; \u00ff=b; boundary=b', '--b--'],
];

const contentTypes = [
  '',
  ' ',
  ';',
  '/',
  'application',
  'application/',
  '/json',
  'application/json;',
  'application/json; charset',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'APPLICATION/JSON',
  'application/json, text/plain',
  'application/vnd.api+json',
  'multipart/form-data; boundary=\u00e9',
  'image/jpeg; q=1',
  '__proto__',
  'constructor',
  'x'.repeat(9_000),
];

const badJsonBody: Arbitrary<Buffer> = fc.oneof(
  fc.constantFrom(...badJson).map((body) => Buffer.from(body as string)),
  fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text)),
  fc.integer({ min: 60, max: 40_000 }).map((depth) => Buffer.from('[{"a":'.repeat(depth))),
  fc
    .dictionary(
      fc.constantFrom('name', 'locale', 'timezone', 'description', 'annotations', 'avatarUrl', '__proto__', 'type'),
      fc.jsonValue(),
    )
    .map((value) => Buffer.from(JSON.stringify(value))),
);

/** Good octets with something missing, doubled, inserted or changed. */
function spoiled(good: Buffer): Arbitrary<Buffer> {
  const places = fc.nat({ max: Math.max(good.length - 1, 0) });
  return fc.oneof(
    places.map((at) => good.subarray(0, at)),
    places.map((at) => good.subarray(at)),
    fc.tuple(places, places).map(([one, other]) => Buffer.concat([good.subarray(0, one), good.subarray(other)])),
    fc
      .tuple(places, fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([at, octets]) => Buffer.concat([good.subarray(0, at), octets, good.subarray(at)])),
    fc.array(fc.tuple(places, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }).map((changes) => {
      const copy = Buffer.from(good);
      for (const [at, octet] of changes) copy[at] = octet;
      return copy;
    }),
  );
}

/** A request with this body in the place of the good one, by length or in chunks. */
function withBody(kind: string, target: Target, body: Buffer, type = target.type, chunked = false): Hostile {
  const headers = target.headers.map(([name, value]): [string, string] => [
    name,
    name === 'content-type' ? type : value,
  ]);
  const framing: [string, string] = chunked
    ? ['Transfer-Encoding', 'chunked']
    : ['Content-Length', String(body.length)];
  const sent = chunked
    ? Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
    : body;
  // An empty chunk ends the body.
  const octets = chunked && body.length === 0 ? Buffer.from('0\r\n\r\n') : sent;
  return hostile(kind, target.method, target.path, [
    octetsOf(target.method, target.path, [...headers, framing], octets),
  ]);
}

/** Requests whose framing is right and whose body is not. */
export const spoiledBodies: readonly [weight: number, arbitrary: Arbitrary<Hostile>][] = [
  [
    10,
    fc
      .tuple(fc.constantFrom(...jsonTargets), badJsonBody, fc.boolean())
      .map(([target, body, chunked]) => withBody('malformed JSON', target, body, target.type, chunked)),
  ],
  [
    4,
    fc
      .constantFrom(...jsonTargets)
      .chain((target) => spoiled(target.body).map((body) => withBody('spoiled JSON', target, body))),
  ],
  [
    3,
    fc
      .tuple(
        fc.constantFrom(...jsonTargets),
        fc.uint8Array({ minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
      )
      .map(([target, octets, share]) => {
        const at = Math.floor(target.body.length * share);
        const invalid = octets.map((octet) => octet | 0x80);
        return withBody(
          'invalid UTF-8',
          target,
          Buffer.concat([target.body.subarray(0, at), invalid, target.body.subarray(at)]),
        );
      }),
  ],
  [
    6,
    fc
      .tuple(fc.constantFrom(...formTargets), fc.constantFrom(...badForms), fc.boolean())
      .map(([target, [type, body], chunked]) =>
        withBody('malformed form', target, Buffer.from(body, 'latin1'), type, chunked),
      ),
  ],
  [
    6,
    fc
      .constantFrom(...formTargets)
      .chain((target) => spoiled(target.body).map((body) => withBody('spoiled form', target, body))),
  ],
  [
    5,
    fc
      .constantFrom(...rawTargets)
      .chain((target) => spoiled(target.body).map((body) => withBody('spoiled picture', target, body))),
  ],
  [
    2,
    fc
      .tuple(fc.constantFrom(...bodyTargets), fc.uint8Array({ maxLength: 8 * KIBIBYTE }))
      .map(([target, body]) => withBody('random octets', target, Buffer.from(body))),
  ],
  [
    2,
    fc
      .tuple(fc.constantFrom(...bodyTargets), fc.constantFrom(...contentTypes))
      .map(([target, type]) => withBody('wrong Content-Type', target, target.body, type)),
  ],
  [
    1,
    fc
      .tuple(fc.constantFrom(...bodyTargets), fc.integer({ min: 200 * KIBIBYTE, max: 9_000 * KIBIBYTE }), fc.boolean())
      .map(([target, octets, chunked]) => {
        const framing: [string, string] = chunked
          ? ['Transfer-Encoding', 'chunked']
          : ['Content-Length', String(octets)];
        const head = octetsOf(
          target.method,
          target.path,
          [...target.headers, framing],
          chunked ? `${octets.toString(16)}\r\n` : '',
        );
        const steps = [head, { fill: octets }, ...(chunked ? [Buffer.from('\r\n0\r\n\r\n')] : [])];
        return hostile('large body', target.method, target.path, steps);
      }),
  ],
];
