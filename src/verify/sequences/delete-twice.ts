import { isDeepStrictEqual } from 'node:util';
import { responseWith } from '../../contract/contract.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { Sequence, SequenceTools, Step } from './sequence.ts';

/** Statuses that say that a thing is gone. */
const GONE = [404, 410];

/**
 * Deletes, and deletes again (RFC 9110, section 9.2.2). What the request names is gone then, if the contract has a
 * status for that; what belongs to the caller anyway is as it was after the first time.
 */
export const deleteTwice: Sequence = {
  name: 'delete twice',
  concerns: (_, { method }) => method === 'delete',
  writes: true,
  needsMemory: true,
  async run(tools) {
    const request = wired(goodRequest(tools.subject.contract, tools.operation));
    const first = await tools.ask('deleted', request);
    const second = await tools.ask('deleted again', request);
    if (first.answer === undefined || second.answer === undefined || first.answer.status >= 400) return;
    // Accepted is not done yet (RFC 9110, section 15.3.3).
    if (first.answer.status === 202) return;
    if (namesAThing(tools)) tellGone(tools, first, second);
    // Of a contract that is not ours: what is answered again need not be the same (RFC 9110, section 9.2.2).
    else if (tools.subject.api !== undefined) tellSame(tools, first, second);
  },
};

function namesAThing({ operation }: SequenceTools): boolean {
  return (
    operation.parameters.some((one) => one['x-identifies'] !== undefined || one.in === 'path') &&
    GONE.some((status) => responseWith(operation, status) !== undefined)
  );
}

function tellGone({ tell, operation }: SequenceTools, first: Step, second: Step): void {
  const status = second.answer?.status ?? 0;
  const wanted = GONE.filter((one) => responseWith(operation, one) !== undefined).join(' or ');
  const promised = `What was deleted is gone: ${wanted}.`;
  tell('use_after_free', [first, second], status < 400 ? { promised } : undefined);
  const isDeclared = GONE.includes(status) || status === first.answer?.status;
  tell('idempotent_delete', [first, second], isDeclared ? undefined : { promised });
}

function tellSame({ tell }: SequenceTools, first: Step, second: Step): void {
  const isSame = first.answer?.status === second.answer?.status && isDeepStrictEqual(bodyOf(first), bodyOf(second));
  const promised = 'Deleting again is answered like the first time, and changes nothing more.';
  tell('idempotent_delete', [first, second], isSame ? undefined : { promised });
}

function bodyOf({ answer }: Step): string | undefined {
  return answer?.body.toString();
}
