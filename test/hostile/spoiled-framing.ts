import fc, { type Arbitrary } from 'fast-check';
import { type Hostile, hostile, octetsOf, type Step } from './hostile.ts';
import { bodyTargets, type Target, targets } from './targets.ts';

const aTarget = fc.constantFrom(...targets);
const aBodyTarget = fc.constantFrom(...bodyTargets);

const lengths = [
  '-1',
  '+5',
  'abc',
  '1e3',
  '0x10',
  '5 5',
  '5, 6',
  '5,5',
  '',
  ' ',
  '99999999999999999999999',
  '9007199254740993',
  '1.5',
  '0',
  '00005',
  'NaN',
  '٣',
];

const codings = [
  'chunked, gzip',
  'gzip, chunked',
  'xchunked',
  'chunked, chunked',
  'identity',
  '',
  'chunked;q=1',
  'CHUNKED',
  ' chunked',
  'chunked\t',
  'cow',
];

const chunks = [
  'ZZ\r\n',
  '-1\r\n\r\n',
  'ffffffffffffffffffff\r\n',
  '7fffffffffffffff\r\nx',
  '5\r\nabc',
  '5;ext="\r\nabcde\r\n0\r\n\r\n',
  `5;${'e'.repeat(20_000)}\r\nabcde\r\n0\r\n\r\n`,
  '5\nabcde\n0\n\n',
  '5\r\nabcdeX\r\n0\r\n\r\n',
  '0\r\n',
  '0\r\nTrailer: x\r\n\r\n',
  `0\r\n${'T: x\r\n'.repeat(5_000)}\r\n`,
  ' 5\r\nabcde\r\n0\r\n\r\n',
  '0x5\r\nabcde\r\n0\r\n\r\n',
  `${'1\r\na\r\n'.repeat(5_000)}0\r\n\r\n`,
  '\r\n\r\n',
];

/** Octets before, after or instead of HTTP. */
const strangers: readonly (string | Buffer)[] = [
  'GET /\r\n',
  'GET /api/v1/profile/avatar\r\n\r\n',
  'GET / HTTP/0.9\r\n\r\n',
  'GET / HTTP/2.0\r\n\r\n',
  'GET / HTTP/1.2\r\nHost: x\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / http/1.1\r\n\r\n',
  'GET / HTTP/1.1\nHost: x\n\n',
  'GET / HTTP/1.1\rHost: x\r\r',
  'GET  /  HTTP/1.1\r\n\r\n',
  'GET\t/\tHTTP/1.1\r\n\r\n',
  ' GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\n Host: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
  'GET / HTTP/1.1\r\n: x\r\n\r\n',
  'GET / HTTP/1.1\r\nNoColon\r\n\r\n',
  'GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n',
  'GET / HTTP/1.1\r\nX: a\u0000b\r\n\r\n',
  'GET / HTTP/1.1\r\nX: a\rb\r\n\r\n',
  'GET /\u0000 HTTP/1.1\r\n\r\n',
  'DELETE /api/v1/profile/avatar HTTP/1.1\r\nX\u0000: y\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  Buffer.from('505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000', 'hex'),
  Buffer.from('16030102000100fc0303', 'hex'),
  Buffer.from('1603010200010001fc0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f200000', 'hex'),
  'SSH-2.0-OpenSSH_9.6\r\n',
  'EHLO example.com\r\n',
  '*1\r\n$4\r\nPING\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  '{"jsonrpc":"2.0","method":"x","id":1}\n',
  '\r\n\r\n\r\n\r\nGARBAGE\r\n\r\n',
  'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n',
  'CONNECT /api/v1/profile/avatar HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT * HTTP/1.1\r\n\r\n',
];

function framed(
  kind: string,
  target: Target,
  headers: [string, string][],
  body: Buffer | string,
  more: Partial<Hostile> = {},
): Hostile {
  return hostile(
    kind,
    target.method,
    target.path,
    [octetsOf(target.method, target.path, [...target.headers, ...headers], body)],
    { garbled: true, ...more },
  );
}

function whole({ method, path, headers, body }: Target): Buffer {
  return octetsOf(
    method,
    path,
    [...headers, ...(body.length === 0 ? [] : [['Content-Length', String(body.length)] as [string, string]])],
    body,
  );
}

/** The same octets in pieces of this size, with pauses between them. */
function dripping(octets: Buffer, pieces: number, pauseMs: number): Step[] {
  const size = Math.ceil(octets.length / pieces);
  return Array.from({ length: pieces }, (_, index) => [
    octets.subarray(index * size, (index + 1) * size),
    pauseMs,
  ]).flat();
}

function cut(octets: Buffer, share: number): Buffer {
  return octets.subarray(0, Math.floor(octets.length * share));
}

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });

/** Connections whose framing, order or timing is not what HTTP asks for. */
export const spoiledFraming: readonly [weight: number, arbitrary: Arbitrary<Hostile>][] = [
  [
    3,
    fc
      .tuple(aBodyTarget, fc.constantFrom(...lengths))
      .map(([target, length]) => framed('wrong Content-Length', target, [['Content-Length', length]], target.body)),
  ],
  [
    2,
    fc.tuple(aBodyTarget, fc.nat({ max: 3_000 }), fc.nat({ max: 3_000 })).map(([target, one, other]) =>
      framed(
        'two Content-Lengths',
        target,
        [
          ['Content-Length', String(one)],
          ['Content-Length', String(other)],
        ],
        target.body,
      ),
    ),
  ],
  [
    2,
    fc.tuple(aBodyTarget, fc.boolean()).map(([target, first]) => {
      const both: [string, string][] = [
        ['Content-Length', String(target.body.length)],
        ['Transfer-Encoding', 'chunked'],
      ];
      return framed('Content-Length and chunks', target, first ? both : both.reverse(), `0\r\n\r\n`);
    }),
  ],
  [
    2,
    fc
      .tuple(aBodyTarget, fc.constantFrom(...codings))
      .map(([target, coding]) =>
        framed('wrong Transfer-Encoding', target, [['Transfer-Encoding', coding]], '0\r\n\r\n'),
      ),
  ],
  [
    3,
    fc
      .tuple(aBodyTarget, fc.constantFrom(...chunks))
      .map(([target, body]) => framed('wrong chunks', target, [['Transfer-Encoding', 'chunked']], body)),
  ],
  [
    1,
    fc
      .tuple(aBodyTarget, share)
      .map(([target, part]) =>
        hostile('body shorter than announced', target.method, target.path, [
          octetsOf(
            target.method,
            target.path,
            [...target.headers, ['Content-Length', String(target.body.length)]],
            cut(target.body, part),
          ),
        ]),
      ),
  ],
  [
    1,
    fc
      .tuple(aBodyTarget, share)
      .map(([target, part]) =>
        hostile('body longer than announced', target.method, target.path, [
          octetsOf(
            target.method,
            target.path,
            [...target.headers, ['Content-Length', String(Math.floor(target.body.length * part))]],
            target.body,
          ),
        ]),
      ),
  ],
  [
    1,
    fc
      .tuple(aTarget, share)
      .map(([target, part]) =>
        hostile(
          'header that stops',
          target.method,
          target.path,
          [cut(octetsOf(target.method, target.path, target.headers), part)],
          { garbled: true },
        ),
      ),
  ],
  [
    1,
    fc
      .tuple(aTarget, fc.integer({ min: 2, max: 10 }), fc.integer({ min: 5, max: 60 }))
      .map(([target, pieces, pauseMs]) =>
        hostile('request that drips', target.method, target.path, dripping(whole(target), pieces, pauseMs)),
      ),
  ],
  [
    1,
    fc
      .tuple(aTarget, fc.integer({ min: 4, max: 8 }))
      .map(([target, pieces]) =>
        hostile(
          'header that drips for ever',
          target.method,
          target.path,
          dripping(octetsOf(target.method, target.path, target.headers), pieces, 450),
          { garbled: true },
        ),
      ),
  ],
  [
    3,
    fc.array(aTarget, { minLength: 2, maxLength: 6 }).map((several) =>
      hostile('pipelined', '', '', [Buffer.concat(several.map(whole))], {
        methods: several.map(({ method }) => method),
        targets: several.map(({ path }) => path),
        answers: several.length,
      }),
    ),
  ],
  [
    2,
    fc
      .tuple(fc.array(aTarget, { minLength: 1, maxLength: 4 }), fc.constantFrom(...strangers))
      .map(([several, stranger]) =>
        hostile(
          'pipelined before garbage',
          '',
          '',
          [Buffer.concat([...several.map(whole), Buffer.from(stranger as string)])],
          {
            methods: several.map(({ method }) => method),
            targets: several.map(({ path }) => path),
            answers: several.length,
          },
        ),
      ),
  ],
  [
    2,
    fc
      .tuple(aTarget, share)
      .map(([target, part]) =>
        hostile('early close', target.method, target.path, [cut(whole(target), part)], { answers: 0, garbled: true }),
      ),
  ],
  [
    1,
    aTarget.map((target) =>
      hostile('close before the answer', target.method, target.path, [whole(target)], { answers: 0 }),
    ),
  ],
  [
    1,
    aTarget.map((target) =>
      hostile(
        'close in the middle of it',
        target.method,
        target.path,
        [cut(whole(target), 0.5), 20, cut(whole(target), 0.1), 10],
        { answers: 0, garbled: true },
      ),
    ),
  ],
  [
    2,
    fc
      .constantFrom(...strangers)
      .map((octets) => hostile('no HTTP', 'GET', '', [Buffer.from(octets as string)], { garbled: true, targets: [] })),
  ],
  [
    2,
    fc
      .uint8Array({ minLength: 1, maxLength: 2_000 })
      .map((octets) => hostile('binary garbage', 'GET', '', [Buffer.from(octets)], { garbled: true, targets: [] })),
  ],
  [
    1,
    fc
      .tuple(aTarget, fc.constantFrom('h2c', 'websocket', 'TLS/1.0', 'x'))
      .map(([target, protocol]) =>
        framed(
          'Upgrade',
          target,
          [
            ['Connection', 'Upgrade'],
            ['Upgrade', protocol],
            ...(target.body.length === 0 ? [] : [['Content-Length', String(target.body.length)] as [string, string]]),
          ],
          target.body,
          { garbled: false },
        ),
      ),
  ],
  [
    1,
    aTarget.map((target) =>
      hostile('HTTP/1.0', target.method, target.path, [
        octetsOf(
          target.method,
          target.path,
          [
            ...target.headers,
            ...(target.body.length === 0 ? [] : [['Content-Length', String(target.body.length)] as [string, string]]),
          ],
          target.body,
          'HTTP/1.0',
        ),
      ]),
    ),
  ],
];
