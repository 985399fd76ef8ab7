import type { Contract } from './contract.ts';
import type { Example } from './document.ts';

/**
 * The examples of an operation's success, by name.
 * @throws Error when the contract has no such operation, or it answers with no body: a defect of ours.
 */
export function successExamples({ api, operations }: Contract, operationId: string): ReadonlyMap<string, Example> {
  const operation = operations.find(({ id }) => id === operationId);
  const [success] = operation?.responses.values() ?? [];
  if (success?.media === undefined) throw new Error(`${api} has no ${operationId} that answers with a body.`);
  return success.media.examples;
}

/**
 * The body of one example of an operation's success, the first without a name. `Body` is its type in the contract.
 * @throws Error when there is none: a defect of ours.
 */
export function successBody<Body>(contract: Contract, operationId: string, name?: string): Body {
  const examples = successExamples(contract, operationId);
  const example = name === undefined ? examples.values().next().value : examples.get(name);
  if (example?.value === undefined) throw new Error(`${contract.api}: ${operationId} has no example “${name}”.`);
  return example.value as Body;
}
