import type { IncomingMessage } from 'node:http';
import type { Api } from '../apis/index.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import { type Refusal, refuse } from '../contract/failures.ts';
import { type Circumstances, failureReply } from '../contract/reply.ts';
import type { Route } from '../contract/routes.ts';
import { type Answer, answerOf, violationsHeader } from './answer.ts';
import { corsHeaders, isPreflight, preflightAnswer } from './cors.ts';
import { problemAnswer } from './problem.ts';

/** The contracts that a server serves, with what is particular to their APIs. */
export type ServedApis = ReadonlyMap<Contract, { api: Api }>;

/** A refusal in the API's own shape, with what was wrong in `sl-violations`. Both servers refuse in these bytes. */
export function refusalAnswer(
  served: ServedApis,
  request: IncomingMessage | undefined,
  contract: Contract,
  operation: Operation | undefined,
  { kind, detail, message }: Refusal,
  circumstances: Circumstances = {},
): Answer {
  const table = served.get(contract)?.api.failures;
  if (table === undefined) throw new Error(`${contract.api} is not served.`);
  const reply = failureReply(contract, operation, table, kind, detail, circumstances);
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

/** The answer to a request whose path or method leads to no operation. */
export function elsewhereAnswer(
  served: ServedApis,
  request: IncomingMessage,
  route: Exclude<Route, { found: 'operation' }>,
  path: string,
  circumstances: Circumstances = {},
): Answer {
  if (route.found === 'nothing') return nowhereAnswer(served, path);
  const { contract } = route;
  if (isPreflight(request)) {
    const preflight = preflightAnswer(contract, request);
    if (preflight !== undefined) return preflight;
  }
  const refusal = route.found === 'api' ? pathUnknown(contract, path) : methodNotAllowed(request, route.allow, path);
  return refusalAnswer(served, request, contract, undefined, refusal, circumstances);
}

function pathUnknown(contract: Contract, path: string): Refusal {
  return refuse('pathUnknown', ['path'], `${contract.document.info.title} has no path ${shown(path)}.`);
}

function methodNotAllowed(
  { method }: IncomingMessage,
  allow: Extract<Route, { found: 'path' }>['allow'],
  path: string,
): Refusal {
  const methods = allow.map((one) => one.toUpperCase()).join(', ');
  const message = `${shown(path)} has no ${method}; it has ${methods}.`;
  return refuse('methodNotAllowed', ['method'], message, 'methodNotAllowed', { allow });
}

/** A path of no API: problem details that name those there are. */
function nowhereAnswer(served: ServedApis, path: string): Answer {
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

/** A refusal where no API is asked, as problem details. */
export function refusedElsewhere({ kind, message }: Refusal): Answer {
  return kind === 'storageFailed'
    ? problemAnswer(503, 'Service Unavailable', message)
    : problemAnswer(400, 'Bad Request', message);
}

/** A defect of ours: the caller learns nothing, the log everything. */
export function failedAnswer(
  served: ServedApis,
  request: IncomingMessage,
  route: Route,
  circumstances: Circumstances = {},
): Answer {
  const message = 'This server failed; its log says why.';
  if (route.found === 'nothing') return problemAnswer(500, 'Internal Server Error', message);
  const operation = route.found === 'operation' ? route.operation : undefined;
  const refusal = refuse('serverFailed', [], message);
  return refusalAnswer(served, request, route.contract, operation, refusal, circumstances);
}

function shown(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
