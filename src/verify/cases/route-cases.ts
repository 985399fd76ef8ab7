import type { Contract, Operation } from '../../contract/contract.ts';
import type { Asked } from './asked.ts';
import { withHeader } from './change-request.ts';
import { goodRequest } from './good-request.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];

/**
 * An operation's path by methods that it does not have, with and without a credential; a path below that is none; and
 * what a browser asks before.
 */
export function routeCases(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const there = contract.operations
    .filter(({ path }) => path === operation.path)
    .map(({ method }) => method.toUpperCase());
  const bare = { ...withHeader(good, 'content-type', undefined), body: undefined };
  const isFirst = there[0] === operation.method.toUpperCase();
  return [
    ...METHODS.filter((method) => isFirst && !there.includes(method)).flatMap((method): Asked[] => [
      [`the method ${method}`, { ...bare, method }],
      [`the method ${method}, without a credential`, { ...withHeader(bare, 'authorization', undefined), method }],
    ]),
    ...(isFirst ? ([['a path of no operation', { ...bare, path: nowhere(good.path) }]] as Asked[]) : []),
    ['a preflight', { method: 'OPTIONS', path: good.path, headers: preflight(operation) }],
    ['OPTIONS that is no preflight', { ...bare, method: 'OPTIONS' }],
  ];
}

/** A path below the operation's, which the API does not have. */
function nowhere(path: string): string {
  return path.replace(/\/?(\?.*)?$/s, '/nothing-here');
}

function preflight({ method }: Operation): Record<string, string> {
  return {
    origin: 'https://app.example',
    'access-control-request-method': method.toUpperCase(),
    'access-control-request-headers': 'authorization, content-type',
  };
}
