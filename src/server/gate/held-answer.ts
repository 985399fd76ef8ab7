import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AnswerCheck, AnswerViolation, JudgedAnswer } from '../../contract/conformance.ts';
import { STATUS_CODES } from '../../http/node-http.ts';
import { LOCKED } from './guarded.ts';
import { announceLength, announceTrailers, headersIn, replaceHeaders, type StatusLine, statusLineOf } from './head.ts';
import { HeldBody } from './held-body.ts';
import { afterEndError } from './node-errors.ts';
import { type Originals, originalsOf } from './originals.ts';

/** What leaves instead of an answer that may not. */
export interface Replacement {
  status: number;
  headers: Readonly<Record<string, string>> | Iterable<readonly [name: string, value: string]>;
  body: string | Buffer;
}

/** Judges an answer that is about to leave. */
export type JudgeAnswer = (answer: JudgedAnswer) => readonly AnswerViolation[] | undefined;

/** Hears of violations. Without a replacement the answer goes its way as it is. */
export type OnViolation = (
  violations: readonly AnswerViolation[],
  answer: JudgedAnswer,
) => { replaceBy?: Replacement | undefined } | undefined;

export interface GateOptions {
  /** Octets that are held back at most. */
  maxOctets: number;
  /** How long the answer may take, from the moment at which the gate was put up. */
  timeoutMs: number;
  /** Ends the response, whose head is written, with exactly this body: now or soon. Texts are UTF-8 if nothing is said. */
  end(response: ServerResponse, body: string | Buffer, encoding?: BufferEncoding): void;
}

/**
 * holding: nothing has left. leaving: the head is written, the body handed to `end`. left: ended.
 * open: everything goes straight to Node, unheld.
 */
type Stage = 'holding' | 'leaving' | 'left' | 'open';

/** An answer that is held back until it has been judged. */
export class HeldAnswer {
  readonly body = new HeldBody();
  readonly originals: Originals;
  /** The gate's own `end`, as it was put up. */
  gateEnd: ServerResponse['end'];
  stage: Stage = 'holding';
  /** Set as soon as the sender believes that the head has left. */
  line: StatusLine | undefined;
  hasTrailers = false;
  isReplaced = false;
  readonly #response: ServerResponse;
  readonly #judge: JudgeAnswer;
  readonly #onViolation: OnViolation;
  readonly #options: GateOptions;
  readonly #timer: NodeJS.Timeout;
  #leavingBody: string | Buffer = '';

  constructor(response: ServerResponse, judge: JudgeAnswer, onViolation: OnViolation, options: GateOptions) {
    this.#response = response;
    this.originals = originalsOf(response);
    this.gateEnd = response.end;
    this.#judge = judge;
    this.#onViolation = onViolation;
    this.#options = options;
    this.#timer = setTimeout(onTimeout, options.timeoutMs, this);
    this.#timer.unref();
  }

  /** Whether its sender has said all; what comes now comes too late. */
  get isEnded(): boolean {
    return this.stage === 'leaving' || this.stage === 'left';
  }

  /** Adds to the body. More than may be held is a violation at once. */
  hold(chunk: string | Uint8Array, encoding: BufferEncoding | undefined, isLast: boolean): void {
    if (isLast) this.body.close(chunk, encoding);
    else this.body.add(chunk, encoding);
    if (this.body.octets <= this.#options.maxOctets) return;
    if (!this.#replacedFor('size', `The body has more than ${this.#options.maxOctets} octets, unjudged.`)) this.open();
  }

  /** Judges the whole answer and lets it leave, or what replaces it. */
  finish(): void {
    const line = this.#lineNow();
    announceLength(this.#response, line, this.body.octets);
    this.hasTrailers ||= this.#response.hasHeader('trailer');
    const answer = this.#answer();
    const violations = this.#judged(answer);
    if (violations.length > 0 && this.#replacedBy(violations, answer)) return;
    // A length that lies would make the rest of the connection unreadable.
    if (violations.some(({ check }) => check === 'length')) this.#response.shouldKeepAlive = false;
    if (this.hasTrailers) announceTrailers(this.#response, line);
    this.#leave(line, this.body.whole());
  }

  /**
   * Judges an answer that is given whole, and lets exactly that leave. False when it must not leave so, or something was
   * said before: then it has to go the long way.
   */
  leavesWhole(status: number, head: readonly string[], body: string | Buffer, encoding: BufferEncoding): boolean {
    const response = this.#response;
    if (this.stage !== 'holding' || this.line !== undefined || response.getHeaderNames().length > 0) return false;
    if (body.length > this.#options.maxOctets) return false;
    const answer = { method: this.#method, status, headers: headersIn(head), body };
    if (this.#judged(answer).length > 0) return false;
    clearTimeout(this.#timer);
    this.line = { status, reason: STATUS_CODES[status] ?? '' };
    this.stage = 'leaving';
    this.#leavingBody = body;
    response.end = this.gateEnd;
    this.originals.writeHead.call(response, status, head);
    this.#options.end(response, body, encoding);
    return true;
  }

  /** Whether this is the body that was let through, on its way out. */
  isLeaving(body: unknown): boolean {
    return this.stage === 'leaving' && body === this.#leavingBody;
  }

  /** Judges an interim answer (1xx). False when it must not be sent. */
  passesInterim(status: number, headers: OutgoingHttpHeaders): boolean {
    const answer = { method: this.#method, status, headers, body: '' };
    const violations = this.#judge(answer) ?? [];
    return violations.length === 0 || !this.#replacedBy(violations, answer);
  }

  /** Something was sent after the end. It does not leave; nobody is told when the answer itself was replaced. */
  tooLate(callback: ((error: Error) => void) | undefined): void {
    if (callback !== undefined) process.nextTick(callback, afterEndError());
    if (this.isReplaced) return;
    const violation: AnswerViolation = { check: 'afterEnd', message: 'More was sent after the end.', pointer: '' };
    this.#onViolation([violation], this.#answer());
  }

  /** Gives up what is held. False when it is not replaced, so that the connection has to be cut. */
  giveUp(reason: unknown): boolean {
    const why = reason instanceof Error ? ` (${reason.message})` : '';
    if (this.line === undefined) return this.#replacedFor('unanswered', `The answer was given up unsent${why}.`);
    return this.#replacedFor('incomplete', `The answer was given up after ${this.body.octets} octets${why}.`);
  }

  /** Lets everything through from now on: what was held first, if anything was said at all. */
  open(): void {
    if (this.line === undefined) {
      this.stage = 'open';
      return;
    }
    const body = this.body.whole();
    this.#writeHead(this.line, 'open');
    if (body.length > 0) this.originals.write.call(this.#response, body);
    this.body.clear();
  }

  /** The connection is gone. A handler that cut it itself has answered nobody. */
  closed(): void {
    clearTimeout(this.#timer);
    if (this.stage !== 'holding') return;
    this.stage = 'open';
    const { req: request } = this.#response;
    const { errored, readableEnded } = request.socket;
    if (!request.complete || errored !== null || readableEnded) return;
    const message = 'The connection was cut instead of an answer.';
    this.#onViolation([{ check: 'unanswered', message, pointer: '' }], this.#answer());
  }

  late(): void {
    if (this.stage === 'holding') this.#replacedFor('unanswered', `No answer in ${this.#options.timeoutMs} ms.`);
  }

  get #method(): string {
    return this.#response.req.method ?? 'GET';
  }

  #lineNow(): StatusLine {
    this.line ??= statusLineOf(this.#response, this.#response.statusCode);
    return this.line;
  }

  #answer(): JudgedAnswer {
    const method = this.#method;
    const status = this.line?.status ?? this.#response.statusCode;
    const body = method === 'HEAD' ? '' : this.body.whole();
    return { method, status, headers: this.#response.getHeaders(), body };
  }

  /** A judge that fails has not judged: nothing passes unseen. */
  #judged(answer: JudgedAnswer): readonly AnswerViolation[] {
    const trailer: AnswerViolation = { check: 'trailer', message: 'Trailers, which are undeclared.', pointer: '' };
    const own = this.hasTrailers ? [trailer] : [];
    try {
      return [...own, ...(this.#judge(answer) ?? [])];
    } catch (error) {
      const message = `The answer could not be judged (${(error as Error).message}).`;
      return [...own, { check: 'unjudged', message, pointer: '' }];
    }
  }

  #replacedFor(check: AnswerCheck, message: string): boolean {
    return this.#replacedBy([{ check, message, pointer: '' }], this.#answer());
  }

  #replacedBy(violations: readonly AnswerViolation[], answer: JudgedAnswer): boolean {
    const replacement = this.#onViolation(violations, answer)?.replaceBy;
    if (replacement === undefined) return false;
    this.isReplaced = true;
    Object.assign(this.#response, LOCKED);
    const { status, headers, body } = replacement;
    const line = { status, reason: STATUS_CODES[status] ?? '' };
    this.line = line;
    this.body.clear();
    replaceHeaders(this.#response, Symbol.iterator in headers ? headers : Object.entries(headers));
    announceLength(this.#response, line, Buffer.byteLength(body));
    this.#leave(line, body);
    return true;
  }

  #leave(line: StatusLine, body: string | Buffer): void {
    this.#leavingBody = body;
    // What another layer does to bodies at their end, it has done: `finish` came from there.
    this.#response.end = this.gateEnd;
    this.#writeHead(line, 'leaving');
    this.#options.end(this.#response, body);
  }

  /** From here on, Node itself knows that the head is written. */
  #writeHead({ status, reason }: StatusLine, stage: Stage): void {
    clearTimeout(this.#timer);
    this.stage = stage;
    this.originals.writeHead.call(this.#response, status, reason);
  }
}

function onTimeout(held: HeldAnswer): void {
  held.late();
}
