import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, crowd, exchange, type Sent } from '../exchange.ts';
import { Connections } from './connections.ts';

const NEXT = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext';

/** What a server says, whether its connection then ends, and the body in it. */
const answers: [said: string, ends: boolean, status: number, body: string][] = [
  ['HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc', false, 200, 'abc'],
  ['HTTP/1.1 200 \r\nCONTENT-LENGTH:0\r\n\r\n', false, 200, ''],
  ['HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nuntil the end', true, 404, 'until the end'],
  [
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n',
    false,
    200,
    'abc0123456789',
  ],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\r\n\r\n0\r\nX-Sum: 1\r\n\r\n', false, 200, '\r\n'],
  ['HTTP/1.1 204 No Content\r\n\r\n', false, 204, ''],
  ['HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n', false, 304, ''],
  [
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 201 OK\r\nContent-Length: 1\r\n\r\nx',
    false,
    201,
    'x',
  ],
];

/** What is no answer, or not all of one, before the connection ends. */
const noAnswers = [
  '',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/1.1 200 OK\r\nno header\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n',
  'nonsense\r\n\r\n',
];

/** Octets of the requests by connection, in the order in which they opened. */
const heard: string[] = [];
const sockets = new Set<Socket>();
let handle: (socket: Socket, request: string) => void;
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((socket) => {
    const index = heard.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (octets) => {
      heard[index] += octets.toString('latin1');
      handle(socket, octets.toString('latin1'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  for (const socket of sockets) socket.destroy();
});

const GET: Sent = { method: 'GET', path: '/' };
const ask = (sent: Sent = GET, by = new Connections()): Promise<Answered> => exchange(origin, sent, by);
const seen = ({ status, body }: Answered): unknown[] => [status, body.toString()];

describe('an answer', () => {
  it.each(answers)('is read from %j', async (said, ends, status, body) => {
    handle = (socket) => (ends ? socket.end(said) : socket.write(said));
    expect(seen(await ask())).toEqual([status, body]);
  });

  it.each(answers)('is read from %j, octet by octet, and the next behind it', async (said, ends, status, body) => {
    const by = new Connections();
    const before = heard.length;
    handle = async (socket) => {
      handle = (next) => next.write(NEXT);
      for (const octet of said) {
        socket.write(octet);
        await new Promise(setImmediate);
      }
      if (ends) socket.end();
    };
    expect(seen(await ask(GET, by))).toEqual([status, body]);
    expect(seen(await ask(GET, by))).toEqual([200, 'next']);
    expect(heard.length - before).toBe(ends ? 2 : 1);
  });

  it('to HEAD has no body', async () => {
    handle = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n');
    expect(seen(await ask({ ...GET, method: 'HEAD' }))).toEqual([200, '']);
  });

  it('has its headers as they came', async () => {
    handle = (socket) => socket.write('HTTP/1.1 200 OK\r\nB: 1\r\nContent-Length: 0\r\na:  x \r\nb: 2\r\n\r\n');
    const { headers, rawHeaders } = await ask();
    expect(rawHeaders).toEqual(['B', '1', 'Content-Length', '0', 'a', 'x', 'b', '2']);
    expect(headers).toEqual({ b: '1, 2', 'content-length': '0', a: 'x' });
  });

  it('may come before the request is sent, and the connection end with it', async () => {
    handle = (socket) => socket.end('HTTP/1.1 413 Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
    expect(seen(await ask({ method: 'PUT', path: '/', body: Buffer.alloc(32 * 1024 * 1024) }))).toEqual([413, 'no']);
  });

  it.each(noAnswers)('is not there in %j', async (said) => {
    handle = (socket) => socket.end(said);
    await expect(ask()).rejects.toThrow(/hung up|cannot be read/);
  });
});

describe('a request', () => {
  it.each<[sent: Sent, octets: string]>([
    [GET, 'GET / HTTP/1.1\r\nHost: *\r\nConnection: keep-alive\r\n\r\n'],
    [{ ...GET, path: 'http://a/é?\xff' }, 'GET http://a/é?\xff HTTP/1.1\r\nHost: *\r\nConnection: keep-alive\r\n\r\n'],
    [
      { method: 'BREW', path: '*', headers: { host: 'me', 'X-A': ['1', '2'], b: undefined, connection: 'close' } },
      'BREW * HTTP/1.1\r\nContent-Length: 0\r\nhost: me\r\nX-A: 1\r\nX-A: 2\r\nconnection: close\r\n\r\n',
    ],
    [
      { method: 'DELETE', path: '/', headers: { host: '' }, body: 'é' },
      'DELETE / HTTP/1.1\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nÃ©',
    ],
    [
      { method: 'PUT', path: '/', headers: { 'content-length': 1 }, body: Buffer.from([255]) },
      'PUT / HTTP/1.1\r\ncontent-length: 1\r\nHost: *\r\nConnection: keep-alive\r\n\r\n\xff',
    ],
  ])('%j is sent as it is', async (sent, octets) => {
    handle = (socket) => setTimeout(() => socket.write(NEXT), 20);
    await ask(sent);
    expect(heard.at(-1)).toBe(octets.replace('Host: *', `Host: ${origin.slice(7)}`));
  });

  it.each<Sent>([
    { ...GET, path: '/a b' },
    { ...GET, path: '/ā' },
    { ...GET, method: 'G T' },
    { ...GET, headers: { a: 'b\r\nc: d' } },
    { ...GET, headers: { a: 'ā' } },
    { ...GET, headers: { 'a b': '' } },
  ])('%j is refused', async (sent) => {
    await expect(ask(sent)).rejects.toThrow(TypeError);
  });

  it('sets out anew when the connection that was kept for it is gone', async () => {
    const by = new Connections();
    handle = (socket, request) => {
      if (request.includes('/again') && heard.at(-1)?.includes('/first')) socket.destroy();
      else socket.write(NEXT);
    };
    await ask({ ...GET, path: '/first' }, by);
    expect(seen(await ask({ ...GET, path: '/again' }, by))).toEqual([200, 'next']);
  });

  it('waits for a connection when there are as many as may be', async () => {
    const by = new Connections({ most: 2 });
    const before = heard.length;
    handle = (socket) => setTimeout(() => socket.write(NEXT), 5);
    await Promise.all(Array.from({ length: 9 }, () => ask(GET, by)));
    expect(heard.length - before).toBe(2);
    // One that breaks makes room for another.
    handle = (socket) => socket.destroy();
    const broken = await Promise.allSettled(Array.from({ length: 9 }, () => ask(GET, by)));
    expect(new Set(broken.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  it('has a connection of its own in a crowd, and where none is kept', async () => {
    handle = (socket) => setTimeout(() => socket.write(NEXT), 20);
    for (const by of [crowd, new Connections({ areKept: false })]) {
      const before = heard.length;
      await Promise.all(Array.from({ length: 20 }, () => ask(GET, by)));
      expect(heard.length - before).toBe(20);
    }
    expect(heard.at(-1)).toContain('Connection: close');
  });

  it('fails where nobody listens', async () => {
    await expect(exchange('http://127.0.0.1:1', GET)).rejects.toThrow(/ECONNREFUSED/);
  });
});
