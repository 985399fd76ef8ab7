import type { IncomingMessage, RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Refusal } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import { bodyLimitOf } from '../contract/uploads.ts';
import type { Answer } from '../edge/answer.ts';
import { headerOverflow } from '../edge/header-limits.ts';
import { isOwnPath, type Pages, writeOwnPage } from '../edge/own-pages.ts';
import { pictureAnswer, pictureOnlyAnswer } from '../edge/picture-answer.ts';
import { elsewhereAnswer, failedAnswer, refusalAnswer, refusedElsewhere } from '../edge/refusals.ts';
import { announcesBody, readBody } from '../http/body.ts';
import { circumstancesOf, type Exchange, exchangeOf, write } from './exchange.ts';
import { writeJudged } from './guarding.ts';
import { operate } from './operate.ts';
import type { ServerParts } from './parts.ts';
import { pictureAt, pictureTurn } from './pictures.ts';
import { refusalOf } from './refusal-of.ts';

const STALL_MS = 1_500;
/** Octets of a body that need not wait for room: connections bound their number. */
const SMALL_BODY = 256 * 1024;

/**
 * The reference server's way of a request: its own pages, which session, then the operation behind the response gate;
 * of other paths pictures, and at last the word that there is nothing. What fails on the way is answered at the end.
 */
export function appOf(parts: ServerParts, pages: Pages): RequestListener {
  const exchanges = new WeakMap<IncomingMessage, Exchange>();
  const step =
    (act: (exchange: Exchange, next: () => void, request: Request) => unknown) =>
    (request: Request, _: Response, next: NextFunction): unknown =>
      act(exchanges.get(request) as Exchange, next, request);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.use(step((exchange, next) => ownPages(parts, pages, exchange, next)));
  app.use(step((exchange, next) => enterSession(parts, exchange, next)));
  app.use(step((exchange, next, request) => operation(parts, exchange, next, request)));
  app.use(step((exchange, next) => pictures(parts, exchange, next)));
  app.use(step((exchange) => elsewhere(parts, exchange)));
  app.use((error: unknown, request: Request, _: Response, __: NextFunction) => {
    fail(parts, exchanges.get(request) as Exchange, error);
  });
  return (request, response) => {
    const exchange = exchangeOf(parts, request, response);
    exchanges.set(request, exchange);
    // Express has words of its own for a target in absolute form that it cannot read.
    if (request.url?.startsWith('/') !== true) request.url = exchange.path.startsWith('/') ? exchange.path : '/';
    app(request, response);
  };
}

function ownPages(parts: ServerParts, pages: Pages, exchange: Exchange, next: () => void): unknown {
  const { path, route } = exchange;
  if (route.found !== 'nothing' || !isOwnPath(path)) return next();
  return writeOwnPage(pages, parts.host, parts.log, exchange, exchange.response);
}

function enterSession({ sessions }: ServerParts, exchange: Exchange, next: () => void): unknown {
  const entering = sessions.enter(exchange.request.headers);
  if (entering === undefined) return next();
  return entering.then((session) => {
    exchange.session = session;
    next();
  });
}

async function pictures(parts: ServerParts, exchange: Exchange, next: () => void): Promise<void> {
  const { method, request, response } = exchange;
  await pictureTurn(request.socket, response);
  const picture = await pictureAt(parts, exchange);
  if (picture === undefined) next();
  else if (method === 'GET' || method === 'HEAD') write(parts, exchange, pictureAnswer(request, picture));
  else write(parts, exchange, pictureOnlyAnswer(request));
}

function elsewhere(parts: ServerParts, exchange: Exchange): void {
  const { route, request, path } = exchange;
  if (route.found === 'operation') throw new Error('Operations do not come this far.');
  write(parts, exchange, elsewhereAnswer(parts.served, request, route, path, circumstancesOf(parts, exchange)));
}

/** An operation: its body is read whole and within limits, then it is judged and handled behind the gate. */
async function operation(parts: ServerParts, exchange: Exchange, next: () => void, request: Request): Promise<void> {
  const { route, search, query, origin } = exchange;
  if (route.found !== 'operation') return next();
  const { contract, operation: asked, params } = route;
  const served = parts.served.get(contract);
  if (served === undefined) throw new Error(`${contract.api} is not served.`);
  const overflow = headerOverflow(request);
  if (overflow !== undefined) throw overflow;
  // The validator is shown another Content-Type.
  const headers = asked.body === undefined ? request.headers : { ...request.headers };
  const limit = asked.body === undefined || !announcesBody(request) ? 0 : bodyLimitOf(asked.body);
  const announced = Number(request.headers['content-length'] ?? limit);
  const octets = Math.min(announced, limit);
  const leave = octets <= SMALL_BODY ? undefined : await parts.admission.enter(octets);
  try {
    // Who has hung up while waiting takes nobody's room.
    if (request.destroyed) return;
    const read = await bodyOf(request, limit);
    // Nobody waits for the answer of a caller who has hung up.
    if (read === undefined) return;
    const api: ApiRequest = { contract, operation: asked, search, query, params, headers, origin, ...read };
    writeJudged(parts, served, exchange, await operate(parts, served, exchange, api, request));
  } finally {
    leave?.();
  }
}

function bodyOf(request: Request, octets: number): Promise<Pick<ApiRequest, 'body' | 'unread'> | undefined> {
  if (octets === 0) return Promise.resolve({ body: undefined, unread: undefined });
  return new Promise((resolve) => {
    request.once('close', () => resolve(undefined));
    readBody(request, { octets, stallMs: STALL_MS }, (body, unread) => resolve({ body, unread }));
  });
}

/** A refusal in the API's words; anything else is a defect of ours: the caller learns nothing, the log everything. */
function fail(parts: ServerParts, exchange: Exchange, error: unknown): void {
  const { response, route, method, path, id, gate } = exchange;
  const refusal = refusalOf(parts, error);
  if (refusal === undefined) parts.log.error(`${method} ${parts.veil.url(path)} failed (request ${id})`, error);
  const served = route.found === 'operation' ? parts.served.get(route.contract) : undefined;
  if (response.headersSent) gate?.giveUp(error);
  else if (served !== undefined) writeJudged(parts, served, exchange, failure(parts, exchange, refusal));
  else write(parts, exchange, failure(parts, exchange, refusal));
}

function failure(parts: ServerParts, exchange: Exchange, refusal: Refusal | undefined): Answer {
  const { route, request } = exchange;
  const so = circumstancesOf(parts, exchange);
  if (refusal === undefined) return failedAnswer(parts.served, request, route, so);
  if (route.found === 'nothing') return refusedElsewhere(refusal);
  const asked = route.found === 'operation' ? route.operation : undefined;
  return refusalAnswer(parts.served, request, route.contract, asked, refusal, so);
}
