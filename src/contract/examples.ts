import type { Contract, DeclaredResponse } from './contract.ts';
import type { Example, Json } from './document.ts';

/**
 * The examples of an operation's success, by name.
 * @throws Error when the contract has no such operation, or it answers with no body: a defect of ours.
 */
export function successExamples(contract: Contract, operationId: string): ReadonlyMap<string, Example> {
  const { media } = successOf(contract, operationId);
  if (media === undefined) throw new Error(`${contract.api}: ${operationId} answers with no body.`);
  return media.examples;
}

/**
 * The examples of a header of an operation's success, by name; the header's name is in lower case.
 * @throws Error when the contract has no such operation, or no such header there: a defect of ours.
 */
export function successHeaderExamples(contract: Contract, id: string, header: string): ReadonlyMap<string, Example> {
  const declared = successOf(contract, id).headers.get(header);
  if (declared === undefined) throw new Error(`${contract.api}: ${id} answers with no header ${header}.`);
  return declared.examples;
}

function successOf({ api, operations }: Contract, operationId: string): DeclaredResponse {
  const [success] = operations.find(({ id }) => id === operationId)?.responses.values() ?? [];
  if (success === undefined) throw new Error(`${api} has no ${operationId}.`);
  return success;
}

/** Values by whom they are about (`x-subject`), of those examples that say so. */
export function bySubject(examples: Iterable<Example>): [id: string, value: Json][] {
  return [...examples].flatMap(({ 'x-subject': id, value }) =>
    id === undefined || value === undefined ? [] : [[id, value]],
  );
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
