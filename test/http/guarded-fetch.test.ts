import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPrivateAddress } from '../../src/http/guarded-addresses.ts';
import { type GuardedFetchOptions, guardedFetch } from '../../src/http/guarded-fetch.ts';
import { guardedLookup } from '../../src/http/guarded-lookup.ts';
import { privateHosts, publicAddresses, unusableUrls } from './guarded-hosts.ts';
import { type Answer, drips, type ImageHost, imageHost, pours, says } from './image-host.ts';

const KIBIBYTE = 1024;
const MAX_BYTES = 64 * KIBIBYTE;
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n';
const PICTURE = Buffer.from('the bytes of a picture');

const exactly = Buffer.alloc(MAX_BYTES, 1);
const oneMore = Buffer.alloc(MAX_BYTES + 1, 1);

const redirect = (location: string, status = 302) => says(`HTTP/1.1 ${status} Found\r\nLocation: ${location}`);
const chunked = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]);

const good: Record<string, [answer: Answer, bytes: Buffer, type?: string]> = {
  '/a length': [says(`${OK}Content-Length: ${PICTURE.length}`, PICTURE), PICTURE],
  '/until it closes': [says(OK, PICTURE), PICTURE],
  '/chunked': [says(`${OK}Transfer-Encoding: chunked`, chunked(PICTURE)), PICTURE],
  '/identity': [says(`${OK}Content-Encoding: identity`, PICTURE), PICTURE],
  '/as much as allowed': [says(OK, exactly), exactly],
  '/nothing': [says(`${OK}Content-Length: 0`), Buffer.alloc(0)],
  '/html': [
    says('HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8', '<!doctype html>'),
    Buffer.from('<!doctype html>'),
    'text/html',
  ],
  '/no type': [says('HTTP/1.1 200 OK\r\nServer: x', PICTURE), PICTURE, ''],
  '/early hints': [
    (socket) => socket.end(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${OK}\r\n${PICTURE}`),
    PICTURE,
  ],
  '/more than its length': [says(`${OK}Content-Length: 4`, PICTURE), PICTURE.subarray(0, 4)],
};

const bad: Record<string, [answer: Answer, why: RegExp]> = {
  '/204': [says('HTTP/1.1 204 No Content'), /status 204/],
  '/206': [says('HTTP/1.1 206 Partial Content', PICTURE), /status 206/],
  '/300': [says('HTTP/1.1 300 Multiple Choices\r\nLocation: /a length'), /status 300/],
  '/304': [says('HTTP/1.1 304 Not Modified'), /status 304/],
  '/401': [says('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic'), /status 401/],
  '/404': [says('HTTP/1.1 404 Not Found', PICTURE), /status 404/],
  '/500': [says('HTTP/1.1 500 Oops'), /status 500/],
  '/gzip': [says(`${OK}Content-Encoding: gzip`, gzipSync(PICTURE)), /encoded/],
  '/br': [says(`${OK}Content-Encoding: br`, PICTURE), /encoded/],
  '/identity and gzip': [says(`${OK}Content-Encoding: identity, gzip`, PICTURE), /encoded/],
  '/one octet more': [says(OK, oneMore), /more than 65536 octets/],
  '/a length that is too much': [
    drips(`${OK}Content-Length: ${MAX_BYTES + 1}\r\n\r\n`, '.', 50),
    /more than 65536 octets/,
  ],
  '/without an end': [pours(`${OK}\r\n`, Buffer.alloc(16 * KIBIBYTE)), /more than 65536 octets/],
  '/chunks without an end': [
    pours(`${OK}Transfer-Encoding: chunked\r\n\r\n`, Buffer.from(`400\r\n${'.'.repeat(KIBIBYTE)}\r\n`)),
    /more than 65536 octets/,
  ],
  '/less than its length': [says(`${OK}Content-Length: 1000`, PICTURE), /ECONNRESET/],
  '/a broken chunk': [says(`${OK}Transfer-Encoding: chunked`, 'zz\r\n'), /cannot be talked to/],
  '/an unfinished chunk': [says(`${OK}Transfer-Encoding: chunked`, '10\r\nabc'), /ECONNRESET/],
  '/two lengths': [says(`${OK}Content-Length: 3\r\nContent-Length: 4`, 'abcd'), /HPE_/],
  '/a length and chunks': [says(`${OK}Content-Length: 3\r\nTransfer-Encoding: chunked`, chunked(PICTURE)), /HPE_/],
  '/a huge header': [says(`${OK}X: ${'x'.repeat(20 * KIBIBYTE)}`, PICTURE), /HPE_HEADER_OVERFLOW/],
  '/many headers': [says(`${OK}${'A: b\r\n'.repeat(12_000)}`, PICTURE), /HPE_HEADER_OVERFLOW/],
  '/headers without an end': [pours(OK, Buffer.from('A: b\r\n'.repeat(200))), /HPE_HEADER_OVERFLOW/],
  '/no HTTP': [says('SSH-2.0-OpenSSH_9.9'), /HPE_INVALID_CONSTANT/],
  '/silence': [() => undefined, /too long/],
  '/closed': [(socket) => socket.destroy(), /ECONNRESET/],
  '/a slow head': [drips('HTTP/1.1 200 OK\r\n', 'A: b\r\n', 20), /too long/],
  '/a slow body': [drips(`${OK}\r\n`, '.', 20), /too long/],
  '/hints without an end': [drips('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 20), /too long/],
  '/another protocol': [says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade'), /no answer/],
  '/a redirect to nowhere': [says('HTTP/1.1 302 Found'), /redirects to nowhere/],
  '/a redirect to no URL': [redirect('http://['), /no URL/],
  '/a redirect to a file': [redirect('file:///etc/hostname'), /neither http nor https/],
  '/a redirect with credentials': [redirect('http://a:b@images.test/'), /credentials/],
  '/a redirect to itself': [redirect('/a redirect to itself'), /redirects more than 3 times/],
  '/four': [redirect('/three'), /redirects more than 3 times/],
};

const redirects: Record<string, Answer> = {
  '/one': redirect('/a%20length'),
  '/two': redirect('/one', 301),
  '/three': redirect('two?x=1#part', 307),
  '/303': redirect('/one', 303),
  '/308': redirect('/one', 308),
};

// Header fields are ASCII; and other spellings of 127.0.0.1 are the address that is allowed.
const sentTo = privateHosts.filter(
  (name) => /^[\x21-\x7e]+$/.test(name) && new URL(`http://${name}`).hostname !== '127.0.0.1',
);

// A path of a URL has no spaces.
const byPath = <T>(entries: Record<string, T>): [string, T][] =>
  Object.entries(entries).map(([path, value]) => [path.replaceAll(' ', '%20'), value]);

describe('the guarded fetch', () => {
  let host: ImageHost;
  const options = (more: Partial<GuardedFetchOptions> = {}): GuardedFetchOptions => ({
    allow: [`127.0.0.1:${host.port}`],
    maxBytes: MAX_BYTES,
    timeoutMs: 5_000,
    maxRedirects: 3,
    resolve: () => Promise.reject(new Error('Nobody asks for a name here.')),
    ...more,
  });
  const at = (path: string): string => `http://127.0.0.1:${host.port}${path}`;

  beforeAll(async () => {
    const simple = [...Object.entries(good), ...Object.entries(bad)].map(([path, [answer]]) => [path, answer] as const);
    const toPrivate = sentTo.map((name, index): [string, Answer] => [
      `/to ${index}`,
      (socket, path) => redirect(`http://${name}:${host.port}/a%20length`)(socket, path),
    ]);
    host = await imageHost(
      Object.fromEntries(byPath({ ...Object.fromEntries(simple), ...redirects, ...Object.fromEntries(toPrivate) })),
    );
  });
  afterAll(() => host.close());

  it.each(byPath(good))('fetches %s', async (path, [, bytes, type = 'image/png']) => {
    const fetched = await guardedFetch(at(path), options());
    expect(fetched).toEqual({ bytes, type });
  });

  it.each(byPath(bad))('gives up on %s, and hangs up', async (path, [, why]) => {
    const timeoutMs = /too long/.test(why.source) ? 300 : 5_000;
    const started = performance.now();
    await expect(guardedFetch(at(path), options({ timeoutMs }))).rejects.toMatchObject({
      code: 'notFetchable',
      message: expect.stringMatching(why),
    });
    expect(performance.now() - started).toBeLessThan(1_500);
    await gone(host);
  });

  it.each(byPath(redirects))('follows %s', async (path) => {
    const { bytes } = await guardedFetch(at(path), options());
    expect(bytes).toEqual(PICTURE);
  });

  it('sends nothing of whom it asks for', async () => {
    host.heads.length = 0;
    await guardedFetch(at('/one'), options());
    const names = host.heads.map((head) =>
      head
        .split('\r\n')
        .slice(1, -2)
        .map((line) => line.split(':')[0]?.toLowerCase()),
    );
    const sent = ['accept', 'accept-encoding', 'user-agent', 'host', 'connection'];
    expect(names).toEqual([sent, sent]);
  });

  it.each(privateHosts)('asks nobody at %s', async (name) => {
    host.heads.length = 0;
    await expect(guardedFetch(`http://${name}:${host.port}/a%20length`, options({ allow: [] }))).rejects.toMatchObject({
      code: 'private',
    });
    expect(host.heads).toEqual([]);
  });

  it.each(sentTo)('is not sent to %s by a redirect', async (name) => {
    host.heads.length = 0;
    const asked = guardedFetch(at(`/to%20${sentTo.indexOf(name)}`), options());
    await expect(asked).rejects.toMatchObject({ code: 'private' });
    expect(host.heads).toHaveLength(1);
  });

  it.each(unusableUrls)('refuses %j: %s', async (url, why) => {
    await expect(guardedFetch(url, options())).rejects.toMatchObject({
      code: 'notFetchable',
      message: expect.stringContaining(why),
    });
  });

  it.each([
    ['another port', (port: number) => [`127.0.0.1:${port + 1}`]],
    ['no port', () => ['127.0.0.1']],
    ['another name of it', (port: number) => [`localhost:${port}`]],
    ['a longer name', (port: number) => [`x127.0.0.1:${port}`, `127.0.0.1:${port}0`]],
  ])('is not led astray by an allowance for %s', async (_, allow) => {
    const refused = guardedFetch(at('/a%20length'), options({ allow: allow(host.port) }));
    await expect(refused).rejects.toMatchObject({ code: 'private' });
  });

  it('allows default ports by their numbers', async () => {
    const refused = guardedFetch('http://127.0.0.1/', options({ allow: ['127.0.0.1:80'], timeoutMs: 500 }));
    await expect(refused).rejects.toMatchObject({ code: 'notFetchable' });
  });

  it.each([
    ['one', ['127.0.0.1']],
    ['several', ['10.0.0.1', '10.0.0.2']],
    ['a public one first', ['93.184.215.14', '127.0.0.1']],
    ['a public one last', ['::1', '2606:4700::1111']],
    ['a zone', ['fe80::1%lo']],
    ['a mapped one', ['::ffff:10.0.0.1']],
  ])('refuses a name with private addresses: %s', async (_, addresses) => {
    host.heads.length = 0;
    const asked: string[] = [];
    const resolve = (name: string) => {
      asked.push(name);
      return Promise.resolve(addresses);
    };
    const refused = guardedFetch(`http://images.test:${host.port}/a%20length`, options({ resolve }));
    await expect(refused).rejects.toMatchObject({ code: 'private', message: 'its host has a private address' });
    expect([asked, host.heads]).toEqual([['images.test'], []]);
  });

  it('looks a name up anew after a redirect', async () => {
    const resolve = () => Promise.resolve(['127.0.0.1']);
    const server = await imageHost({ '/': redirect(`http://images.test:${host.port}/`) });
    const refused = guardedFetch(
      `http://127.0.0.1:${server.port}/`,
      options({ allow: [`127.0.0.1:${server.port}`], resolve }),
    );
    await expect(refused).rejects.toMatchObject({ code: 'private' });
    await server.close();
  });

  it.each([
    ['has no address', () => Promise.resolve([]), /./],
    ['is unknown', () => Promise.reject(new Error('no such name')), /cannot be talked to/],
    ['is never answered for', () => new Promise<string[]>(() => undefined), /too long/],
  ])('gives up on a name that %s', async (_, resolve, why) => {
    const refused = guardedFetch('http://images.test/', options({ resolve, timeoutMs: 300 }));
    await expect(refused).rejects.toMatchObject({ code: 'notFetchable', message: expect.stringMatching(why) });
  });

  it('speaks TLS where https is asked for', async () => {
    host.heads.length = 0;
    await expect(guardedFetch(`https://127.0.0.1:${host.port}/`, options({ timeoutMs: 500 }))).rejects.toMatchObject({
      code: 'notFetchable',
    });
    // A ClientHello, no request.
    expect(host.heads.map((head) => head.charCodeAt(0))).toEqual([0x16]);
  });

  it('has at most 16 under way, and lets the others wait', async () => {
    let underWay = 0;
    let most = 0;
    const server = await imageHost({
      '/': (socket, path) => {
        most = Math.max(most, ++underWay);
        setTimeout(() => {
          underWay--;
          says(OK, PICTURE)(socket, path);
        }, 50);
      },
    });
    const allow = [`127.0.0.1:${server.port}`];
    const all = Array.from({ length: 40 }, () => guardedFetch(`http://127.0.0.1:${server.port}/`, options({ allow })));
    await Promise.all(all);
    expect(most).toBe(16);
    await server.close();
  });
});

describe('addresses', () => {
  it.each(publicAddresses)('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('the guarded lookup', () => {
  const answers = [['93.184.215.14', '2606:4700::1111'], ['127.0.0.1']];

  it.each([
    [
      true,
      [
        [
          { address: '93.184.215.14', family: 4 },
          { address: '2606:4700::1111', family: 6 },
        ],
      ],
    ],
    [false, ['93.184.215.14', 4]],
  ])('gives just the addresses that it has checked, asked once (all: %s)', async (all, given) => {
    let asked = 0;
    const lookup = guardedLookup(() => Promise.resolve(answers[asked++] ?? []));
    const found = await new Promise((resolve) => lookup('images.test', { all }, (...result) => resolve(result)));
    expect([found, asked]).toEqual([[null, ...given], 1]);
  });
});

async function gone(host: ImageHost): Promise<void> {
  for (let waits = 0; host.open() > 0 && waits < 50; waits++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(host.open()).toBe(0);
}
