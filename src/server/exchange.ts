import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Circumstances } from '../contract/reply.ts';
import type { Route } from '../contract/routes.ts';
import type { Answer } from '../edge/answer.ts';
import { originOf, targetOf } from '../http/origin.ts';
import { end } from '../http/server.ts';
import type { Gate } from './gate.ts';
import type { ServerParts } from './parts.ts';

/** One request on its way to its answer. */
export interface Exchange {
  /** UUID. */
  id: string;
  began: number;
  method: string;
  /** As it was sent, for the log. */
  url: string;
  path: string;
  search: string;
  query: URLSearchParams;
  origin: string;
  route: Route;
  /** The session that the request names; undefined in the world that everybody shares. */
  session: string | undefined;
  /** The response gate, where one stands before the answer. */
  gate: Gate | undefined;
  request: IncomingMessage;
  response: ServerResponse;
}

/** Takes down what a request asks, before anything else reads or changes it. */
export function exchangeOf(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Exchange {
  const method = request.method ?? '';
  const url = request.url ?? '/';
  const { path, search } = targetOf(url);
  return {
    id: randomUUID(),
    began: performance.now(),
    method,
    url,
    path,
    search,
    query: new URLSearchParams(search),
    origin: originOf(request, parts.origin),
    route: parts.router(method, path),
    session: undefined,
    gate: undefined,
    request,
    response,
  };
}

/** What failures are answered with besides the contract's words: the headers that each answer has of its own. */
export function circumstancesOf({ served }: ServerParts, { id, route }: Pick<Exchange, 'id' | 'route'>): Circumstances {
  if (route.found === 'nothing') return {};
  return { known: served.get(route.contract)?.behaviour.headers?.(id) ?? {} };
}

/** Writes an answer that no operation declares: pictures, and what leads to no operation. */
export function write(parts: ServerParts, exchange: Exchange, answer: Answer): void {
  const { method, request, response } = exchange;
  tell(parts, exchange, answer);
  if (response.headersSent || response.destroyed) return;
  const { status, head, encoding } = answer;
  const body = method === 'HEAD' ? '' : answer.body;
  response.writeHead(status, head);
  end(request, response, body, encoding);
}

/** Tells the log and the metrics what was answered. */
export function tell(
  { log, metrics, veil }: ServerParts,
  { began, method, url, id, session }: Exchange,
  answer: Answer,
): void {
  const tookMs = performance.now() - began;
  const api = answer.contract?.api ?? '';
  metrics.answered({ api, operation: answer.operation?.id ?? '', status: answer.status }, tookMs / 1000);
  if (answer.refused !== undefined) metrics.refused(api, answer.refused);
  const notes = { requestId: id, ...(session === undefined ? {} : { session }) };
  log.exchange(method, veil.url(url), answer, Math.round(tookMs * 100) / 100, notes);
}
