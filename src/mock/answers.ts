import type { IncomingMessage } from 'node:http';
import { Refusal } from '../contract/failures.ts';
import { languageOf } from '../contract/languages.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { SecurityOptions } from '../contract/security.ts';
import { type Answer, answerOf } from '../edge/answer.ts';
import { corsHeaders } from '../edge/cors.ts';
import { refusalAnswer } from '../edge/refusals.ts';
import { type ComposeOptions, compose, verdictKey } from './compose.ts';
import type { Live } from './live.ts';
import { verdictOn } from './verdict.ts';

export interface AnswerOptions extends SecurityOptions, ComposeOptions {}

/** The answer to a request that found its operation. Anything thrown but a refusal is a defect of ours. */
export async function operationAnswer(
  live: Live,
  request: IncomingMessage,
  asked: ApiRequest,
  options: AnswerOptions,
): Promise<Answer> {
  const { contract, operation } = asked;
  const served = live.served.get(contract);
  if (served === undefined) throw new Error(`${contract.api} is not served.`);
  try {
    const verdict = await verdictOn(asked, served, options);
    const verdictIs = verdictKey(asked, verdict);
    const cors = corsHeaders(contract, request);
    const key = verdictIs && `${verdictIs}\n${cors.length}`;
    const known = key && live.memory.get(key);
    if (known) return known;
    const reply = await compose(asked, verdict, served.prism, options);
    const answer = answerOf(reply, cors, { contract, operation, why: verdict.choice.why, lasting: key !== undefined });
    if (key) live.memory.set(key, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(live.served, request, contract, operation, error, { language: languageOf(asked) });
  }
}
