import type { Request } from 'express';
import type { Json } from '../contract/document.ts';
import { type Refusal, refuse } from '../contract/failures.ts';
import { faultOf } from '../contract/fault.ts';
import { type Court, type Judged, judge } from '../contract/judge.ts';
import { languageOf } from '../contract/languages.ts';
import { type Allowance, rateHeaders } from '../contract/limits.ts';
import { forwarded } from '../contract/location.ts';
import { appliedText, type Preference } from '../contract/preference.ts';
import { type Circumstances, headersOf, type Reply, scopeHeaders } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import { type Answer, answerOf } from '../edge/answer.ts';
import { corsHeaders } from '../edge/cors.ts';
import { refusalAnswer } from '../edge/refusals.ts';
import { inspectHeader } from '../images/picture.ts';
import { circumstancesOf, type Exchange } from './exchange.ts';
import type { Checked } from './handler.ts';
import type { ServedApi, ServerParts } from './parts.ts';
import { refusalOf } from './refusal-of.ts';
import { worldOf } from './world.ts';

/**
 * The answer to a request of an operation: judged, handled by the API, put into words.
 * @throws Error for defects of ours only.
 */
export async function operate(
  parts: ServerParts,
  served: ServedApi,
  exchange: Exchange,
  asked: ApiRequest,
  request: Request,
): Promise<Answer> {
  const { contract, operation } = asked;
  const so: Circumstances = { ...circumstancesOf(parts, exchange), language: languageOf(asked) };
  try {
    const judged = await judge(asked, courtOf(parts, served, exchange, request, so));
    const fault = faultOf(operation, judged.preference);
    const reply =
      fault === undefined
        ? await handled(parts, served, exchange, asked, request, judged, so)
        : faultReply(fault, judged.preference ?? {}, so);
    const why = fault === undefined ? 'handled' : 'asked for by Prefer';
    return answerOf(reply, corsHeaders(contract, exchange.request), { contract, operation, why, lasting: false });
  } catch (error) {
    const refusal = refusalOf(parts, error);
    if (refusal === undefined) throw error;
    return refusalAnswer(parts.served, exchange.request, contract, operation, refusal, so);
  }
}

/** How this server judges: by express-openapi-validator, after the question whether the caller may come at all. */
function courtOf(
  { throttle, anyToken, fetchFrom }: ServerParts,
  { api, validator }: ServedApi,
  { session = '', request: incoming, response }: Exchange,
  request: Request,
  so: Circumstances,
): Court {
  return {
    anyToken,
    leavesForms: true,
    inspect: inspectHeader,
    violationsOf: (asked, sent) => validator.violationsOf(asked, sent, request, response as never),
    ruleOf: (operationId) => (body) => api.rules?.[operationId]?.(body, fetchFrom),
    admit({ operation }, caller) {
      const address = incoming.socket.remoteAddress ?? '';
      so.allowance = throttle.take(session, operation, { credential: caller?.name, owner: caller?.owner, address });
      if (so.allowance?.allowed === false) throw tooMany(so.allowance);
    },
  };
}

function tooMany({ limit, retryAfterSeconds }: Allowance): Refusal {
  const message = `${limit} requests are allowed in this span of time; the next begins in ${retryAfterSeconds} s.`;
  return refuse('rateLimited', [], message);
}

/** The reply of the API's own handler. */
async function handled(
  { storage }: ServerParts,
  { api, behaviour, seed, tools }: ServedApi,
  { session = '' }: Exchange,
  asked: ApiRequest,
  { params, query }: Request,
  { credential, subject, sent, picture }: Judged,
  { known, allowance }: Circumstances,
): Promise<Reply> {
  const { operation, origin } = asked;
  const checked = {
    path: params,
    query,
    body: sent.json,
    picture,
    caller: credential,
    subject: subject ?? '',
    origin,
  } as Checked<unknown>;
  const handler = behaviour.handlers[operation.id];
  if (handler === undefined) throw new Error(`${operation.id} has no handler.`);
  const success = await handler(checked, worldOf<object>(storage, session, api.name, seed), tools);
  const response = operation.responses.get(success.status);
  if (response === undefined) throw new Error(`${operation.id} does not declare ${success.status}.`);
  const values = {
    ...(allowance && rateHeaders(response, allowance)),
    ...scopeHeaders(response, credential),
    ...known,
    ...Object.fromEntries(
      Object.entries(success.headers ?? {}).map(([name, value]) => [
        name,
        forwarded(response, name, value, asked.query),
      ]),
    ),
  };
  return {
    status: success.status,
    headers: headersOf(response, undefined, values),
    type: response.media?.type,
    body: success.body as Json | undefined,
  };
}

/** A failure that was wished for: the contract's example of it. */
function faultReply(
  { response, example }: NonNullable<ReturnType<typeof faultOf>>,
  preference: Preference,
  { known, allowance }: Circumstances,
): Reply {
  const values = { ...(allowance && rateHeaders(response, allowance)), ...known };
  return {
    status: response.status,
    headers: [...headersOf(response, example, values), ['Preference-Applied', appliedText(preference)]],
    type: response.media?.type,
    body: response.media?.examples.get(example ?? '')?.value,
  };
}
