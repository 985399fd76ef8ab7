import { apis } from '../../src/apis/index.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/document.ts';
import { routerOf } from '../../src/contract/routes.ts';
import { targetOf } from '../../src/http/origin.ts';
import { contracts } from '../contracts.ts';
import { answerFaults, faultsOf } from '../declared.ts';
import { type Answered, jsonIn } from '../exchange.ts';
import type { Hostile } from './hostile.ts';

const route = routerOf(contracts);

/** What is wrong with an answer to a hostile request; nothing when all is well. */
export function faultsIn({ methods, targets, garbled, wishes }: Hostile, index: number, answer: Answered): string[] {
  const method = methods[index] ?? 'GET';
  const target = targets[index];
  if (answer.status >= 500 && !wishes) return [`an answer of ${answer.status}`];
  if (answer.status < 400 && (target === undefined || garbled)) return [];
  if (target === undefined) return failureFaults(contracts, method, answer);
  const { path } = targetOf(target);
  const found = route(method, path);
  if (garbled && answer.status === 400) return failureFaults(contracts, method, answer);
  if (found.found === 'operation') return operationFaults(found.contract, found.operation, method, answer);
  if (answer.status < 400) return [];
  return failureFaults(found.found === 'nothing' ? [] : [found.contract], method, answer);
}

/** An operation's answer is one that it declares, by status, headers and body. */
function operationFaults(contract: Contract, operation: Operation, method: string, answer: Answered): string[] {
  const faults = answerFaults(contract, operation, answer);
  return method === 'HEAD' ? faults.filter((fault) => !/body|JSON/.test(fault) && !fault.startsWith('/ ')) : faults;
}

/** A failure elsewhere is one that some operation of the API declares, or problem details where there is no API. */
function failureFaults(declaring: readonly Contract[], method: string, answer: Answered): string[] {
  // A range outside of a picture is told by Content-Range.
  if (method === 'HEAD' || (answer.status === 416 && answer.body.length === 0)) return [];
  const body = whole(answer);
  if (body === undefined) return [`no JSON in a ${answer.status}: ${answer.body.subarray(0, 400)}`];
  if (answer.headers['content-type'] === 'application/problem+json') {
    const { status, title, detail } = (body ?? {}) as { status?: number; title?: string; detail?: string };
    const whole = status === answer.status && typeof title === 'string' && typeof detail === 'string';
    if (!whole) return [`incomplete problem details: ${answer.body}`];
    return declaring.length === 1 ? [`problem details where ${declaring[0]?.api} has a shape of its own`] : [];
  }
  const isDeclared = declaring.some((contract) =>
    contract.operations.some(({ responses }) => {
      const schema = responses.get(answer.status)?.media?.schema;
      return schema !== undefined && faultsOf(contract, schema, body).length === 0;
    }),
  );
  const names = declaring.map(({ api }) => api).join(', ') || `none of ${apis.length} APIs`;
  return isDeclared ? [] : [`${names} declares no such ${answer.status}: ${answer.body.subarray(0, 200)}`];
}

/** The body as JSON; undefined where it is none. */
function whole(answer: Answered): Json | undefined {
  try {
    return jsonIn(answer);
  } catch {
    return undefined;
  }
}
