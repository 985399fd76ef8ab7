import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '../apis/index.ts';
import type { Body } from '../contract/contract.ts';
import type { Document } from '../contract/document.ts';
import { type Refusal, refuse } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Route } from '../contract/routes.ts';
import { bodyLimitOf } from '../contract/uploads.ts';
import { announcesBody, readBody } from '../http/body.ts';
import { originOf, targetOf } from '../http/origin.ts';
import { pictureResponse } from '../http/picture-response.ts';
import { end, type Listening, listen, type RawAnswer } from '../http/server.ts';
import { sizeOf } from '../images/resize.ts';
import type { Answer } from './answer.ts';
import {
  type AnswerOptions,
  elsewhereAnswer,
  operationAnswer,
  pictureOnlyAnswer,
  problemAnswer,
  refusalAnswer,
} from './answers.ts';
import { isPreflight } from './cors.ts';
import { type Journal, journalOf } from './journal.ts';
import { type Live, liveOf } from './live.ts';
import type { Log } from './log.ts';
import { ownPage } from './own-pages.ts';
import { type Veil, veilOf } from './secrets.ts';

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

/** Octets of the request target and all header lines at most; more is answered with the API's own 400. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADER_LINES = 200;
const STALL_MS = 1_500;

/** What the mock is made of, besides its options. */
export interface MockParts {
  live: Live;
  journal: Journal;
  veil: Veil;
  startedAt: number;
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
    problems: [],
  };
  const problemsOf = new Map<Api, readonly string[]>();
  let own = '';
  const exchange = (request: IncomingMessage, response: ServerResponse): void =>
    answer(parts, options, own, request, response);
  const malformed = (reason: string, packet: Buffer | undefined, request: IncomingMessage | undefined): RawAnswer =>
    malformedAnswer(parts, options, reason, packet, request);
  const listening = await listen({ handle: exchange, malformed }, options.host, options.port);
  own = listening.origin;
  return {
    listening,
    async replace(changed) {
      parts.live = await liveOf(options.contracts, changed, options.remembered, parts.live);
      parts.veil = veilOf([...parts.live.served.keys()]);
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
    if (route.found !== 'operation') elsewhere(route);
    else if (headersOverflow(request))
      finish(refusalAnswer(live, request, route.contract, route.operation, overflow()));
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
    if (ownPage(parts, options, request, response, { path, search, origin: originOf(request, own) })) return;
    const picture = live.gallery.at(path, sizeOf(new URLSearchParams(search)));
    const isReading = method === 'GET' || method === 'HEAD';
    if (picture === undefined) finish(elsewhereAnswer(live, request, found, path));
    else if (!isReading) finish(pictureOnlyAnswer(request));
    else picture.then((given) => finish(pictureAnswer(request, given)), fail);
  }

  function finish(given: Answer, body?: Buffer, fromMemory = false): void {
    write(request, response, given);
    const tookMs = Math.round((performance.now() - began) * 100) / 100;
    options.log.exchange(method, parts.veil.url(request.url ?? ''), given, tookMs, fromMemory);
    // A preflight is the browser's own business; a test asks what its page has sent.
    if (!isPreflight(request)) parts.journal.record(request, body, given, startedAt, tookMs, fromMemory);
  }

  function fail(error: unknown, body?: Buffer): void {
    options.log.error(`${method} ${path} failed`, error);
    finish(failedAnswer(live, request, route), body);
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

function pictureAnswer(request: IncomingMessage, picture: Parameters<typeof pictureResponse>[2]): Answer {
  const { status, headers, body } = pictureResponse(request.method ?? '', request.headers, picture);
  return {
    status,
    head: headers.flat(),
    body,
    encoding: 'latin1',
    contract: undefined,
    operation: undefined,
    why: `picture, ${picture.type}`,
    refused: undefined,
    violations: [],
    lasting: false,
  };
}

function headersOverflow({ rawHeaders, url = '' }: IncomingMessage): boolean {
  let octets = url.length;
  for (let index = 0; index < rawHeaders.length; index++) octets += (rawHeaders[index] as string).length + 2;
  return octets > MAX_HEADER_BYTES || rawHeaders.length > 2 * MAX_HEADER_LINES;
}

function overflow(): Refusal {
  return refuse(
    'requestMalformed',
    ['header'],
    `The header has more than ${MAX_HEADER_LINES} lines or ${MAX_HEADER_BYTES} octets.`,
  );
}

/** A defect of ours: the caller learns nothing, the log everything. */
function failedAnswer(live: Live, request: IncomingMessage, route: Route): Answer {
  if (route.found === 'nothing')
    return problemAnswer(500, 'Internal Server Error', 'The mock failed; its log says why.');
  const operation = route.found === 'operation' ? route.operation : undefined;
  const refusal = refuse('serverFailed', [], 'The mock failed; its log says why.');
  return refusalAnswer(live, request, route.contract, operation, refusal);
}

/** For bytes that are no request, the API is told by what looks like their request line. */
function malformedAnswer(
  { live }: MockParts,
  { log }: MockOptions,
  reason: string,
  packet: Buffer | undefined,
  request: IncomingMessage | undefined,
): RawAnswer {
  const url = request?.url ?? /^\S+ (\S+)/.exec(packet?.subarray(0, 4096).toString('latin1') ?? '')?.[1] ?? '/';
  const route = live.router(request?.method ?? 'GET', targetOf(url).path);
  const refusal = refuse(
    'requestMalformed',
    [],
    `This is no valid HTTP request: ${reason.replace(/^Parse Error: /, '')}.`,
  );
  const { status, head, body } =
    route.found === 'nothing'
      ? problemAnswer(400, 'Bad Request', refusal.message)
      : refusalAnswer(
          live,
          request,
          route.contract,
          route.found === 'operation' ? route.operation : undefined,
          refusal,
        );
  log.warn(`${status} ${refusal.message}`);
  const headers: [string, string][] = [];
  for (let index = 0; index < head.length; index += 2) {
    if (head[index] !== 'Content-Length') headers.push([head[index] as string, head[index + 1] as string]);
  }
  const isHead = /^HEAD /.test(packet?.subarray(0, 5).toString('latin1') ?? '');
  return { status, headers, body: isHead ? '' : body.toString() };
}
