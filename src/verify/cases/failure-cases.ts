import type { Contract, Operation } from '../../contract/contract.ts';
import type { Asked } from './asked.ts';
import { withHeader } from './change-request.ts';
import { goodRequest } from './good-request.ts';

/** Every declared status and every example, asked for by `Prefer` of a server that knows how to be asked (RFC 7240). */
export function failureCases(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const examples = new Set([...operation.responses.values()].flatMap(({ exampleNames }) => exampleNames));
  return [
    ...[...operation.responses.keys()].map((status) => `code=${status}`),
    ...[...examples].map((name) => `example=${name}`),
    'code=599',
    'example=no-such-example',
  ].map((prefer): Asked => [`Prefer: ${prefer}`, withHeader(good, 'prefer', prefer)]);
}
