import type { Json } from '../../contract/document.ts';
import { isSafe } from '../../http/safe-methods.ts';
import type { Problem } from '../checks/check.ts';
import type { Sequence, SequenceTools, Step } from '../sequences/sequence.ts';
import type { Subject } from '../subject.ts';
import type { Scope } from './expression.ts';
import type { Workflow, WorkflowStep } from './workflow.ts';

/** A workflow as a sequence of the run, in the turn of its last operation: that is what it is about. */
export function sequenceOf(workflow: Workflow): Sequence {
  const about = workflow.steps.at(-1)?.operation;
  return {
    name: workflow.id,
    source: 'workflows',
    concerns: (subject, operation) => operation.id === about?.id && hasInputs(workflow, subject),
    writes: workflow.steps.some(({ operation: { method } }) => !isSafe(method)),
    needsMemory: true,
    run: (tools) => run(workflow, tools),
  };
}

/** Whoever brings credentials of their own may not have all of them. */
function hasInputs({ inputs }: Workflow, { contract }: Subject): boolean {
  return [...inputs].every((input) => contract.credentials.some(({ name }) => name === input));
}

/** One step after the other, until one does not do what the workflow says; those behind it would mean nothing. */
async function run(workflow: Workflow, tools: SequenceTools): Promise<void> {
  const inputs = Object.fromEntries(
    tools.subject.contract.credentials.map(({ name, credential }): [string, Json] => [name, credential]),
  );
  const outputs: Record<string, Record<string, Json | undefined>> = {};
  const taken: Step[] = [];
  for (const step of workflow.steps) {
    const request = step.requestIn({ inputs, outputs, request: undefined, answer: undefined });
    const asked = await tools.ask(step.id, request, step.statuses);
    taken.push(asked);
    if (asked.answer === undefined) return;
    const scope: Scope = { inputs, outputs, request, answer: asked.answer };
    const problem = problemOf(workflow, step, scope, tools.subject.conformance.pointerTo(step.operation));
    tools.tell('workflow_conformance', taken, problem);
    if (problem !== undefined) return;
    outputs[step.id] = Object.fromEntries(step.outputs.map(([name, expression]) => [name, expression(scope)]));
  }
}

function problemOf(
  { id }: Workflow,
  { id: stepId, description, criteria }: WorkflowStep,
  scope: Scope,
  pointer: string,
): Problem | undefined {
  const missed = criteria.find(({ holds }) => !holds(scope));
  if (missed === undefined) return undefined;
  const meant = description === undefined ? '' : ` ${description}`;
  return {
    came: `${scope.answer?.status}; ${missed.seen(scope)}`,
    promised: `${missed.condition}, in the step ${stepId} of the workflow ${id}.${meant}`,
    pointer,
  };
}
