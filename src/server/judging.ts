import type { Request } from 'express';
import type { TestCredential } from '../contract/document.ts';
import { type Refusal, refuse } from '../contract/failures.ts';
import { judge } from '../contract/judge.ts';
import type { Allowance } from '../contract/limits.ts';
import type { Circumstances } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import { inspectHeader } from '../images/picture.ts';
import type { Exchange } from './exchange.ts';
import { gateOf } from './guarding.ts';
import type { Judgement } from './judgements.ts';
import type { ServedApi, ServerParts } from './parts.ts';

/**
 * What a request is found to be: may the caller come now, and is it right, by express-openapi-validator where schemas are
 * concerned. What is left of the rate limit is put into `so`.
 * @throws Refusal for the first rule that is broken.
 */
export async function judgementOn(
  parts: ServerParts,
  served: ServedApi,
  exchange: Exchange,
  asked: ApiRequest,
  request: Request,
  so: Circumstances,
): Promise<Judgement> {
  const { judgements, anyToken, fetchFrom } = parts;
  const { api, validator } = served;
  const key = asked.operation.body === undefined ? judgements.keyOf(exchange) : undefined;
  const known = key === undefined ? undefined : judgements.get(key);
  if (known !== undefined) {
    admit(parts, exchange, asked, known.caller, so);
    return known;
  }
  let caller: TestCredential | undefined;
  const judged = await judge(asked, {
    anyToken,
    leavesForms: true,
    inspect: inspectHeader,
    violationsOf(_, sent) {
      // From here on, code that is not ours has the response in its hands.
      gateOf(parts, served, exchange, asked.operation);
      return validator.violationsOf(asked, sent, request, exchange.response as never);
    },
    ruleOf: (operationId) => (body) => api.rules?.[operationId]?.(body, fetchFrom),
    admit(_, found) {
      caller = found;
      admit(parts, exchange, asked, found, so);
    },
  });
  const judgement: Judgement = { judged, caller, path: request.params, query: request.query };
  if (key !== undefined) judgements.set(key, judgement);
  return judgement;
}

/** @throws Refusal rateLimited */
function admit(
  { throttle }: ServerParts,
  { session = '', request }: Exchange,
  { operation }: ApiRequest,
  caller: TestCredential | undefined,
  so: Circumstances,
): void {
  if (operation.rateLimits.length === 0) return;
  const address = request.socket.remoteAddress ?? '';
  so.allowance = throttle.take(session, operation, { credential: caller?.name, owner: caller?.owner, address });
  if (so.allowance?.allowed === false) throw tooMany(so.allowance);
}

function tooMany({ limit, retryAfterSeconds }: Allowance): Refusal {
  const message = `${limit} requests are allowed in this span of time; the next begins in ${retryAfterSeconds} s.`;
  return refuse('rateLimited', [], message);
}
