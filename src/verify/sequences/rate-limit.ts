import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/contract.ts';
import { refuse } from '../../contract/failures.ts';
import { failureReply } from '../../contract/reply.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { Subject } from '../subject.ts';
import { headerOf } from '../wire.ts';
import { valueAt } from './pictures.ts';
import type { Sequence, Step } from './sequence.ts';

/** Limits that are worth reaching. */
const MOST = 400;

/**
 * Asks until the narrowest limit is reached, once for each contract: from then on it is 429, in the API's own words.
 * Who has no limits at work is not told: every answer says that all is left.
 */
export const rateLimit: Sequence = {
  name: 'ask too often',
  concerns: ({ contract }, operation) => contract.operations.find((one) => limitOf(one) <= MOST) === operation,
  writes: true,
  needsMemory: true,
  spoilsSession: true,
  async run({ subject, operation, ask, tell }) {
    const request = wired(goodRequest(subject.contract, operation));
    const limit = limitOf(operation);
    let isUsedUp = false;
    // A span may end in the middle: then counting begins anew.
    for (let asked = 0; asked <= 2 * limit; asked++) {
      const step = await ask(`request ${asked + 1}`, request, [429]);
      const { answer } = step;
      if (answer === undefined) return;
      if (answer.status === 429 || isUsedUp) {
        tell('failure_conformance', [step], isWorded(subject, operation, step) ? undefined : problemOf(limit));
        return;
      }
      isUsedUp = Object.keys(answer.headers).some(
        (name) => /ratelimit-remaining$/.test(name) && headerOf(answer, name) === '0',
      );
    }
  },
};

function limitOf({ rateLimits }: Operation): number {
  return Math.min(...rateLimits.map(({ requests }) => requests));
}

function isWorded({ contract, api }: Subject, operation: Operation, { answer }: Step): boolean {
  if (answer?.status !== 429) return false;
  if (api === undefined) return true;
  const refusal = refuse('rateLimited', [], 'Too many requests.');
  const { body } = failureReply(contract, operation, api.failures, refusal.kind, refusal.detail);
  return isDeepStrictEqual(valueAt(answer, ''), body);
}

function problemOf(limit: number): { promised: string } {
  return { promised: `429 in the API’s own words, since ${limit} requests are allowed and all were made.` };
}
