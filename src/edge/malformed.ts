import type { IncomingMessage } from 'node:http';
import { refuse } from '../contract/failures.ts';
import type { Circumstances } from '../contract/reply.ts';
import type { Router } from '../contract/routes.ts';
import { targetOf } from '../http/origin.ts';
import type { RawAnswer } from '../http/server.ts';
import { type Answer, pairsIn } from './answer.ts';
import type { Log } from './log.ts';
import { problemAnswer } from './problem.ts';
import { refusalAnswer, type ServedApis } from './refusals.ts';

/** What is needed to answer bytes that are no request. */
export interface MalformedParts {
  served: ServedApis;
  router: Router;
  log: Log;
  circumstances?: Circumstances;
}

/** For bytes that are no request, the API is told by what looks like their request line. */
export function malformedAnswer(
  parts: MalformedParts,
  reason: string,
  packet: Buffer | undefined,
  request: IncomingMessage | undefined,
): RawAnswer {
  const { status, head, body, why } = answerTo(parts, reason.replace(/^Parse Error: /, ''), packet, request);
  parts.log.warn(`${status} ${why}`);
  const headers = pairsIn(head).filter(([name]) => name !== 'Content-Length');
  const isHead = /^HEAD /.test(packet?.subarray(0, 5).toString('latin1') ?? '');
  return { status, headers, body: isHead ? '' : body.toString() };
}

function answerTo(
  { served, router, circumstances }: MalformedParts,
  reason: string,
  packet: Buffer | undefined,
  request: IncomingMessage | undefined,
): Answer {
  const url = request?.url ?? /^\S+ (\S+)/.exec(packet?.subarray(0, 4096).toString('latin1') ?? '')?.[1] ?? '/';
  const route = router(request?.method ?? 'GET', targetOf(url).path);
  const refusal = refuse('requestMalformed', [], `This is no valid HTTP request: ${reason}.`);
  if (route.found === 'nothing') return problemAnswer(400, 'Bad Request', refusal.message);
  const operation = route.found === 'operation' ? route.operation : undefined;
  return refusalAnswer(served, request, route.contract, operation, refusal, circumstances);
}
