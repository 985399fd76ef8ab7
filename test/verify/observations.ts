import type { Operation } from '../../src/contract/contract.ts';
import { type Contract, responseWith } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/document.ts';
import { routerOf } from '../../src/contract/routes.ts';
import type { Case } from '../../src/verify/case.ts';
import type { Expectation } from '../../src/verify/expectation.ts';
import type { Observation } from '../../src/verify/observation.ts';

/** A request and its answer, as short as a test wants to write them. */
export interface Told {
  method: string;
  target: string;
  headers?: Record<string, string>;
  body?: Json;
  status?: number;
  answered?: Record<string, string>;
  answer?: Json;
  expectation?: Expectation;
  tried?: Operation;
}

/** What the runner would have seen. A body that is no text is JSON; `status: 0` stands for no answer. */
export function observation(contract: Contract, told: Told): Observation {
  const { method, target, headers = {}, body, status = 200, answered = {}, answer, tried } = told;
  const route = routerOf([contract])(method, target.split('?', 1)[0] ?? '');
  const operation = route.found === 'operation' ? route.operation : undefined;
  const type = answer === undefined || operation === undefined ? undefined : typeOf(operation, status);
  const came = {
    ...{ status, statusText: '', httpVersion: '1.1', rawHeaders: [] },
    headers: { ...(type && { 'content-type': type }), ...answered },
    body: bytesOf(answer) ?? Buffer.alloc(0),
  };
  const sent = typeof body === 'string' || body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    contract,
    operation,
    tried: tried && ({ contract, operation: tried } as Case),
    expectation: told.expectation ?? { verdict: 'open' },
    exchange: {
      origin: 'http://127.0.0.1:1',
      request: { method, target, headers: { ...sent, ...headers }, body: bytesOf(body) },
      answer: status === 0 ? undefined : came,
      problem: undefined,
      ...{ startedAt: 0, tookMs: 1 },
    },
  };
}

function typeOf(operation: Operation, status: number): string | undefined {
  return responseWith(operation, status)?.media?.type;
}

function bytesOf(body: Json | undefined): Buffer | undefined {
  return body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
