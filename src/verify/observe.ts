import type { IncomingMessage } from 'node:http';
import type { Operation } from '../contract/contract.ts';
import { headerOverflow } from '../edge/header-limits.ts';
import { isSafe } from '../http/safe-methods.ts';
import type { Case } from './case.ts';
import type { Answered, Check, Problem } from './checks/check.ts';
import { answerChecks } from './checks/index.ts';
import type { CheckName } from './checks/names.ts';
import { type Expected, expectedOf, refused } from './expect.ts';
import type { Expectation } from './expectation.ts';
import { httpStatuses } from './foreign/http-statuses.ts';
import type { Observation } from './observation.ts';
import type { Seat } from './seat.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target.ts';
import { tolerances } from './tolerances.ts';
import type { Exchange, Wire } from './wire.ts';

/** What every check says: nothing where all is well. */
export type Verdicts = readonly [check: CheckName, problem: Problem | undefined][];

export interface Observed {
  observation: Observation;
  verdicts: Verdicts;
}

/** Statuses that are right wherever state decides: gone, in conflict, too often. */
const OF_STATE = [404, 409, 410, 412, 429];

export interface Circumstances {
  /** What came before may have changed everything. */
  inSequence: boolean;
  target: Target;
  /** What has to come, where the same was asked before. */
  expected?: Expected;
}

/** Asks, and holds what comes against every check. */
export async function observe(
  subject: Subject,
  wire: Wire,
  tried: Case,
  seat: Seat,
  { inSequence, target, expected }: Circumstances,
): Promise<Observed> {
  const { operation, expectation } = expected ?? (await expectedAt(target, subject, wire, tried));
  const exchange = await wire.send(await seat.take(tried.operation, tried.request, inSequence));
  const { status = 0 } = exchange.answer ?? {};
  // What is refused, or is said to be, changes nothing; if it does after all, the next one shows it.
  if (expectation.verdict !== 'refused' && status < 400 && !isSafe(tried.request.method)) seat.touch();
  const isExact = target.isPortrait && !inSequence;
  // What the contract refuses is refused before anybody asks the web.
  const isRefused = expectation.verdict === 'refused';
  const ofTheWeb = isRefused ? (tried.tolerates ?? []) : tolerances(tried, wire.origin, target.isPortrait);
  const observation: Observation = {
    contract: subject.contract,
    operation,
    tried: { ...tried, tolerates: [...(isExact ? [] : OF_STATE), ...ofTheWeb] },
    expectation,
    exchange,
  };
  return { observation, verdicts: verdictsOn(subject, observation) };
}

/** What has to come by the contract, and by what else Portrait's own servers refuse. */
async function expectedAt(target: Target, subject: Subject, wire: Wire, tried: Case): Promise<Expected> {
  const { operation, expectation } = await expectedOf(subject, wire.origin, tried.request);
  const overflow = target.isPortrait ? overflowing(subject, operation, tried) : undefined;
  return { operation, expectation: overflow ?? expectation };
}

/** Portrait's own servers refuse headers that are too large, before they look at anything else. */
function overflowing(
  subject: Subject,
  operation: Operation | undefined,
  { request: { target, headers } }: Case,
): Expectation | undefined {
  const lines = { rawHeaders: Object.entries(headers).flat(), url: target } as IncomingMessage;
  const refusal = operation && headerOverflow(lines);
  return refusal && refused(subject, operation, refusal, undefined);
}

/** What every check says of an observation. */
export function verdictsOn(subject: Subject, observation: Observation): Verdicts {
  const { operation, exchange } = observation;
  const { answer, request, problem } = exchange;
  if (answer === undefined && exchange.isBroken)
    return [['content_length', { came: problem ?? 'a part', promised: 'The answer comes whole, as long as it says.' }]];
  if (answer === undefined) return [['not_a_server_error', unanswered(exchange, problem)]];
  const judged = { method: request.method, status: answer.status, headers: answer.headers, body: answer.body };
  const isOfHttp =
    subject.api === undefined && httpStatuses(request, operation, observation.expectation).includes(answer.status);
  const declaring = operation ?? likeWhich(observation.expectation, answer.status);
  const violations = (declaring === undefined ? [] : subject.conformance.violationsOf(declaring, judged)).filter(
    ({ check }) => check !== 'status' || !isOfHttp,
  );
  const answered: Answered = { ...observation, answer, violations };
  return answerChecks
    .filter((check) => check.concerns(answered))
    .flatMap((check) => verdictOf(check, answered, subject));
}

/** The operation on the same path that declares such an answer, where the request's method leads to none. */
function likeWhich(expectation: Expectation, status: number): Operation | undefined {
  const like = expectation.verdict === 'refused' ? expectation.like : undefined;
  return like?.responses.has(status) === true ? like : undefined;
}

function verdictOf(check: Check, answered: Answered, subject: Subject): [CheckName, Problem | undefined][] {
  const problems = check.problemsOf(answered, subject);
  if (problems.length === 0) return [[check.name, undefined]];
  return problems.map((problem) => [check.name, problem]);
}

function unanswered({ request }: Exchange, problem: string | undefined): Problem {
  return { came: problem ?? 'no answer', promised: `${request.method} ${request.target} is answered.` };
}
