import type { IncomingMessage } from 'node:http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import { Refusal, refuse } from '../contract/failures.ts';
import { failureReply } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Route } from '../contract/routes.ts';
import type { SecurityOptions } from '../contract/security.ts';
import { type Answer, answerOf, violationsHeader } from './answer.ts';
import { type ComposeOptions, compose, verdictKey } from './compose.ts';
import { corsHeaders, isPreflight, preflightAnswer } from './cors.ts';
import { judge } from './judge.ts';
import type { Live } from './live.ts';

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
    const verdict = await judge(asked, served, options);
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
    if (error instanceof Refusal) return refusalAnswer(live, request, contract, operation, error);
    throw error;
  }
}

/** The answer to a request whose path or method leads to no operation. */
export function elsewhereAnswer(
  live: Live,
  request: IncomingMessage,
  route: Exclude<Route, { found: 'operation' }>,
  path: string,
): Answer {
  if (route.found === 'nothing') return nowhereAnswer(live, path);
  const { contract } = route;
  if (isPreflight(request)) {
    const preflight = preflightAnswer(contract, request);
    if (preflight !== undefined) return preflight;
  }
  if (route.found === 'api') {
    const refusal = refuse('pathUnknown', ['path'], `${contract.document.info.title} has no path ${shown(path)}.`);
    return refusalAnswer(live, request, contract, undefined, refusal);
  }
  const methods = route.allow.map((method) => method.toUpperCase()).join(', ');
  const message = `${shown(path)} has no ${request.method}; it has ${methods}.`;
  return refusalAnswer(
    live,
    request,
    contract,
    undefined,
    refuse('methodNotAllowed', ['method'], message, 'methodNotAllowed', { allow: route.allow }),
  );
}

/** A refusal in the API's own shape, with what was wrong in `sl-violations`. */
export function refusalAnswer(
  live: Live,
  request: IncomingMessage | undefined,
  contract: Contract,
  operation: Operation | undefined,
  { kind, detail, message }: Refusal,
): Answer {
  const table = live.served.get(contract)?.api.failures;
  if (table === undefined) throw new Error(`${contract.api} is not served.`);
  const reply = failureReply(contract, operation, table, kind, detail);
  const extra = request === undefined ? [] : corsHeaders(contract, request);
  return answerOf(reply, [...extra, violationsHeader(detail.violations)], {
    contract,
    operation,
    why: `refused, ${kind}: ${message}`,
    refused: kind,
    violations: detail.violations,
    // What stopped arriving may arrive whole the next time.
    lasting: kind !== 'bodyIncomplete' && kind !== 'serverFailed',
  });
}

/** A path of no API: problem details (RFC 9457) that name those there are. */
function nowhereAnswer({ served }: Live, path: string): Answer {
  const apis = [...served.keys()].map(({ api, document, basePaths, operations }) => ({
    name: api,
    title: document.info.title,
    paths: [...new Set(basePaths.flatMap((base) => operations.map((operation) => `${base}${operation.path}`)))],
  }));
  return problemAnswer(
    404,
    'Not Found',
    `No API here has the path ${shown(path)}. See “apis” for those there are, or open / in a browser.`,
    { apis },
  );
}

/** The answer to anything but GET and HEAD at a picture's path; scripts that follow a redirect may ask beforehand. */
export function pictureOnlyAnswer(request: IncomingMessage): Answer {
  const about = { contract: undefined, operation: undefined, why: 'a picture has GET and HEAD', lasting: false };
  if (!isPreflight(request)) {
    const answer = problemAnswer(405, 'Method Not Allowed', 'A picture has GET and HEAD.');
    return { ...answer, head: [...answer.head, 'Allow', 'GET, HEAD'] };
  }
  const headers: [string, string][] = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'GET, HEAD'],
    ['Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*'],
  ];
  return answerOf({ status: 204, headers, type: undefined, body: undefined }, [], about);
}

/** Problem details (RFC 9457), for what is no API's business. */
export function problemAnswer(
  status: number,
  title: string,
  detail: string,
  more: { [key: string]: Json } = {},
): Answer {
  const body = { type: 'about:blank', title, status, detail, ...more };
  return answerOf(
    { status, headers: [], type: 'application/problem+json', body },
    [['Access-Control-Allow-Origin', '*']],
    { contract: undefined, operation: undefined, why: detail, lasting: false },
  );
}

function shown(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
