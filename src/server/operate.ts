import type { Request } from 'express';
import { faultOf } from '../contract/fault.ts';
import { languageOf } from '../contract/languages.ts';
import type { Circumstances } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import { type Answer, answerOf } from '../edge/answer.ts';
import { corsHeaders } from '../edge/cors.ts';
import { refusalAnswer } from '../edge/refusals.ts';
import { circumstancesOf, type Exchange } from './exchange.ts';
import { judgementOn } from './judging.ts';
import type { ServedApi, ServerParts } from './parts.ts';
import { refusalOf } from './refusal-of.ts';
import { faultReply, handledReply } from './replies.ts';

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
    const judgement = await judgementOn(parts, served, exchange, asked, request, so);
    const { preference } = judgement.judged;
    const fault = faultOf(operation, preference);
    const reply =
      fault === undefined
        ? await handledReply(served, parts.storage, exchange.session ?? '', asked, judgement, so)
        : faultReply(fault, preference ?? {}, so);
    const why = fault === undefined ? 'handled' : 'asked for by Prefer';
    return answerOf(reply, corsHeaders(contract, exchange.request), { contract, operation, why, lasting: false });
  } catch (error) {
    const refusal = refusalOf(parts, error);
    if (refusal === undefined) throw error;
    return refusalAnswer(parts.served, exchange.request, contract, operation, refusal, so);
  }
}
