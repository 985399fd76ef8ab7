import fc, { type Arbitrary } from 'fast-check';
import { type Hostile, hostile, octetsOf } from './hostile.ts';
import { bodyTargets, picturePaths, type Target, targets } from './targets.ts';

const KIBIBYTE = 1024;

type Headers = [string, string][];

const aTarget = fc.constantFrom(...targets);

/** What can stand in a header line: no line end, no null. */
const headerText = fc
  .string({ unit: 'binary-ascii', maxLength: 60 })
  .map((text) => text.replace(/[^\t\x20-\x7e]/g, '').trim());
const latinText = fc.uint8Array({ maxLength: 60 }).map((octets) =>
  Buffer.from(octets)
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
    .trim(),
);
const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);

const authorizations = [
  '',
  'Bearer',
  'Bearer ',
  'bearer portrait-user-6',
  'BEARER portrait-adnapi-update-profile',
  'Bearer  two  blanks',
  'Bearer portrait-user-6, Bearer portrait-user-7',
  'Bearer __proto__',
  'Bearer constructor',
  'Api-Key',
  'Api-Key secret',
  'Api-Key toString',
  'Basic Og==',
  'Digest username="x"',
  `Bearer ${'x'.repeat(8_000)}`,
  'Bearer \u00e9\u00ff',
  'undefined',
  'null',
];

const cookies = [
  '',
  '=',
  ';',
  'token',
  'token=',
  'token=x; token=portrait-user-6',
  '__proto__=1',
  `${'a=b; '.repeat(500)}`,
  'token="portrait-user-6"',
  'token==portrait-user-6',
  '\u00ff=1',
];

const preferences = [
  '',
  'code',
  'code=',
  'code=200',
  'code=401',
  'code=404',
  'code=500',
  'code=999',
  'code=-1',
  'code=2e2',
  'code=0x190',
  'code=200, code=404',
  'code=200;code=404',
  'code="404"',
  'code=404;example=',
  'example=__proto__',
  'example=constructor',
  'example=toString',
  'example=',
  'example="',
  'example="a\\"b"',
  'dynamic',
  'dynamic=true',
  'dynamic=maybe',
  'dynamic=true, seed=__proto__',
  'dynamic=true, seed=1, code=400',
  'dynamic=true, code=500',
  'seed=1',
  'respond-async, wait=10',
  'return=minimal',
  '__proto__=1, code=200',
  'constructor=x',
  ',,,,',
  ';;;;',
  '=',
  '==',
  '"',
  `example=${'x'.repeat(9_000)}`,
  `${'code=200,'.repeat(900)}`,
  `${' '.repeat(9_000)}code=200`,
];

const ranges = [
  'bytes=0-0',
  'bytes=0-',
  'bytes=-1',
  'bytes=-0',
  'bytes=5-2',
  'bytes=999999999-',
  'bytes=0-99999999999999999999',
  'bytes=-99999999999999999999',
  'bytes=a-b',
  'bytes=',
  'bytes',
  'bytes=0-0,1-1',
  `bytes=${'0-0,'.repeat(1_000)}1-1`,
  'items=0-1',
  'bytes=0x0-1',
  '=',
  '',
];

const conditions: readonly [string, string][] = [
  ['If-None-Match', '*'],
  ['If-None-Match', '"x"'],
  ['If-None-Match', '"'],
  ['If-None-Match', `${'"a",'.repeat(1_000)}"b"`],
  ['If-Match', '"x"'],
  ['If-Range', '"x"'],
  ['If-Range', 'Sat, 01 Jan 2000 00:00:00 GMT'],
  ['If-Modified-Since', 'yesterday'],
  ['If-Modified-Since', 'Sat, 01 Jan 2000 00:00:00 GMT'],
  ['Cache-Control', 'no-cache'],
];

const sizes = ['0', '1', '-1', '1.5', '1e3', '99999999999', 'NaN', '', '100', '2000', '2001', '__proto__', '%00', '７'];

const pathTricks = [
  '%2e%2e',
  '..',
  '.',
  '%2f',
  '%5c',
  '%00',
  '%',
  '%zz',
  '%c0%ae%c0%ae',
  '%ff',
  '%u002e',
  ';a=b',
  '//',
  '\\',
  '@',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '%F0%9F%99%82',
  'x'.repeat(5_000),
  `${'a/'.repeat(3_000)}`,
  `${'%2e%2e%2f'.repeat(500)}`,
  '{userId}',
  '0',
  '-1',
  '1e9',
  '99999999999999999999999',
  '6.0',
  '06',
  '@adnapi',
  '@',
  '%40adnapi',
  '#x',
  '?',
];

const wholeTargets = [
  '*',
  '/',
  '//',
  '///',
  '/.',
  '/..',
  '/%',
  '?',
  '?a=b',
  'x',
  'http:',
  'http://',
  'http:///',
  'http://127.0.0.1',
  'http://127.0.0.1/',
  'http://evil.example/api/v1/profile/avatar',
  'https://[::1',
  'http://a:b@c/api/v1/profile/avatar',
  'ftp://x/y',
  'example.com:443',
  '127.0.0.1:80',
  'javascript:alert(1)',
  '/_portrait',
  '/_portrait/',
  '/_portrait/health',
  '/_portrait/requests',
  '/_portrait/requests.har',
  '/_portrait/../api/v1/profile/avatar',
  '/openapi',
  '/openapi/',
  '/openapi/mastodon.json',
  '/openapi/../package.json',
  '/openapi/%2e%2e/package.json',
  '/openapi/__proto__',
  '/favicon.ico',
  '/etc/passwd',
  '/constructor',
  '/__proto__',
  `/${'x'.repeat(15_000)}`,
  `/${'x'.repeat(70_000)}`,
];

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'LINK',
  'M-SEARCH',
  'QUERY',
  'LOCK',
  'get',
  'Get',
  'FOO',
  '__proto__',
];

/** Methods that Node's parser knows; others are no HTTP to it. */
const known = new Set(methods.slice(0, 14));

/** A request to an operation with more headers, or others. */
function withHeaders(kind: string, target: Target, headers: Headers, more: Partial<Hostile> = {}): Hostile {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept = target.headers.filter(([name]) => !names.has(name.toLowerCase()));
  const framing: Headers = target.body.length === 0 ? [] : [['Content-Length', String(target.body.length)]];
  return hostile(
    kind,
    target.method,
    target.path,
    [octetsOf(target.method, target.path, [...kept, ...headers, ...framing], target.body)],
    more,
  );
}

function without(target: Target, name: string): Target {
  return { ...target, headers: target.headers.filter(([key]) => key.toLowerCase() !== name) };
}

function to(kind: string, { headers }: Target, method: string, target: string, more: Partial<Hostile> = {}): Hostile {
  return hostile(
    kind,
    method,
    target,
    [
      octetsOf(
        method,
        target,
        headers.filter(([name]) => name !== 'content-type'),
      ),
    ],
    more,
  );
}

const headerFlood: Arbitrary<Hostile> = fc.oneof(
  fc.tuple(aTarget, fc.integer({ min: 50, max: 3_000 }), token).map(([target, count, name]) =>
    withHeaders(
      'header flood',
      target,
      Array.from({ length: count }, (_, index): [string, string] => [`X-${name}-${index}`, String(index)]),
    ),
  ),
  fc
    .tuple(aTarget, fc.integer({ min: KIBIBYTE, max: 15 * KIBIBYTE }))
    .map(([target, size]) => withHeaders('header flood', target, [['X-Large', 'x'.repeat(size)]])),
  fc
    .tuple(aTarget, fc.integer({ min: 16 * KIBIBYTE, max: 60 * KIBIBYTE }))
    .map(([target, size]) => withHeaders('header flood', target, [['X-Large', 'x'.repeat(size)]])),
  fc
    .tuple(aTarget, fc.integer({ min: 64 * KIBIBYTE, max: 400 * KIBIBYTE }))
    .map(([target, size]) => withHeaders('header flood', target, [['X-Large', 'x'.repeat(size)]], { garbled: true })),
  fc
    .tuple(
      aTarget,
      fc.constantFrom('Authorization', 'Cookie', 'Host', 'Content-Type', 'Prefer', 'Origin'),
      fc.integer({ min: 2, max: 60 }),
    )
    .map(([target, name, count]) =>
      withHeaders(
        'header flood',
        target,
        Array.from({ length: count }, (_, index): [string, string] => [name, `v${index}`]),
      ),
    ),
);

/** Requests whose framing is right, and whose target or headers are not. */
export const spoiledHeads: readonly [weight: number, arbitrary: Arbitrary<Hostile>][] = [
  [5, headerFlood.map((flood) => ({ ...flood, garbled: flood.garbled || octetsIn(flood) > 60 * KIBIBYTE }))],
  [
    4,
    fc
      .tuple(
        aTarget,
        fc.oneof(
          fc.constantFrom(...authorizations),
          headerText,
          latinText.map((text) => `Bearer ${text}`),
        ),
      )
      .map(([target, value]) => withHeaders('credential junk', target, [['Authorization', value]])),
  ],
  [
    2,
    fc
      .tuple(aTarget, fc.oneof(fc.constantFrom(...cookies), latinText))
      .map(([target, value]) => withHeaders('cookie junk', without(target, 'authorization'), [['Cookie', value]])),
  ],
  [
    5,
    fc
      .tuple(aTarget, fc.oneof(fc.constantFrom(...preferences), headerText, latinText))
      .map(([target, value]) =>
        withHeaders('Prefer junk', target, [['Prefer', value]], { wishes: value.includes('500') }),
      ),
  ],
  [
    3,
    fc
      .tuple(
        aTarget,
        fc.constantFrom(...picturePaths),
        fc.constantFrom('GET', 'HEAD'),
        fc.oneof(fc.constantFrom(...ranges), headerText),
        fc.subarray([...conditions], { maxLength: 2 }),
      )
      .map(([, path, method, range, conditional]) =>
        hostile('Range junk', method, path, [
          octetsOf(method, path, [['Host', '127.0.0.1'], ['Range', range], ...conditional]),
        ]),
      ),
  ],
  [
    2,
    fc
      .tuple(aTarget, fc.constantFrom(...picturePaths), fc.constantFrom(...sizes), fc.constantFrom(...sizes))
      .map(([target, path, w, h]) =>
        to('size junk', target, 'GET', `${path}?w=${encodeURIComponent(w)}&h=${encodeURIComponent(h)}`),
      ),
  ],
  [
    5,
    fc
      .tuple(aTarget, fc.constantFrom(...pathTricks), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([target, trick, share]) => {
        const segments = target.path.split('/');
        segments.splice(1 + Math.floor((segments.length - 1) * share), share > 0.5 ? 1 : 0, trick);
        return to('path trick', target, target.method, segments.join('/'));
      }),
  ],
  [
    3,
    fc
      .tuple(aTarget, fc.constantFrom('GET', 'OPTIONS', 'HEAD', 'POST', 'DELETE'), fc.constantFrom(...wholeTargets))
      .map(([target, method, whole]) =>
        to('odd target', target, method, whole, {
          garbled: !/^(?:\/|https?:\/\/[a-z0-9.]+\/)/.test(whole) || whole.length > 60_000,
        }),
      ),
  ],
  [
    2,
    fc
      .tuple(aTarget, fc.webPath(), fc.webQueryParameters())
      .map(([target, path, query]) =>
        to('unknown path', target, target.method, `/${path}?${query}`.replaceAll('//', '/')),
      ),
  ],
  [
    4,
    fc
      .tuple(aTarget, fc.constantFrom(...methods))
      .map(([target, method]) => to('odd method', target, method, target.path, { garbled: !known.has(method) })),
  ],
  [
    3,
    fc
      .tuple(
        aTarget,
        fc.integer({ min: 1, max: 1_500 }),
        fc.constantFrom(
          'a=b',
          'w=1',
          '__code=',
          '__code=x',
          '__dynamic=1',
          'include_html=maybe',
          '%00',
          '%zz=1',
          '=',
          'access_token=x',
          '__proto__=1',
        ),
      )
      .map(([target, count, pair]) =>
        to('query flood', target, target.method, `${target.path}?${Array(count).fill(pair).join('&')}`),
      ),
  ],
  [
    2,
    fc
      .tuple(
        fc.constantFrom(...bodyTargets),
        fc.constantFrom('100-continue', '200-ok', '', '100-continue, 100-continue', 'x'.repeat(3_000)),
      )
      .map(([target, value]) => withHeaders('Expect junk', target, [['Expect', value]])),
  ],
  [
    2,
    fc
      .tuple(
        aTarget,
        fc.constantFrom(
          '',
          'evil.example',
          '127.0.0.1:99999',
          '[::1]',
          'a b',
          'x'.repeat(300),
          '"><script>',
          'localhost:1, localhost:2',
          '\u00ff',
        ),
      )
      .map(([target, host]) => withHeaders('Host junk', target, [['Host', host]])),
  ],
  [
    2,
    fc
      .tuple(
        aTarget,
        fc.dictionary(
          token.filter((name) => !RESERVED.test(name)),
          latinText,
          { minKeys: 1, maxKeys: 8 },
        ),
      )
      .map(([target, headers]) => withHeaders('random headers', target, Object.entries(headers))),
  ],
  [
    1,
    fc
      .tuple(aTarget, fc.constantFrom('br', 'gzip', 'identity', 'deflate, gzip', 'x'.repeat(500), '*'))
      .map(([target, coding]) =>
        withHeaders('coding junk', target, [
          ['Content-Encoding', coding],
          ['Accept-Encoding', coding],
          ['Accept', coding],
        ]),
      ),
  ],
];

/** Headers that change where a request ends, or what it asks for. */
const RESERVED =
  /^(?:content-length|transfer-encoding|connection|upgrade|expect|prefer|host|te|keep-alive|proxy-connection)$/i;

function octetsIn({ steps }: Hostile): number {
  return steps.reduce<number>((sum, step) => sum + (Buffer.isBuffer(step) ? step.indexOf('\r\n\r\n') : 0), 0);
}
