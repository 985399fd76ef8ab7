import { type Contract, type Operation, responseWith } from '../../contract/contract.ts';
import { type Router, routerOf } from '../../contract/routes.ts';
import { targetOf } from '../../http/origin.ts';
import type { Observation } from '../observation.ts';
import type { WireRequest } from '../wire.ts';
import { type Alternatives, alternativesOf } from './alternatives.ts';
import { type Answers, answersOf } from './answers.ts';
import type { Coverage, Criterion } from './coverage.ts';
import { type Inputs, inputsOf } from './inputs.ts';
import { type Ledger, newLedger } from './ledger.ts';
import type { SentPlaces } from './sent-text.ts';

/** Keeps account of what a run has exercised and seen; it grows with the contracts, not with the run. */
export interface Collector {
  observe(observation: Observation): void;
  result(): Coverage;
}

interface Plan {
  /** Of the operation and of its path. */
  asked: readonly Criterion[];
  inputs: Inputs;
  answers: Answers;
  alternatives: Alternatives;
}

/**
 * What there is in the contracts to be exercised and seen, by the levels in `ledger.ts`. Only what was answered with a
 * declared status counts. Of what was sent, only where the answer shows that somebody looked at it: not where the caller
 * was turned away as such (401, 403, 429), nor where the server failed.
 */
export function coverageOf(contracts: readonly Contract[]): Collector {
  const ledger = newLedger();
  const plans = new Map<Operation, Plan>();
  const routers = new Map<Contract, Router>();
  for (const contract of contracts) {
    routers.set(contract, routerOf([contract]));
    for (const operation of contract.operations) plans.set(operation, planFor(contract, operation, ledger));
  }
  return {
    observe(observation) {
      const { operation, exchange } = observation;
      if (exchange.answer === undefined) return;
      if (operation === undefined) {
        for (const plan of plansAsideOf(observation, plans)) plan.answers(exchange.answer);
        return;
      }
      const plan = plans.get(operation);
      const router = routers.get(observation.contract);
      if (plan !== undefined && router !== undefined) note(plan, operation, observation, router);
    },
    result: () => ledger.coverage(),
  };
}

function planFor(contract: Contract, operation: Operation, ledger: Ledger): Plan {
  const { api, id, path } = operation;
  return {
    asked: [ledger.criterion(api, 'path', path, path), ledger.criterion(api, 'operation', id, id)],
    inputs: inputsOf(contract, operation, ledger),
    answers: answersOf(contract, operation, ledger),
    alternatives: alternativesOf(contract, operation, ledger),
  };
}

function note(plan: Plan, operation: Operation, observation: Observation, router: Router): void {
  const { request, answer } = observation.exchange;
  const isHead = request.method.toLowerCase() !== operation.method;
  if (answer === undefined || isHead || responseWith(operation, answer.status) === undefined) return;
  for (const criterion of plan.asked) criterion.covered = true;
  plan.answers(answer);
  if ([401, 403, 429].includes(answer.status) || answer.status >= 500) return;
  let known: SentPlaces | undefined;
  const places = (): SentPlaces => {
    known ??= placesIn(request, router);
    return known;
  };
  plan.inputs(observation, places);
  plan.alternatives(observation, places);
}

function placesIn({ method, target, headers }: WireRequest, router: Router): SentPlaces {
  const { path, search } = targetOf(target);
  const route = router(method, path);
  return {
    path: route.found === 'operation' ? route.params : {},
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/** The operations of a path, when it was asked for a method that it does not have: the refusal is declared by them. */
function plansAsideOf({ tried, expectation }: Observation, plans: ReadonlyMap<Operation, Plan>): Plan[] {
  if (tried === undefined || expectation.verdict !== 'refused' || expectation.kind !== 'methodNotAllowed') return [];
  const { operations } = tried.contract;
  const aside = operations.filter(({ path }) => path === tried.operation.path);
  return aside.flatMap((operation) => plans.get(operation) ?? []);
}
