import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnswerViolation, conformanceOf, type JudgedAnswer } from '../../src/contract/conformance.ts';
import { type Gate, type GateOptions, guard } from '../../src/server/gate.ts';
import { exchange } from '../exchange.ts';
import { subjectOf } from './gate-contract.ts';

type Handle = (response: ServerResponse, request: IncomingMessage, gate: Gate) => void;

interface Guarded {
  port: number;
  origin: string;
  judged: JudgedAnswer[];
  found: AnswerViolation[];
}

const REPLACEMENT = { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'replaced' };

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A bare server behind the gate. Bodies with “bad” in them break the contract; `strict` replaces them. */
async function serve(handle: Handle, isStrict = true, options: Partial<GateOptions> = {}): Promise<Guarded> {
  const judged: JudgedAnswer[] = [];
  const found: AnswerViolation[] = [];
  const judge = (answer: JudgedAnswer): AnswerViolation[] => {
    judged.push(answer);
    return /bad/.test(String(answer.body)) ? [{ check: 'schema', message: 'bad', pointer: '/bad' }] : [];
  };
  const server = createServer((request, response) => {
    const onViolation = (violations: readonly AnswerViolation[]) => {
      found.push(...violations);
      return isStrict ? { replaceBy: REPLACEMENT } : {};
    };
    handle(response, request, guard(response, judge, onViolation, options));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, judged, found };
}

/** What comes back for some octets, until the connection ends or nothing comes for a while. */
async function talk(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.write(octets);
  await Promise.race([once(socket, 'close'), sleep(300)]);
  socket.destroy();
  return heard;
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('a guarded response behaves as Node’s', () => {
  it('has sent its headers once something was written, and refuses others', async () => {
    const seen: unknown[] = [];
    const { origin } = await serve((response) => {
      seen.push(response.headersSent, response.writableEnded);
      response.write('good');
      seen.push(response.headersSent, response.writableEnded);
      for (const act of [
        () => response.setHeader('X-Late', '1'),
        () => response.removeHeader('X-Late'),
        () => response.appendHeader('X-Late', '1'),
        () => response.setHeaders(new Map([['X-Late', '1']])),
        () => response.writeHead(201),
        () => response.writeEarlyHints({ link: '<a>; rel=preload' }),
      ]) {
        expect(act).toThrow(expect.objectContaining({ code: 'ERR_HTTP_HEADERS_SENT' }));
      }
      response.statusCode = 404;
      response.end();
      seen.push(response.headersSent, response.writableEnded);
    });
    const answer = await exchange(origin, { method: 'GET', path: '/' });
    expect([answer.status, answer.body.toString(), answer.headers['x-late']]).toEqual([200, 'good', undefined]);
    expect(seen).toEqual([false, false, true, false, true, true]);
  });

  it('lets no header in after the end, even if the end comes later', async () => {
    const end = (response: ServerResponse, body: string | Buffer): void => {
      setImmediate(() => response.end(body));
    };
    const { origin, found } = await serve(
      (response) => {
        response.end('good');
        expect([response.writableEnded, response.headersSent]).toEqual([true, true]);
        expect(() => response.setHeader('X-Late', '1')).toThrow(/after they are sent/);
        response.end('good or not');
        response.end();
      },
      true,
      { end },
    );
    const answer = await exchange(origin, { method: 'GET', path: '/' });
    expect([answer.headers['x-late'], answer.body.toString()]).toEqual([undefined, 'good']);
    expect(found.map(({ check }) => check)).toEqual(['afterEnd']);
  });

  it.each([
    ['an impossible status', (response: ServerResponse) => response.writeHead(42), 'ERR_HTTP_INVALID_STATUS_CODE'],
    ['a reason with a line break', (response: ServerResponse) => response.writeHead(200, 'O\r\nK'), 'ERR_INVALID_CHAR'],
    [
      'a header with a line break',
      (response: ServerResponse) => response.writeHead(200, { a: 'b\r\nc: d' }),
      'ERR_INVALID_CHAR',
    ],
    [
      'a list with a line break',
      (response: ServerResponse) => response.writeHead(200, ['a', 'b\r\nc: d']),
      'ERR_INVALID_CHAR',
    ],
    ['a list of odd length', (response: ServerResponse) => response.writeHead(200, ['a']), 'ERR_INVALID_ARG_VALUE'],
    ['a number to write', (response: ServerResponse) => response.write(5 as never), 'ERR_INVALID_ARG_TYPE'],
    ['null to write', (response: ServerResponse) => response.write(null), 'ERR_STREAM_NULL_VALUES'],
    ['a number to end', (response: ServerResponse) => response.end(5), 'ERR_INVALID_ARG_TYPE'],
  ])('throws at %s', async (_, act, code) => {
    const { origin } = await serve((response) => {
      expect(() => act(response)).toThrow(expect.objectContaining({ code }));
      response.end('good');
    });
    expect((await exchange(origin, { method: 'GET', path: '/' })).body.toString()).toBe('good');
  });

  it('calls back, finishes and closes, in that order', async () => {
    const events: string[] = [];
    const { origin } = await serve((response) => {
      for (const event of ['finish', 'close']) response.on(event, () => events.push(event));
      response.write('good', () => events.push('written'));
      response.end('good', () => events.push('ended'));
    });
    await exchange(origin, { method: 'GET', path: '/' });
    await sleep(20);
    expect(events[0]).toBe('written');
    expect(events.slice(1, 3).sort()).toEqual(['ended', 'finish']);
    expect(events.slice(3)).toEqual(['close']);
  });

  it('never holds a pipe up, and lets its source end', async () => {
    const pieces = Array.from({ length: 100 }, () => Buffer.alloc(16 * 1024, 'g'));
    const { origin } = await serve((response) => void Readable.from(pieces).pipe(response));
    const answer = await exchange(origin, { method: 'GET', path: '/' });
    expect([answer.body.length, answer.headers['content-length']]).toEqual([1_638_400, '1638400']);
  });

  it('tells a write after the end to its callback, and does not fall over', async () => {
    const { origin, found } = await serve((response) => {
      response.end('good');
      response.write('more', (error) => found.push({ check: 'afterEnd', message: String(error), pointer: '' }));
    });
    await exchange(origin, { method: 'GET', path: '/' });
    expect(found[1]?.message).toMatch(/write after end/);
  });
});

describe('the connection', () => {
  it('is kept through a replacement', async () => {
    const { port } = await serve((response) => response.end('bad'));
    const heard = await talk(port, GET + GET);
    expect(heard.match(/HTTP\/1\.1 500 /g)).toHaveLength(2);
    expect(heard).not.toMatch(/bad|connection: close/i);
  });

  it('answers pipelined requests in their order, whatever the order of the ends', async () => {
    let count = 0;
    const { port } = await serve((response) => {
      const turn = count++;
      setTimeout(() => response.end(turn === 1 ? 'bad' : `good ${turn}`), 40 - 10 * turn);
    });
    const heard = await talk(port, GET + GET + GET);
    expect(heard.match(/good \d|replaced|bad/g)).toEqual(['good 0', 'replaced', 'good 2']);
  });

  it('of HTTP/1.0 gets a length and is closed', async () => {
    const { port } = await serve((response) => {
      response.write('go');
      response.end('od');
    });
    const heard = await talk(port, 'GET / HTTP/1.0\r\n\r\n');
    expect(heard).toMatch(/content-length: 4\r\n/i);
    expect(heard).not.toMatch(/transfer-encoding/i);
    expect(heard).toMatch(/\r\n\r\ngood$/);
  });

  it('is told to continue when it asks', async () => {
    const { port, found } = await serve((response, request) => {
      request.resume();
      request.on('end', () => response.end('good'));
    });
    const heard = await talk(port, 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi');
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    expect(found).toEqual([]);
  });

  it('is closed after a length that lies, so that the next answer is not misread', async () => {
    const subject = subjectOf('creators-hub', 'getMyAvatar');
    const { violationsOf } = conformanceOf(subject.contract);
    const found: AnswerViolation[] = [];
    const server = createServer((_request, response) => {
      const judge = (answer: JudgedAnswer) => violationsOf(subject.operation, answer);
      guard(response, judge, (violations) => void found.push(...violations));
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 5 }).end(subject.good.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => void server.close());
    const heard = await talk((server.address() as AddressInfo).port, GET + GET);
    expect(heard.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
    expect(heard).toMatch(/connection: close/i);
    expect(found.map(({ check }) => check)).toContain('length');
  });

  it('is cut after what was said, when that is given up and not replaced', async () => {
    const { port, found } = await serve((response) => {
      response.write('goo');
      setTimeout(() => response.destroy(), 20);
    }, false);
    await talk(port, GET);
    await sleep(20);
    expect(found.map(({ check }) => check)).toEqual(['incomplete']);
  });

  it('that the caller ends early is no violation', async () => {
    const { port, found } = await serve((response) => {
      setTimeout(() => response.end('good'), 50);
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(GET);
    await sleep(20);
    socket.resetAndDestroy();
    const other = connect(port, '127.0.0.1');
    other.end(GET);
    await sleep(100);
    other.destroy();
    expect(found).toEqual([]);
  });
});

describe('a replaced answer', () => {
  it('is not disturbed by a handler that comes too late', async () => {
    const { origin, found } = await serve(
      (response) => {
        setTimeout(() => {
          response.setHeader('X-Late', '1');
          response.writeHead(200);
          response.write('bad');
          response.end('bad');
        }, 60);
      },
      true,
      { timeoutMs: 20 },
    );
    const answer = await exchange(origin, { method: 'GET', path: '/' });
    await sleep(80);
    expect([answer.status, answer.body.toString()]).toEqual([500, 'replaced']);
    expect(found.map(({ check }) => check)).toEqual(['unanswered']);
  });

  it('has none of the headers of the other, but those of the connection', async () => {
    const { origin } = await serve((response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.setHeader('Connection', 'close');
      response.writeHead(200, 'Fine', { 'Content-Encoding': 'br', ETag: '"x"' }).end('bad');
    });
    const { headers } = await exchange(origin, { method: 'GET', path: '/' });
    expect(Object.keys(headers).sort()).toEqual(['connection', 'content-length', 'content-type', 'date']);
    expect([headers['connection'], headers['content-length']]).toEqual(['close', '8']);
  });

  it('takes the place of what is given up, once', async () => {
    const outcomes: boolean[] = [];
    const { origin, found } = await serve((response, _request, gate) => {
      response.write('goo');
      outcomes.push(gate.giveUp(new Error('a bad day')), gate.giveUp(new Error('another')));
    });
    expect((await exchange(origin, { method: 'GET', path: '/' })).body.toString()).toBe('replaced');
    expect(outcomes).toEqual([true, false]);
    expect(found).toEqual([
      { check: 'incomplete', message: 'The answer was given up after 3 octets (a bad day).', pointer: '' },
    ]);
  });
});

it('judges what layers between it and the handler add at the last moment', async () => {
  const { origin, judged } = await serve((response) => {
    const { writeHead, end } = response;
    response.writeHead = function (this: ServerResponse, status: number) {
      this.setHeader('X-Late', 'not too late');
      return writeHead.call(this, status);
    } as typeof writeHead;
    response.end = function (this: ServerResponse, body: string) {
      return end.call(this, `${body} and wrapped`, 'utf8');
    } as typeof end;
    response.end('good');
  });
  const answer = await exchange(origin, { method: 'GET', path: '/' });
  expect(answer.body.toString()).toBe('good and wrapped');
  expect(judged.map(({ headers, body }) => [headers['x-late'], body])).toEqual([['not too late', 'good and wrapped']]);
});

it('judges text as text, pieces as octets, and HEAD without its body', async () => {
  const { origin, judged } = await serve((response, { url }) => {
    if (url === '/pieces') response.write('go');
    response.end(url === '/pieces' ? 'od' : 'good');
  });
  await exchange(origin, { method: 'GET', path: '/' });
  await exchange(origin, { method: 'GET', path: '/pieces' });
  await exchange(origin, { method: 'HEAD', path: '/' });
  expect(judged.map(({ method, body }) => [method, body])).toEqual([
    ['GET', 'good'],
    ['GET', Buffer.from('good')],
    ['HEAD', ''],
  ]);
  expect(judged.map(({ headers }) => headers['content-length'])).toEqual([4, 4, 4]);
});

it('lets nothing pass unjudged when the judge fails', async () => {
  const found: AnswerViolation[] = [];
  const server = createServer((_request, response) => {
    const judge = (): never => {
      throw new Error('no opinion');
    };
    guard(response, judge, (violations) => {
      found.push(...violations);
      return { replaceBy: REPLACEMENT };
    });
    response.end('good');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await exchange(`http://127.0.0.1:${port}`, { method: 'GET', path: '/' });
  expect([answer.status, found[0]?.check]).toEqual([500, 'unjudged']);
});

describe('conformance, of answers that no Node server sends', () => {
  const { contract, operation, good } = subjectOf('creators-hub', 'getMyAvatar');
  const json = { 'content-type': 'application/json' };

  it.each([
    ['a header with a line break', { headers: { ...json, 'x-any': 'a\r\nb: c' } }, 'header'],
    ['a header with a NUL', { headers: { ...json, 'x-any': 'a\0' } }, 'header'],
    ['a header whose name is none', { headers: { ...json, 'x any': 'a' } }, 'header'],
    ['a body in the answer to HEAD', { method: 'HEAD', headers: json }, 'emptyBody'],
    ['two lengths', { headers: { ...json, 'content-length': ['5', '5'] } }, 'length'],
  ])('finds %s', (_, answer, check) => {
    const whole = { method: 'GET', status: 200, body: good.text, ...answer };
    const found = conformanceOf(contract).violationsOf(operation, whole as JudgedAnswer);
    expect(found.map((one) => one.check)).toEqual([check]);
  });

  it('tells no more than a person reads, and no secret', () => {
    const animals = subjectOf('zoo', 'listAnimals');
    const headers = { ...json, 'x-legs': '2', 'x-tame': 'true' };
    const body = JSON.stringify(Array.from({ length: 1_000 }, () => ({ name: 5, legs: 'secret' })));
    const found = conformanceOf(animals.contract).violationsOf(animals.operation, {
      method: 'GET',
      status: 200,
      headers,
      body,
    });
    expect(found.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});
