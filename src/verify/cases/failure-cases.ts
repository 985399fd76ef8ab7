import type { Contract, Operation } from '../../contract/contract.ts';
import type { Asked } from './asked.ts';
import { withHeader } from './change-request.ts';
import { goodRequest } from './good-request.ts';

/** Octets of a header that none of Portrait's servers takes. */
const TOO_LARGE = 20 * 1024;

/**
 * Every declared status and every example, asked for by `Prefer` of a server that knows how to be asked (RFC 7240), and
 * what is no request to such a server.
 */
export function failureCases(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const examples = new Set([...operation.responses.values()].flatMap(({ exampleNames }) => exampleNames));
  const wishes = [
    ...[...operation.responses.keys()].map((status) => `code=${status}`),
    ...[...examples].map((name) => `example=${name}`),
    'code=599',
    'example=no-such-example',
  ];
  return [
    ...wishes.map((prefer): Asked => [`Prefer: ${prefer}`, withHeader(good, 'prefer', prefer)]),
    ['a header that is too large', withHeader(good, 'x-large', 'x'.repeat(TOO_LARGE))],
  ];
}
