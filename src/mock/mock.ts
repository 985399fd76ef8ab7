import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '../apis/index.ts';
import type { Document } from '../contract/document.ts';
import { Refusal, refuse } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Route } from '../contract/routes.ts';
import { bodyLimitOf } from '../contract/uploads.ts';
import { announcesBody, CallerGone, readBody } from '../http/body.ts';
import { originOf, targetOf } from '../http/origin.ts';
import { pictureResponse } from '../http/picture-response.ts';
import { type Listening, listen, type RawAnswer } from '../http/server.ts';
import { sizeOf } from '../images/resize.ts';
import type { Answer } from './answer.ts';
import { elsewhereAnswer, operationAnswer, problemAnswer, refusalAnswer } from './answers.ts';
import type { JudgeOptions } from './judge.ts';
import { type Journal, journalOf } from './journal.ts';
import { type Live, liveOf } from './live.ts';
import type { Log } from './log.ts';
import { ownPage } from './own-pages.ts';
import { type Veil, veilOf } from './secrets.ts';

export interface MockOptions extends JudgeOptions {
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
  /** Keeps problems of an edit in sight until the next good one. */
  tell(problems: readonly string[]): void;
}

/** Octets of all header lines at most; more is answered with the API's own 400. */
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
  const live = await liveOf(documents, options.remembered);
  const parts: MockParts = {
    live,
    journal: journalOf(options.journalEntries),
    veil: veilOf([...live.served.keys()]),
    startedAt: Date.now(),
    problems: [],
  };
  let own = '';
  const exchange = (request: IncomingMessage, response: ServerResponse): void => answer(parts, options, own, request, response);
  const malformed = (reason: string, packet: Buffer | undefined, request: IncomingMessage | undefined): RawAnswer =>
    malformedAnswer(parts, options, reason, packet, request);
  const listening = await listen({ handle: exchange, malformed }, options.host, options.port);
  own = listening.origin;
  return {
    listening,
    async replace(changed) {
      parts.live = await liveOf(changed, options.remembered, parts.live);
      parts.veil = veilOf([...parts.live.served.keys()]);
      parts.problems = [];
    },
    tell(problems) {
      parts.problems = problems;
    },
  };
}

/** One exchange: find out who answers, answer, tell the log and the journal. */
function answer(parts: MockParts, options: MockOptions, own: string, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  const startedAt = Date.now();
  const { live } = parts;
  const { path, search } = targetOf(request.url ?? '/');
  const origin = originOf(request, own);
  const finish = (given: Answer, body: Buffer | undefined, fromMemory: boolean): void => {
    write(request, response, given);
    const tookMs = Math.round((performance.now() - began) * 100) / 100;
    options.log.exchange(request.method ?? '', parts.veil.url(request.url ?? ''), given, tookMs, fromMemory);
    parts.journal.record(request, { startedAt, tookMs, requestBody: body, origin, answer: given, fromMemory });
  };
  const fail = (route: Route, error: unknown, body?: Buffer): void => {
    if (error instanceof CallerGone) return;
    options.log.error(`${request.method} ${path} failed`, error);
    finish(failedAnswer(live, request, route), body, false);
  };

  const route = live.router(request.method ?? '', path);
  try {
    if (route.found === 'operation') {
      if (headersOverflow(request)) {
        finish(refusalAnswer(live, request, route.contract, route.operation, overflow()), undefined, false);
      } else if (route.operation.body === undefined || !announcesBody(request)) {
        settle(undefined, undefined);
      } else {
        readBody(request, { octets: bodyLimitOf(route.operation.body), stallMs: STALL_MS }).then(
          (body) => settle(body, undefined),
          (error: unknown) => (error instanceof Refusal ? settle(undefined, error) : fail(route, error)),
        );
      }
      return;
    }
    if (ownPage(parts, options, request, response, { path, search, origin })) return;
    const picture = isReading(request) ? live.gallery.at(path, sizeOf(new URLSearchParams(search))) : undefined;
    if (picture === undefined) finish(elsewhereAnswer(live, request, route, path), undefined, false);
    else picture.then((found) => finish(pictureAnswer(request, found), undefined, false), (error: unknown) => fail(route, error));
  } catch (error) {
    fail(route, error);
  }

  function settle(body: Buffer | undefined, unread: Refusal | undefined): void {
    if (route.found !== 'operation') return;
    const key = unread === undefined ? live.memory.keyOf(request, body) : undefined;
    const known = key === undefined ? undefined : live.memory.get(key);
    if (known !== undefined) {
      finish(known, body, true);
      return;
    }
    const { contract, operation, params } = route;
    const asked: ApiRequest = {
      contract,
      operation,
      method: request.method ?? '',
      path,
      search,
      query: new URLSearchParams(search),
      params,
      headers: request.headers,
      origin,
      body,
      unread,
    };
    operationAnswer(live, request, asked, options).then(
      (given) => {
        if (key !== undefined) live.memory.set(key, given);
        finish(given, body, false);
      },
      (error: unknown) => fail(route, error, body),
    );
  }
}

/** The one place where answers are written. */
function write(request: IncomingMessage, response: ServerResponse, { status, head, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, head);
  if (request.method === 'HEAD' || body.length === 0) response.end();
  else response.end(body);
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function pictureAnswer(request: IncomingMessage, picture: Parameters<typeof pictureResponse>[2]): Answer {
  const { status, headers, body } = pictureResponse(request.method ?? '', request.headers, picture);
  return {
    status,
    head: headers.flat(),
    body,
    contract: undefined,
    operation: undefined,
    why: `picture, ${picture.type}`,
    refused: undefined,
    violations: [],
    lasting: false,
  };
}

function headersOverflow({ rawHeaders }: IncomingMessage): boolean {
  let octets = 0;
  for (let index = 0; index < rawHeaders.length; index++) octets += (rawHeaders[index] as string).length + 2;
  return octets > MAX_HEADER_BYTES || rawHeaders.length > 2 * MAX_HEADER_LINES;
}

function overflow(): Refusal {
  return refuse('requestMalformed', ['header'], `The header has more than ${MAX_HEADER_LINES} lines or ${MAX_HEADER_BYTES} octets.`);
}

/** A defect of ours: the caller learns nothing, the log everything. */
function failedAnswer(live: Live, request: IncomingMessage, route: Route): Answer {
  if (route.found === 'nothing') return problemAnswer(500, 'Internal Server Error', 'The mock failed; its log says why.');
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
  const refusal = refuse('requestMalformed', [], `This is no valid HTTP request: ${reason.replace(/^Parse Error: /, '')}.`);
  const { status, head, body } =
    route.found === 'nothing'
      ? problemAnswer(400, 'Bad Request', refusal.message)
      : refusalAnswer(live, request, route.contract, route.found === 'operation' ? route.operation : undefined, refusal);
  log.warn(`${status} ${refusal.message}`);
  const headers: [string, string][] = [];
  for (let index = 0; index < head.length; index += 2) {
    if (head[index] !== 'Content-Length') headers.push([head[index] as string, head[index + 1] as string]);
  }
  return { status, headers, body: body.toString() };
}
