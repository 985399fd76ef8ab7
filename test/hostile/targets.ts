import type { Contract, Operation } from '../../src/contract/contract.ts';
import { type GoodRequest, goodRequest } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';

/** A good request to an operation, to be spoiled. */
export interface Target {
  contract: Contract;
  operation: Operation;
  method: string;
  path: string;
  headers: [string, string][];
  body: Buffer;
  /** Of the body; empty where there is none. */
  type: string;
}

/** One for each operation and media type of its body. */
export const targets: readonly Target[] = operations.flatMap(([, contract, operation]): Target[] => {
  const types = operation.body === undefined ? [undefined] : [...operation.body.content.keys()];
  return types.map((type) => {
    const example = type === undefined ? undefined : exampleAtHand(contract, operation, type);
    const wishes = { ...(type === undefined ? {} : { type }), ...(example === undefined ? {} : { example }) };
    return targetOf(contract, operation, goodRequest(contract, operation, wishes));
  });
});

/** An example that names one of the contract's own pictures goes before others: a server can do what it says at once. */
function exampleAtHand({ pictures }: Contract, { body }: Operation, type: string): string | undefined {
  const examples = [...(body?.content.get(type)?.examples ?? [])];
  return examples.find(([, { value }]) => pictures.some(({ url }) => JSON.stringify(value)?.includes(url)))?.[0];
}

export const jsonTargets = targets.filter(({ type }) => type === 'application/json');
export const formTargets = targets.filter(({ type }) => type.startsWith('multipart/'));
export const rawTargets = targets.filter(({ type }) => type.startsWith('image/'));
export const bodyTargets = targets.filter(({ type }) => type !== '');

/** Paths of pictures that the mock serves. */
export const picturePaths: readonly string[] = operations
  .flatMap(([, contract]) => contract.pictures)
  .map(({ url }) => new URL(url).pathname);

function targetOf(contract: Contract, operation: Operation, { method, path, headers, body }: GoodRequest): Target {
  const given: [string, string][] = Object.entries(headers);
  return {
    contract,
    operation,
    method,
    path,
    headers: [['Host', '127.0.0.1'], ...given],
    body: Buffer.from(body ?? ''),
    type: headers['content-type'] ?? '',
  };
}
