import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { curlOf } from '../../../src/verify/curl.ts';
import { type WireRequest, wireTo } from '../../../src/verify/wire.ts';

/** What arrived, before anybody understood it. */
interface Arrived {
  line: string;
  /** Sorted; without those of the connection itself. */
  headers: string[];
  body: string;
}

const everyOctet = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
const json = { 'Content-Type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=x' };

/** Whoever writes lines for shells has stumbled over each of these. */
const REQUESTS: readonly [title: string, request: WireRequest][] = [
  ['a plain GET', { method: 'GET', target: '/users/me', headers: {} }],
  ['headers in any case', { method: 'GET', target: '/', headers: { 'x-lower': 'a', 'X-UPPER': 'b' } }],
  ['an own User-Agent and Accept', { method: 'GET', target: '/', headers: { 'user-agent': 'me', ACCEPT: 'image/*' } }],
  ['an empty header', { method: 'GET', target: '/', headers: { 'X-Empty': '', Accept: '' } }],
  ['a header of blanks', { method: 'GET', target: '/', headers: { 'X-Blank': '  ' } }],
  [
    'quotes, dollars and backslashes',
    { method: 'GET', target: '/', headers: { 'X-Odd': `it's "$HOME" \`id\` \\n %s !!` } },
  ],
  ['a header beyond ASCII', { method: 'GET', target: '/', headers: { 'X-Latin': 'Gr\u00fc\u00dfe \u0080\u00ff %41' } }],
  ['a tab in a header', { method: 'GET', target: '/', headers: { 'X-Tab': 'a\tb' } }],
  ['another Host', { method: 'GET', target: '/', headers: { Host: 'elsewhere.example:81' } }],
  ['an at sign at the beginning of a header', { method: 'GET', target: '/', headers: { 'X-At': '@/etc/hostname' } }],
  ['a cookie', { method: 'GET', target: '/', headers: { Cookie: 'token=a; b="c"' } }],
  ['a query', { method: 'GET', target: "/a?b=c&d=%20+'e'&f", headers: {} }],
  ['an empty query', { method: 'GET', target: '/a?', headers: {} }],
  ['brackets and braces', { method: 'GET', target: '/a{1,2}/[1-3]?x[]=1', headers: {} }],
  ['dots in the path', { method: 'GET', target: '/a/../b/./%2e%2e/c/..', headers: {} }],
  ['two slashes', { method: 'GET', target: '//a//b', headers: {} }],
  ['escapes in small and large letters', { method: 'GET', target: '/%2f%2F%zz%', headers: {} }],
  ['letters that no address has', { method: 'GET', target: '/a"<>|\\^`b\u00e9', headers: {} }],
  ['a hash', { method: 'GET', target: '/a#b?c', headers: {} }],
  ['an asterisk', { method: 'OPTIONS', target: '*', headers: {} }],
  ['an absolute target', { method: 'GET', target: 'http://other.example/a', headers: {} }],
  ['a HEAD', { method: 'HEAD', target: '/users/me', headers: { Range: 'bytes=0-1' } }],
  ['a DELETE', { method: 'DELETE', target: '/a', headers: {} }],
  ['a DELETE with a body', { method: 'DELETE', target: '/a', headers: json, body: Buffer.from('{}') }],
  ['a GET with a body', { method: 'GET', target: '/a', headers: {}, body: Buffer.from('x') }],
  ['a GET with an empty body', { method: 'GET', target: '/a', headers: {}, body: Buffer.alloc(0) }],
  ['a method of nobody', { method: 'M-SEARCH', target: '/', headers: {} }],
  ['a POST without a body', { method: 'POST', target: '/a', headers: {} }],
  ['a PUT with an empty body', { method: 'PUT', target: '/a', headers: {}, body: Buffer.alloc(0) }],
  ['JSON', { method: 'POST', target: '/a', headers: json, body: Buffer.from(`{"a":"it's","b":"\\u0000"}`) }],
  ['JSON over lines', { method: 'PATCH', target: '/a', headers: json, body: Buffer.from('{\n\t"a": "%d\\n"\n}\n\n') }],
  ['a body without a type', { method: 'PUT', target: '/a', headers: {}, body: Buffer.from('a=b&c') }],
  ['an at sign', { method: 'POST', target: '/a', headers: {}, body: Buffer.from('@/etc/hostname') }],
  ['a body of a hyphen', { method: 'POST', target: '/a', headers: {}, body: Buffer.from('--x\r\n-\r\n') }],
  ['a line end at the end', { method: 'POST', target: '/a', headers: {}, body: Buffer.from('\n') }],
  ['Unicode', { method: 'POST', target: '/a', headers: json, body: Buffer.from('"Grüße 👋🏽 \u202e \u2028 \u0301"') }],
  ['a byte order mark', { method: 'POST', target: '/a', headers: json, body: Buffer.from('\ufeff{}') }],
  [
    'text that steers terminals',
    { method: 'POST', target: '/a', headers: {}, body: Buffer.from('\u001b[2J\u0007\u009b') },
  ],
  ['a NUL', { method: 'POST', target: '/a', headers: {}, body: Buffer.from('a\0b\0') }],
  ['no UTF-8', { method: 'POST', target: '/a', headers: {}, body: Buffer.from([0x61, 0xff, 0xc3, 0x28]) }],
  ['every octet', { method: 'POST', target: '/a', headers: { 'Content-Type': 'image/png' }, body: everyOctet }],
  [
    'a form',
    {
      method: 'POST',
      target: '/a',
      headers: form,
      body: Buffer.from(`--x\r\nContent-Disposition: form-data; name="a'b"\r\n\r\n1234567 %\\\r\n--x--\r\n`),
    },
  ],
  ['chunks', { method: 'POST', target: '/a', headers: json, body: Buffer.from('{}'), chunked: true }],
  ['chunks of nothing', { method: 'POST', target: '/a', headers: {}, chunked: true }],
  ['chunks in a PUT of octets', { method: 'PUT', target: '/a', headers: {}, body: everyOctet, chunked: true }],
  ['2 KiB of text', { method: 'POST', target: '/a', headers: json, body: Buffer.from(`"${'a'.repeat(2046)}"`) }],
  ['100 kB of octets', { method: 'PUT', target: '/a', headers: {}, body: Buffer.alloc(100_000, everyOctet) }],
  ['2 MB of octets', { method: 'PUT', target: '/a', headers: {}, body: Buffer.alloc(2_000_000, everyOctet) }],
];

const folder = mkdtempSync(join(tmpdir(), "portrait curl's "));
let server: Server;
let origin: string;
let arrived: Arrived[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const request = whole(received);
      if (request === undefined) return;
      arrived.push(request);
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

/** A request once all of it is there. */
function whole(received: Buffer): Arrived | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...fields] = received.toString('latin1', 0, end).split('\r\n');
  const headers = fields.map((field) => {
    const mark = field.indexOf(':');
    return `${field.slice(0, mark).toLowerCase()}: ${field.slice(mark + 1).trim()}`;
  });
  const rest = received.subarray(end + 4);
  const body = headers.includes('transfer-encoding: chunked') ? dechunked(rest) : measured(rest, headers);
  const own = headers.filter((header) => !/^(connection|keep-alive):/.test(header)).sort();
  return body && { line, headers: own, body: body.toString('latin1') };
}

function measured(rest: Buffer, headers: readonly string[]): Buffer | undefined {
  const length = Number(headers.find((header) => header.startsWith('content-length:'))?.slice(15) ?? 0);
  return rest.length < length ? undefined : rest.subarray(0, length);
}

function dechunked(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const mark = rest.indexOf('\r\n', at);
    if (mark < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, mark), 16);
    if (rest.length < mark + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(mark + 2, mark + 2 + size));
    at = mark + 2 + size + 2;
  }
}

function inShell(shell: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(shell, [], { cwd: folder, maxBuffer: 1e8 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    ).stdin?.end(line);
  });
}

async function whatArrives(send: () => Promise<unknown>): Promise<Arrived> {
  arrived = [];
  await send();
  expect(arrived).toHaveLength(1);
  return arrived[0] as Arrived;
}

describe('a curl line sends what the runner sent', () => {
  test.each(REQUESTS)('%s', async (_, request) => {
    const wire = wireTo(origin, { timeoutMs: 5_000, connections: 1 });
    const wanted = await whatArrives(() => wire.send(request));
    wire.close();
    const line = curlOf({ origin, request }, { folder });
    expect(line).not.toMatch(/[^\P{C}]|[\p{Zl}\p{Zp}]/u);
    for (const shell of ['bash', 'sh']) {
      expect(await whatArrives(() => inShell(shell, line))).toEqual(wanted);
    }
  });

  test('for a HEAD with a body', async () => {
    const request = { method: 'HEAD', target: '/a', headers: {}, body: Buffer.from('x') };
    const came = await whatArrives(() => inShell('sh', curlOf({ origin, request })));
    expect(came).toMatchObject({ line: 'HEAD /a HTTP/1.1', body: 'x' });
  });

  test('without a folder as well', async () => {
    const request = { method: 'PUT', target: '/a', headers: {}, body: Buffer.alloc(100_000, everyOctet) };
    const came = await whatArrives(() => inShell('sh', curlOf({ origin, request })));
    expect(Buffer.from(came.body, 'latin1').equals(request.body)).toBe(true);
  });
});

describe('a curl line', () => {
  test('is as short as it can be', () => {
    const headers = { Authorization: 'Bearer portrait-rob' };
    expect(
      curlOf({
        origin: 'http://127.0.0.1:4020',
        request: { method: 'DELETE', target: '/api/v1/profile/avatar', headers },
      }),
    ).toBe(
      "curl -i -X DELETE http://127.0.0.1:4020/api/v1/profile/avatar -H 'Authorization: Bearer portrait-rob' -H User-Agent: -H Accept:",
    );
  });

  test('keeps the same long body once', () => {
    const body = Buffer.alloc(20_000, 'same');
    const lines = ['/a', '/b'].map((target) =>
      curlOf({ origin, request: { method: 'PUT', target, headers: {}, body } }, { folder }),
    );
    const files = lines.map((line) => /@[^']*\/([0-9a-f]{16}\.body)/.exec(line.replaceAll("'\\''", ''))?.[1]);
    expect(new Set(files).size).toBe(1);
    expect(readdirSync(folder).filter((name) => name === files[0])).toHaveLength(1);
  });

  test('needs no folder for a short one', () => {
    const none = join(folder, 'none');
    curlOf({ origin, request: { method: 'PUT', target: '/a', headers: {}, body: everyOctet } }, { folder: none });
    expect(existsSync(none)).toBe(false);
  });
});
