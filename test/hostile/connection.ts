import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered } from '../exchange.ts';
import type { Hostile, Step } from './hostile.ts';
import { readAnswer } from './http-answer.ts';

/** What came back over a connection. */
export interface Outcome {
  answers: Answered[];
  /** What was wrong with the octets, or that they did not come in time. */
  faults: string[];
  /** Whether time ran out before all answers were there. */
  isLate: boolean;
  /** Milliseconds from the last octet that was sent to the last answer. */
  tookMs: number;
}

/** No answer later than this, after the last octet of the request. */
const PATIENCE_MS = 2_000;

const FILL = Buffer.alloc(64 * 1024, 'A');

/** Does to a server what the request says, step by step, and reads what it answers. */
export async function attack(port: number, { steps, methods, answers: expected }: Hostile): Promise<Outcome> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.setNoDelay(true);
  const heard = listenTo(socket, methods, Math.max(expected, 1));
  await heard.whichever(once(socket, 'connect'));
  for (const step of steps) {
    if (heard.isOver()) break;
    await take(step);
  }
  const lastAt = performance.now();
  if (expected > 0) await heard.whichever(sleep(PATIENCE_MS, undefined, { signal: heard.over }));
  const { answers, faults } = heard;
  const isLate = answers.length < expected && faults.length === 0 && !heard.isOver();
  if (answers.length < expected && faults.length === 0 && answers.at(-1)?.headers['connection'] !== 'close') {
    faults.push(
      `${answers.length} of ${expected} answers ${heard.isOver() ? 'when the server hung up' : `after ${PATIENCE_MS} ms`}`,
    );
  }
  socket.destroy();
  return { answers, faults, isLate, tookMs: expected > 0 ? performance.now() - lastAt : 0 };

  async function take(step: Step): Promise<void> {
    if (typeof step === 'number') await heard.whichever(sleep(step));
    else if (Buffer.isBuffer(step)) await write(step);
    else
      for (let left = step.fill; left > 0 && !heard.isOver(); left -= FILL.length) await write(FILL.subarray(0, left));
  }

  async function write(octets: Buffer): Promise<void> {
    if (!socket.write(octets)) await heard.whichever(once(socket, 'drain'));
  }
}

interface Heard {
  answers: Answered[];
  faults: string[];
  over: AbortSignal;
  isOver(): boolean;
  /** Waits for something, no longer than until it is over. */
  whichever(event: Promise<unknown>): Promise<void>;
}

/** Reads answers as they come: until there are enough of them, one is faulty, or the connection has ended. */
function listenTo(socket: Socket, methods: readonly string[], enough: number): Heard {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = once(signal, 'abort');
  const answers: Answered[] = [];
  const faults: string[] = [];
  let octets = Buffer.alloc(0);
  const over = (): void => controller.abort();
  socket.on('error', over);
  socket.on('close', over);
  socket.on('end', over);
  socket.on('data', (chunk: Buffer) => {
    octets = Buffer.concat([octets, chunk]);
    while (octets.length > 0 && !signal.aborted && readOne());
    if (faults.length > 0 || answers.length >= enough) over();
  });
  return {
    answers,
    faults,
    over: signal,
    isOver: () => signal.aborted,
    whichever: (event) => Promise.race([event, ended]).then(nothing, nothing),
  };

  /** Whether there was a whole answer, and may be another. */
  function readOne(): boolean {
    const read = readAnswer(octets, methods[answers.length] ?? 'GET');
    if ('fault' in read) faults.push(read.fault);
    if (!('complete' in read) || !read.complete) return false;
    answers.push(read.answer);
    octets = octets.subarray(read.length);
    return answers.length < enough;
  }
}

function nothing(): void {}
