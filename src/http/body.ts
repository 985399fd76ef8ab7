import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../contract/failures.ts';

export interface BodyLimits {
  /** Octets at most. */
  octets: number;
  /** Milliseconds without a single octet, after which the body counts as abandoned. */
  stallMs: number;
}

/** What became of a body. Nothing is told when the caller hung up: there is nobody to answer. */
export type BodyRead = (body: Buffer | undefined, refusal: Refusal | undefined) => void;

/** Whether the request announces a body (RFC 9112, section 6). */
export function announcesBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}

/**
 * Reads a body whole, within limits; refused are `bodyTooLarge` and `bodyIncomplete`. What comes after a refusal is
 * read and thrown away, so that the answer arrives. Callbacks and one clock for all: this is the way of each request.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits, done: BodyRead): void {
  if (Number(request.headers['content-length'] ?? 0) > limits.octets) {
    request.resume();
    done(undefined, tooLarge(limits.octets));
    return;
  }
  const chunks: Buffer[] = [];
  const reading: Reading = {
    octets: 0,
    readMs: 0,
    silentMs: 0,
    stallMs: limits.stallMs,
    abandon: leave,
  };
  readings.set(request, reading);
  wakeClock();
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    reading.octets += chunk.length;
    reading.silentMs = 0;
    if (reading.octets > limits.octets) leave(tooLarge(limits.octets));
  });
  request.on('end', () => {
    if (readings.delete(request)) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), undefined);
  });
  request.on('error', () => readings.delete(request));
  request.on('close', () => readings.delete(request));

  function leave(refusal: Refusal): void {
    readings.delete(request);
    request.removeAllListeners('data');
    chunks.length = 0;
    request.resume();
    done(undefined, refusal);
  }
}

/** Stops reading a body whose rest makes no sense; nothing is told. */
export function abandonBody(request: IncomingMessage): void {
  readings.delete(request);
}

interface Reading {
  octets: number;
  /** For how long it has been read, and how much of that is since the last octet. */
  readMs: number;
  silentMs: number;
  stallMs: number;
  abandon(refusal: Refusal): void;
}

const CLOCK_MS = 100;
/** What a tick counts for at most: while this process does not get to run, octets wait, and nobody is silent. */
const TICK_MS = 2 * CLOCK_MS;
/** A body that goes on for longer has to come at 4 kB a second at least, on the whole. */
const DRIP_GRACE_MS = 5_000;
const DRIP_OCTETS_PER_MS = 4;

const readings = new Map<IncomingMessage, Reading>();
let clock: NodeJS.Timeout | undefined;

/** One clock watches all bodies that are being read, and stops when there are none. */
function wakeClock(): void {
  if (clock !== undefined) return;
  let tickedAt = Date.now();
  clock = setInterval(() => {
    const now = Date.now();
    const passedMs = Math.min(now - tickedAt, TICK_MS);
    tickedAt = now;
    for (const reading of readings.values()) {
      reading.readMs += passedMs;
      reading.silentMs += passedMs;
      const { octets, readMs, silentMs, stallMs, abandon } = reading;
      const dripsMs = readMs - DRIP_GRACE_MS;
      if (silentMs >= stallMs) abandon(stalled(octets, stallMs));
      else if (dripsMs > 0 && octets < dripsMs * DRIP_OCTETS_PER_MS) abandon(dripping(octets, readMs));
    }
    if (readings.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  }, CLOCK_MS);
}

/** The refusal of a body of more than so many octets. */
export function tooLarge(octets: number): Refusal {
  return refuse('bodyTooLarge', ['body'], `The body is larger than ${octets} octets, the most for this operation.`);
}

function stalled(octets: number, stallMs: number): Refusal {
  return refuse('bodyIncomplete', ['body'], `The body stopped arriving after ${octets} octets, for ${stallMs} ms.`);
}

function dripping(octets: number, sinceMs: number): Refusal {
  return refuse('bodyIncomplete', ['body'], `The body came too slowly: ${octets} octets in ${sinceMs} ms.`);
}
