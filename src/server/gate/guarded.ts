import type { ServerResponse } from 'node:http';
import type { HeldAnswer } from './held-answer.ts';
import { headersSentError } from './node-errors.ts';

/** Where a guarded response keeps its answer. */
export const held: unique symbol = Symbol('held answer');

/** A response behind the gate. */
export interface Guarded extends ServerResponse {
  [held]: HeldAnswer;
}

/** Methods for a response whose head is said or replaced: headers may not change any more, though Node would let them. */
export const LOCKED = {
  setHeader: refuseHeader,
  setHeaders: refuseHeader,
  appendHeader: refuseHeader,
  removeHeader: refuseHeader,
};

/** What is said to an answer that has been replaced goes nowhere. */
function refuseHeader(this: Guarded): Guarded {
  if (this[held].isReplaced) return this;
  throw headersSentError('change');
}
