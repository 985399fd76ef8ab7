import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningMock, startMock } from '../mock-process.ts';
import { readAnswer } from './http-answer.ts';

/** No answer later than this after the last octet. */
const PATIENCE_MS = 2_000;

const MEBIBYTE = 1024 * 1024;
const TOKEN = 'Authorization: Bearer portrait-user-6';
const UPLOAD = `PUT /api/public/user/me/avatarBytes HTTP/1.1\r\nHost: 127.0.0.1\r\n${TOKEN}\r\nContent-Type: image/jpeg\r\n`;
const READ = `GET /api/public/user/me/avatar HTTP/1.1\r\nHost: 127.0.0.1\r\n${TOKEN}\r\n\r\n`;

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock('--log-format', 'off');
});

afterAll(() => mock.stop());

/** What is refused before it has arrived, and what follows of it; how much of that does not matter. */
const refusedEarly: readonly [what: string, head: string, octets: number, status: number][] = [
  ['a body that is too large', `${UPLOAD}Content-Length: ${64 * MEBIBYTE}\r\n\r\n`, 64 * MEBIBYTE, 413],
  [
    'a chunk that is too large',
    `${UPLOAD}Transfer-Encoding: chunked\r\n\r\n${(64 * MEBIBYTE).toString(16)}\r\n`,
    64 * MEBIBYTE,
    413,
  ],
  [
    'a body behind a header that is too large',
    `${UPLOAD}X-Large: ${'x'.repeat(20_000)}\r\nContent-Length: ${32 * MEBIBYTE}\r\n\r\n`,
    32 * MEBIBYTE,
    400,
  ],
  [
    'a body behind an unknown path',
    `PUT /nowhere HTTP/1.1\r\nContent-Length: ${32 * MEBIBYTE}\r\n\r\n`,
    32 * MEBIBYTE,
    404,
  ],
  [
    'a body for a page of our own',
    `POST /_portrait/health HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${32 * MEBIBYTE}\r\n\r\n`,
    32 * MEBIBYTE,
    405,
  ],
  ['a chunk without a size', `${UPLOAD}Transfer-Encoding: chunked\r\n\r\nnone\r\n`, 16 * MEBIBYTE, 400],
  ['a header that does not end', 'GET /api/public/user/me/avatar HTTP/1.1\r\nX-Endless: ', 16 * MEBIBYTE, 400],
  ['something that is no HTTP', '\u0016\u0003\u0001', 16 * MEBIBYTE, 400],
  ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 16 * MEBIBYTE, 400],
];

describe('a caller that sends everything before it reads', () => {
  it.each(refusedEarly)('gets the answer to %s', async (_, head, octets, status) => {
    const socket = await connected();
    // Paused: nothing is read before everything is written, as by clients that block.
    socket.pause();
    socket.write(head, 'latin1');
    const block = Buffer.alloc(MEBIBYTE, 'A');
    for (let sent = 0; sent < octets; sent += block.length) {
      if (!socket.write(block)) await once(socket, 'drain');
    }
    expect(statuses(await readUntilQuiet(socket, 1))).toEqual([status]);
  });

  it.each([6, 60])('gets the answer to %i MiB with fetch', async (size) => {
    const response = await fetch(`${mock.origin}/api/public/user/me/avatarBytes`, {
      method: 'PUT',
      headers: { authorization: 'Bearer portrait-user-6', 'content-type': 'image/jpeg' },
      body: Buffer.alloc(size * MEBIBYTE),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ avatarUrl: null });
  });

  it('goes on over the same connection afterwards', async () => {
    const socket = await connected();
    socket.write(`${UPLOAD}Content-Length: ${6 * MEBIBYTE}\r\n\r\n`);
    socket.write(Buffer.alloc(6 * MEBIBYTE));
    socket.write(READ);
    expect(statuses(await readUntilQuiet(socket, 2))).toEqual([413, 200]);
  });
});

describe('requests in one packet', () => {
  it('are answered in their order', async () => {
    const socket = await connected();
    socket.write(`${READ}GET /nowhere HTTP/1.1\r\n\r\n${READ}OPTIONS * HTTP/1.1\r\n\r\n`);
    expect(statuses(await readUntilQuiet(socket, 4))).toEqual([200, 404, 200, 404]);
  });

  it.each([
    ['garbage', 'no HTTP at all\r\n\r\n'],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['a chunk without a size', `${UPLOAD}Transfer-Encoding: chunked\r\n\r\nnone\r\n`],
  ])('are answered before the refusal of %s behind them', async (_, fault) => {
    const socket = await connected();
    socket.write(`${READ}${READ}${READ}${fault}`);
    expect(statuses(await readUntilQuiet(socket, 4))).toEqual([200, 200, 200, 400]);
  });
});

describe('a connection on which nothing comes any more', () => {
  it.concurrent.each([
    ['in the first header', 'GET /api/public/user/me/avatar HTTP/1.1\r\nHost: 127', [400]],
    ['in a later header', `${READ}GET /api/public/user/me/avatar HTTP/1.1\r\nHost: 127`, [200, 400]],
    ['in a body', `${UPLOAD}Content-Length: 100\r\n\r\nabc`, [400]],
    ['in a chunk', `${UPLOAD}Transfer-Encoding: chunked\r\n\r\n64\r\nabc`, [400]],
  ])('is answered in time when it stops %s', async (_, octets, expected) => {
    const socket = await connected();
    socket.write(octets);
    expect(statuses(await readUntilQuiet(socket, expected.length))).toEqual(expected);
  });

  it.concurrent('may begin late, and then has the time of others', async () => {
    const socket = await connected();
    await sleep(PATIENCE_MS);
    socket.write(`${READ}GET /api/public/user/me/avatar HTTP/1.1\r\nHost: 127`);
    expect(statuses(await readUntilQuiet(socket, 2))).toEqual([200, 400]);
  });
});

async function connected(): Promise<Socket> {
  const socket = connect({ port: Number(new URL(mock.origin).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** What comes until so many answers are there, or the server closes; then whether more comes for a while. */
async function readUntilQuiet(socket: Socket, answers: number): Promise<Buffer> {
  let octets = Buffer.alloc(0);
  let lastAt = Date.now();
  socket.on('data', (chunk: Buffer) => {
    octets = Buffer.concat([octets, chunk]);
    lastAt = Date.now();
  });
  socket.resume();
  while (
    !socket.readableEnded &&
    !socket.destroyed &&
    Date.now() - lastAt < (answersIn(octets).found.length < answers ? PATIENCE_MS : 300)
  )
    await sleep(10);
  socket.destroy();
  return octets;
}

/** The statuses of the answers in these octets, which have to be whole and well-formed. */
function statuses(octets: Buffer): number[] {
  const { found, left } = answersIn(octets);
  if (left.length > 0)
    throw new Error(`Behind ${found.length} answers: ${JSON.stringify(left.toString('latin1', 0, 200))}`);
  return found;
}

function answersIn(octets: Buffer): { found: number[]; left: Buffer } {
  const found: number[] = [];
  let left = octets;
  while (left.length > 0) {
    const read = readAnswer(left, 'GET');
    if (!('complete' in read) || !read.complete) break;
    found.push(read.answer.status);
    left = left.subarray(read.length);
  }
  return { found, left };
}
