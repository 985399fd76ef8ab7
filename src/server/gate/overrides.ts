import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Guarded, held, LOCKED } from './guarded.ts';
import { type HeadersGiven, setGivenHeaders, statusLineOf } from './head.ts';
import type { HeldAnswer } from './held-answer.ts';
import { demandChunk, headersSentError } from './node-errors.ts';
import type { Callback } from './originals.ts';

/**
 * Puts the gate's methods on a response, as properties of its own: Express exchanges the prototype. They are the same
 * functions for all responses, so that engines see one shape, and behave as Node's do but that nothing leaves.
 */
export function override(response: ServerResponse, answer: HeldAnswer): void {
  (response as Guarded)[held] = answer;
  Object.assign(response, METHODS);
  answer.gateEnd = response.end;
  Object.defineProperty(response, 'headersSent', HEADERS_SENT);
  Object.defineProperty(response, 'writableEnded', WRITABLE_ENDED);
  response.on('close', onClose);
}

const METHODS = { writeHead, writeHeader: writeHead, write, end, flushHeaders, addTrailers, writeInformation, destroy };

const HEADERS_SENT = {
  configurable: true,
  get(this: Guarded & { _header: unknown }): boolean {
    return this[held].line !== undefined || Boolean(this._header);
  },
};

const WRITABLE_ENDED = {
  configurable: true,
  get(this: Guarded): boolean {
    return this[held].isEnded || this.finished;
  },
};

function onClose(this: ServerResponse): void {
  (this as Guarded)[held].closed();
}

function writeHead(this: Guarded, status: number, reason?: string | HeadersGiven, headers?: HeadersGiven): Guarded {
  const answer = this[held];
  if (answer.stage === 'open') {
    answer.originals.writeHead.call(this, status, reason, headers);
    return this;
  }
  if (answer.isReplaced) return this;
  if (answer.line !== undefined) throw headersSentError('write');
  const phrase = typeof reason === 'string' ? reason : undefined;
  const line = statusLineOf(this, status, phrase);
  setGivenHeaders(this, phrase === undefined ? (headers ?? (reason as HeadersGiven)) : headers);
  answer.line = line;
  this.statusCode = line.status;
  Object.assign(this, LOCKED);
  return this;
}

function flushHeaders(this: Guarded): void {
  const { stage, line, originals } = this[held];
  if (stage === 'open') originals.flushHeaders.call(this);
  else if (stage === 'holding' && line === undefined) this.writeHead(this.statusCode);
}

function write(
  this: Guarded,
  chunk: unknown,
  encoding?: BufferEncoding | Callback | null,
  callback?: Callback,
): boolean {
  if (typeof encoding === 'function') return write.call(this, chunk, undefined, encoding);
  const answer = this[held];
  if (answer.stage === 'open') {
    return answer.originals.write.call(this, chunk, encoding, callback);
  }
  demandChunk(chunk);
  if (answer.stage !== 'holding') {
    answer.tooLate(callback);
    return false;
  }
  if (answer.line === undefined) this.writeHead(this.statusCode);
  answer.hold(chunk, encoding ?? undefined, false);
  if (callback !== undefined) process.nextTick(callback);
  return true;
}

function end(
  this: Guarded,
  chunk?: unknown,
  encoding?: BufferEncoding | Callback | null,
  callback?: Callback,
): Guarded {
  if (typeof chunk === 'function') return end.call(this, undefined, undefined, chunk as Callback);
  if (typeof encoding === 'function') return end.call(this, chunk, undefined, encoding);
  const answer = this[held];
  if (answer.isLeaving(chunk)) answer.stage = 'left';
  else if (answer.isEnded) return endAgain(this, chunk, callback);
  if (answer.stage !== 'holding') {
    answer.originals.end.call(this, chunk, encoding, callback);
    return this;
  }
  if (chunk) demandChunk(chunk);
  if (answer.line === undefined) this.writeHead(this.statusCode);
  if (callback !== undefined) this.once('finish', callback);
  if (chunk) answer.hold(chunk as string | Uint8Array, encoding ?? undefined, true);
  seal(this, answer);
  return this;
}

function endAgain(guarded: Guarded, chunk: unknown, callback: Callback | undefined): Guarded {
  if (chunk) guarded[held].tooLate(callback);
  else if (callback !== undefined) queueMicrotask(callback);
  return guarded;
}

/** What is held is complete. It may be out already: replaced, or opened, for its size. */
function seal(guarded: Guarded, answer: HeldAnswer): void {
  if (answer.stage === 'holding') answer.finish();
  else if (answer.stage === 'open') answer.originals.end.call(guarded);
}

function addTrailers(this: Guarded, trailers: unknown): void {
  const answer = this[held];
  if (answer.isEnded) return;
  answer.hasTrailers = true;
  answer.originals.addTrailers.call(this, trailers);
}

function writeInformation(this: Guarded, status: number, headers: OutgoingHttpHeaders, callback?: Callback): void {
  const answer = this[held];
  if (answer.isReplaced) return;
  if (answer.line !== undefined) throw headersSentError('write');
  if (status !== CONTINUE && !answer.passesInterim(status, headers ?? {})) return;
  answer.originals.writeInformation.call(this, status, headers, callback);
}

/** What the request itself asked for (`Expect`) is no answer to it. */
const CONTINUE = 100;

function destroy(this: Guarded, error?: Error): Guarded {
  const answer = this[held];
  const isHeld = answer.stage === 'holding' && !this.destroyed && !this.req.socket.destroyed;
  if (isHeld && answer.giveUp(error)) return this;
  if (isHeld) answer.open();
  answer.originals.destroy.call(this, error);
  return this;
}
