import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '../apis/index.ts';
import type { Body } from '../contract/contract.ts';
import type { Document } from '../contract/document.ts';
import type { Refusal } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Route } from '../contract/routes.ts';
import { bodyLimitOf } from '../contract/uploads.ts';
import { type ServedSite, servedSite } from '../docs/served/served-site.ts';
import type { Answer } from '../edge/answer.ts';
import { isPreflight } from '../edge/cors.ts';
import { headerOverflow } from '../edge/header-limits.ts';
import type { Log } from '../edge/log.ts';
import { malformedAnswer } from '../edge/malformed.ts';
import { isOwnPath, writeOwnPage } from '../edge/own-pages.ts';
import { pictureAnswer, pictureOnlyAnswer } from '../edge/picture-answer.ts';
import { elsewhereAnswer, failedAnswer, refusalAnswer } from '../edge/refusals.ts';
import { type Veil, veilOf } from '../edge/secrets.ts';
import { announcesBody, readBody } from '../http/body.ts';
import { originOf, targetOf } from '../http/origin.ts';
import { end, type Listening, listen, type RawAnswer } from '../http/server.ts';
import { sizeOf } from '../images/resize.ts';
import { type AnswerOptions, operationAnswer } from './answers.ts';
import { type Journal, journalOf } from './journal.ts';
import { type Live, liveOf } from './live.ts';
import { pagesOf } from './own-pages.ts';

export interface MockOptions extends AnswerOptions {
  /** The folder of the contracts, for their pictures. */
  contracts: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Answers remembered at most; 0 remembers none. */
  remembered: number;
  /** Exchanges that the journal keeps at most. */
  journalEntries: number;
  log: Log;
}

export interface Mock {
  listening: Listening;
  /** Serves these documents from now on, if they can be served. */
  replace(documents: ReadonlyMap<Api, Document>): Promise<void>;
  /** Keeps the problems of an edit in sight until there are none. */
  tell(api: Api, problems: readonly string[]): void;
}

const STALL_MS = 1_500;

/** What the mock is made of, besides its options. */
export interface MockParts {
  live: Live;
  journal: Journal;
  veil: Veil;
  startedAt: number;
  site: ServedSite;
  /** Of the contracts. */
  folder: string;
  /** Problems of the last edit, as long as the last good contract is served in its place. */
  problems: readonly string[];
}

/**
 * The mock of all given contracts behind one port.
 * @throws Error when a document cannot be served, or the port cannot be had.
 */
export async function startMock(documents: ReadonlyMap<Api, Document>, options: MockOptions): Promise<Mock> {
  const live = await liveOf(options.contracts, documents, options.remembered);
  const parts: MockParts = {
    live,
    journal: journalOf(options.journalEntries),
    veil: veilOf([...live.served.keys()]),
    startedAt: Date.now(),
    site: servedSite({
      contracts: () => [...parts.live.served.keys()],
      folder: options.contracts,
      log: options.log,
    }),
    folder: options.contracts,
    problems: [],
  };
  const problemsOf = new Map<Api, readonly string[]>();
  let own = '';
  const exchange = (request: IncomingMessage, response: ServerResponse): void =>
    answer(parts, options, own, request, response);
  const malformed = (reason: string, packet: Buffer | undefined, request: IncomingMessage | undefined): RawAnswer =>
    malformedAnswer({ ...parts.live, log: options.log }, reason, packet, request);
  const listening = await listen({ handle: exchange, malformed }, options.host, options.port);
  own = listening.origin;
  return {
    listening: {
      ...listening,
      async stop() {
        await Promise.all([listening.stop(), parts.site.stop()]);
      },
    },
    async replace(changed) {
      parts.live = await liveOf(options.contracts, changed, options.remembered, parts.live);
      parts.veil = veilOf([...parts.live.served.keys()]);
      parts.site.renew();
    },
    tell(api, problems) {
      problemsOf.set(api, problems);
      parts.problems = [...problemsOf.values()].flat();
    },
  };
}

/** One exchange: find out who answers, answer, tell the log and the journal. */
function answer(
  parts: MockParts,
  options: MockOptions,
  own: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const began = performance.now();
  const startedAt = Date.now();
  const { live } = parts;
  const method = request.method ?? '';
  const { path, search } = targetOf(request.url ?? '/');
  const route = live.router(method, path);
  try {
    const overflow = headerOverflow(request);
    if (route.found !== 'operation') elsewhere(route);
    else if (overflow !== undefined)
      finish(refusalAnswer(live.served, request, route.contract, route.operation, overflow));
    else if (route.operation.body === undefined || !announcesBody(request)) settle(route, undefined, undefined);
    else {
      const limits = { octets: limitOf(route.operation.body), stallMs: STALL_MS };
      readBody(request, limits, (body, refusal) => settle(route, body, refusal));
    }
  } catch (error) {
    fail(error);
  }

  /** The answer of an operation: remembered, or else judged. */
  function settle(
    { contract, operation, params }: OperationRoute,
    body: Buffer | undefined,
    unread: Refusal | undefined,
  ): void {
    const key = unread === undefined ? live.memory.keyOf(request, body) : undefined;
    const known = key === undefined ? undefined : live.memory.get(key);
    if (known !== undefined) {
      finish(known, body, true);
      return;
    }
    const { headers } = request;
    const query = new URLSearchParams(search);
    const asked: ApiRequest = {
      contract,
      operation,
      search,
      query,
      params,
      headers,
      origin: originOf(request, own),
      body,
      unread,
    };
    operationAnswer(live, request, asked, options).then(
      (given) => {
        if (key !== undefined) live.memory.set(key, given);
        finish(given, body);
      },
      (error: unknown) => fail(error, body),
    );
  }

  /** A path of no operation: a page of our own, a picture, or nothing that is known. */
  function elsewhere(found: Exclude<Route, OperationRoute>): void {
    const query = new URLSearchParams(search);
    if (isOwnPath(path)) {
      const asked = { method, path, query, origin: originOf(request, own), request };
      void writeOwnPage(pagesOf(parts), options.host, options.log, asked, response);
      return;
    }
    const picture = live.gallery.at(path, sizeOf(query));
    const isReading = method === 'GET' || method === 'HEAD';
    if (picture === undefined) finish(elsewhereAnswer(live.served, request, found, path));
    else if (!isReading) finish(pictureOnlyAnswer(request));
    else picture.then((given) => finish(pictureAnswer(request, given)), fail);
  }

  function finish(given: Answer, body?: Buffer, fromMemory = false): void {
    write(request, response, given);
    const tookMs = Math.round((performance.now() - began) * 100) / 100;
    options.log.exchange(method, parts.veil.url(request.url ?? ''), given, tookMs, { fromMemory });
    // A preflight is the browser's own business; a test asks what its page has sent.
    if (!isPreflight(request)) parts.journal.record(request, body, given, startedAt, tookMs, fromMemory);
  }

  function fail(error: unknown, body?: Buffer): void {
    options.log.error(`${method} ${path} failed`, error);
    finish(failedAnswer(live.served, request, route), body);
  }
}

type OperationRoute = Extract<Route, { found: 'operation' }>;

const limits = new WeakMap<Body, number>();

function limitOf(body: Body): number {
  const known = limits.get(body) ?? bodyLimitOf(body);
  limits.set(body, known);
  return known;
}

/** The one place where answers are written. */
function write(request: IncomingMessage, response: ServerResponse, { status, head, body, encoding }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, head);
  end(request, response, request.method === 'HEAD' ? '' : body, encoding);
}
