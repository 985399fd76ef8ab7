import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json, Parameter } from '../../contract/document.ts';
import { type Sent, wired } from '../cases/asked.ts';
import { withHeader, withParameter } from '../cases/change-request.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { WireRequest } from '../wire.ts';
import { type Criterion, criterionOf } from './criterion.ts';
import { type Expression, expressionOf, filledIn, type Known, plain, type Scope } from './expression.ts';
import type { ArazzoParameter, ArazzoStep, ArazzoWorkflow } from './subset.ts';

/** A workflow that was read, each of its words understood. */
export interface Workflow {
  id: string;
  /** Names of the test credentials that it needs. */
  inputs: ReadonlySet<string>;
  steps: readonly WorkflowStep[];
}

export interface WorkflowStep {
  id: string;
  /** What it means, in words. */
  description: string | undefined;
  operation: Operation;
  requestIn(scope: Scope): WireRequest;
  criteria: readonly Criterion[];
  /** Statuses that the criteria speak of. */
  statuses: readonly number[];
  outputs: readonly (readonly [name: string, expression: Expression])[];
}

/**
 * Reads one workflow of a contract.
 * @throws Error that says which step is not understood, and why.
 */
export function workflowOf({ workflowId, inputs, steps }: ArazzoWorkflow, contract: Contract): Workflow {
  const names = new Set(Object.keys(inputs?.properties ?? {}));
  const outputs = new Set<string>();
  const read = steps.map((step) => {
    try {
      const one = stepOf(step, contract, { inputs: names, outputs });
      for (const [name] of one.outputs) outputs.add(`${one.id}.${name}`);
      return one;
    } catch (error) {
      throw new Error(`${workflowId}, step ${step.stepId}: ${(error as Error).message}`);
    }
  });
  const unknown = [...names].find(
    (name) => !(contract.document['x-test-credentials'] ?? []).some((one) => one.name === name),
  );
  if (unknown !== undefined) throw new Error(`${workflowId}: the input “${unknown}” is no test credential.`);
  return { id: workflowId, inputs: names, steps: read };
}

function stepOf(step: ArazzoStep, contract: Contract, known: Known): WorkflowStep {
  const operation = contract.operations.find(({ id }) => id === step.operationId);
  if (operation === undefined) throw new Error(`There is no operation “${step.operationId}”.`);
  return {
    id: step.stepId,
    description: step.description,
    operation,
    requestIn: requestOf(step, contract, operation, known),
    criteria: step.successCriteria.map((criterion) => criterionOf(criterion, known)),
    statuses: step.successCriteria.flatMap(({ condition }) =>
      [...condition.matchAll(/\$statusCode == (\d{3})/g)].map(([, status]) => Number(status)),
    ),
    outputs: Object.entries(step.outputs ?? {}).map(([name, text]) => [name, expressionOf(text, known)] as const),
  };
}

/** The good request of the operation, with what the step says instead. */
function requestOf(
  { parameters = [], requestBody }: ArazzoStep,
  contract: Contract,
  operation: Operation,
  known: Known,
): (scope: Scope) => WireRequest {
  const changes = parameters.map((one) => [declared(one, operation), filledIn(one.value, known)] as const);
  const payload = requestBody && filledIn(requestBody.payload, known);
  const type = requestBody?.contentType;
  if (type !== undefined && operation.body?.content.has(type) !== true)
    throw new Error(`${operation.id} does not take the Content-Type “${type}”.`);
  return (scope) => {
    const value = payload?.(scope);
    const good: Sent = goodRequest(contract, operation, {
      ...(type === undefined ? {} : { type }),
      ...(value === undefined ? {} : { value }),
    });
    return wired(changes.reduce((sent, [parameter, text]) => changed(sent, parameter, operation, text(scope)), good));
  };
}

/** The request with a parameter of the step; an empty header is not sent. */
function changed(sent: Sent, parameter: Parameter, operation: Operation, value: Json | undefined): Sent {
  const text = plain(value);
  if (parameter.in === 'header') return withHeader(sent, parameter.name, text === '' ? undefined : text);
  return withParameter(sent, parameter, operation, encodeURIComponent(text));
}

/** The parameter that is meant. Authorization is one to Arazzo, though not to OpenAPI; in the query anything may be tried. */
function declared({ name, in: place }: ArazzoParameter, { id, parameters }: Operation): Parameter {
  const one = parameters.find((parameter) => parameter.name === name && parameter.in === place);
  const isFree = place === 'query' || place === 'cookie' || name.toLowerCase() === 'authorization';
  if (one === undefined && !isFree) throw new Error(`${id} has no parameter “${name}” in ${place}.`);
  return one ?? ({ name, in: place } as Parameter);
}
