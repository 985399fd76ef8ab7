import type { Operation } from '../../contract/contract.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import { headerOf } from '../wire.ts';
import type { Sequence } from './sequence.ts';

/** By which people tell requests apart when they ask for help. */
const REQUEST_ID = /^(?:x-)?request-id$/;

/** Asks twice: the ids of two requests are two. A mock may have one for all, and others’ contracts may mean something else. */
export const requestIds: Sequence = {
  name: 'ids of requests',
  concerns: ({ api }, operation) => api !== undefined && idsOf(operation).length > 0,
  writes: true,
  needsMemory: true,
  async run({ subject, operation, ask, tell }) {
    const request = wired(goodRequest(subject.contract, operation));
    const [one, other] = [await ask('one', request), await ask('other', request)];
    if (one.answer === undefined || other.answer === undefined) return;
    for (const name of idsOf(operation)) {
      const [id, second] = [headerOf(one.answer, name), headerOf(other.answer, name)];
      const isSame = id !== undefined && id === second;
      const problem = { came: `${name}: ${id}, twice`, promised: `Each request has a ${name} of its own.` };
      tell('response_headers_conformance', [one, other], isSame ? problem : undefined);
    }
  },
};

/** Headers in lower case. */
function idsOf({ responses }: Operation): string[] {
  const names = [...responses.values()].flatMap(({ headers }) => [...headers.keys()]);
  return [...new Set(names)].filter((name) => REQUEST_ID.test(name));
}
