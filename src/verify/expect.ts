import type { Operation } from '../contract/contract.ts';
import { Refusal, refuse } from '../contract/failures.ts';
import { judge } from '../contract/judge.ts';
import { languageOf } from '../contract/languages.ts';
import { failureReply, type Reply } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import { bodyLimitOf } from '../contract/uploads.ts';
import { tooLarge } from '../http/body.ts';
import { targetOf } from '../http/origin.ts';
import { choose } from '../mock/choice.ts';
import { courtOf } from '../mock/verdict.ts';
import type { Expectation } from './expectation.ts';
import { declaredStatuses, statusesFor } from './failure-statuses.ts';
import { isOddTarget } from './foreign/targets.ts';
import { foreignVerdict } from './foreign/verdict.ts';
import type { Subject } from './subject.ts';
import type { WireRequest } from './wire.ts';

/** What was asked, as the contract sees it: the operation where the request leads to one, and what has to come. */
export interface Expected {
  operation: Operation | undefined;
  expectation: Expectation;
}

const OPEN: Expectation = { verdict: 'open' };

/**
 * What the contract says of a request, by the same judge that the mock and the reference server have. Preflights, and
 * requests to paths that no API has, are left open; by a contract that is not ours, all that neither OpenAPI nor HTTP
 * settles (`foreign/`). `anyToken` takes every credential for a good one.
 */
export async function expectedOf(
  subject: Subject,
  origin: string,
  request: WireRequest,
  anyToken = false,
): Promise<Expected> {
  const { path, search } = targetOf(request.target);
  const isForeign = subject.api === undefined;
  if (isForeign && isOddTarget(path, search)) return { operation: undefined, expectation: OPEN };
  const route = subject.router(request.method, path);
  if (route.found === 'path' && request.method !== 'OPTIONS') {
    const why = `${path} does not have the method ${request.method}.`;
    const refusal = refuse('methodNotAllowed', ['method'], why, 'methodNotAllowed', { allow: route.allow });
    const neighbour = subject.router(route.allow[0] ?? '', path);
    const like = neighbour.found === 'operation' ? neighbour.operation : undefined;
    const expectation = { ...refused(subject, like, refusal, undefined), ...(isForeign ? {} : { like }) };
    return { operation: undefined, expectation };
  }
  if (route.found === 'api' && !isForeign && request.method !== 'OPTIONS' && isBelowOperation(subject, path)) {
    const refusal = refuse('pathUnknown', ['path'], `The API has no path ${path}.`);
    return { operation: undefined, expectation: refused(subject, undefined, refusal, undefined) };
  }
  if (route.found !== 'operation') return { operation: undefined, expectation: OPEN };
  const { contract, operation, params } = route;
  // HEAD is declared nowhere: a server may have it for its GETs.
  if (isForeign && operation.method !== request.method.toLowerCase())
    return { operation: undefined, expectation: OPEN };
  const asked: ApiRequest = {
    ...{ contract, operation, search, params, origin },
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...bodyOf(operation, request),
  };
  const expectation = isForeign
    ? await foreignVerdict(subject, asked, request, anyToken)
    : await verdictOn(subject, asked, anyToken);
  return { operation, expectation };
}

/** Whether it is the API's own place: its paths may begin like those of its pictures, or of another API. */
function isBelowOperation({ router }: Subject, path: string): boolean {
  const { found } = router('GET', path.slice(0, path.lastIndexOf('/')));
  return found === 'operation' || found === 'path';
}

/** The body as a server reads it: not at all where the operation has none, and within its limit. */
function bodyOf(
  { body: declared }: Operation,
  { body, stops = false }: WireRequest,
): Pick<ApiRequest, 'body' | 'unread'> {
  if (declared === undefined || body === undefined) return { body: undefined, unread: undefined };
  if (stops) return { body: undefined, unread: refuse('bodyIncomplete', ['body'], 'The body stops arriving.') };
  const limit = bodyLimitOf(declared);
  return body.length > limit ? { body: undefined, unread: tooLarge(limit) } : { body, unread: undefined };
}

async function verdictOn(subject: Subject, asked: ApiRequest, anyToken: boolean): Promise<Expectation> {
  try {
    const judged = await judge(asked, courtOf(subject.api, subject.prism, anyToken));
    const { preference, subject: about, sent } = judged;
    if (preference !== undefined) {
      const { response } = choose(asked.operation, preference, { subject: about, json: sent.json });
      return { verdict: 'asked', statuses: [response.status] };
    }
    const statuses = [2, 3].flatMap((digit) => declaredStatuses(asked.operation, digit));
    return { verdict: 'accepted', statuses, judged };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(subject, asked.operation, error, languageOf(asked));
  }
}

/** The expectation of a request that is refused for this reason. */
export function refused(
  subject: Subject,
  operation: Operation | undefined,
  { kind, detail, message: reason }: Refusal,
  language: string | undefined,
): Expectation {
  const reply = replyTo(subject, operation, { kind, detail }, language);
  const isGuarded = subject.contract.operations.some(({ security }) => security.length > 0);
  const statuses = reply === undefined ? statusesFor(kind, operation, isGuarded) : [reply.status];
  return {
    verdict: 'refused',
    kind,
    reason,
    statuses,
    reply,
    ...(detail.allow === undefined ? {} : { allow: detail.allow }),
  };
}

/** The answer in the API's own words, where its failure table is known. */
function replyTo(
  { api, contract }: Subject,
  operation: Operation | undefined,
  { kind, detail }: Pick<Refusal, 'kind' | 'detail'>,
  language: string | undefined,
): Reply | undefined {
  return api && failureReply(contract, operation, api.failures, kind, detail, { language });
}
