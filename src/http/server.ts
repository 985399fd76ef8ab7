import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { abandonBody } from './body.ts';
import { createServer, STATUS_CODES } from './node-http.ts';

const KIBIBYTE = 1024;

/** Above our own limit, so that most floods of headers find their way to an answer in the API's own shape. */
const MAX_HEADER_BYTES = 64 * KIBIBYTE;
const HEADERS_TIMEOUT_MS = 1_250;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 20_000;
const CHECK_INTERVAL_MS = 250;
const SILENCE_MS = 60_000;
/** How long a caller may go on sending after its answer, before the connection is cut. */
const LINGER_MS = 2_000;
/** How long a stop waits for what is in flight. */
const GRACE_MS = 10_000;
const SWEEP_MS = 50;

/** An answer to something that never became a request. */
export interface RawAnswer {
  status: number;
  headers: [string, string][];
  body: string;
}

export interface ServerParts {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Answers what Node's parser refuses; `packet` is what came, as far as it is known. */
  malformed(reason: string, packet: Buffer | undefined, request: IncomingMessage | undefined): RawAnswer;
}

export interface Listening {
  server: Server;
  /** For example `http://127.0.0.1:4010`. */
  origin: string;
  /** Finishes what is in flight, then closes. */
  stop(): Promise<void>;
}

/**
 * An HTTP server with limits on headers and time, which answers malformed requests as well.
 * @throws Error EADDRINUSE, EACCES and the like, from listening.
 */
export async function listen(parts: ServerParts, host: string, port: number): Promise<Listening> {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    (request.socket as TalkingSocket)[current] = { request, response };
    parts.handle(request, response);
  };
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      requireHostHeader: false,
    },
    handle,
  );
  // A connection on which nothing moves, as with a caller who does not read, is cut.
  server.setTimeout(SILENCE_MS);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // An expectation that we do not know is no reason to fail the request.
  server.on('checkExpectation', handle);
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: TalkingSocket) => {
    // Who has said nothing yet is no slow sender: a browser's spare connection, or a machine with much to do.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0) return;
    // What comes after the first fault is faulty too, and read only so that the answer to the first arrives.
    if (error.code !== 'ECONNRESET' && refused.has(socket)) return;
    refused.add(socket);
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else whenItsTurn(socket, (broken) => farewell(socket, parts.malformed(error.message, error.rawPacket, broken)));
  });
  server.on('connect', (request: IncomingMessage, socket: TalkingSocket) => {
    whenItsTurn(socket, () => farewell(socket, parts.malformed('CONNECT is not for this server', undefined, request)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { server, origin: originOfAddress(server.address() as AddressInfo, host), stop: () => stop(server, sockets) };
}

const refused = new WeakSet<Socket>();

/** The exchange that a connection began last, kept on the connection itself: a map would cost on each request. */
const current: unique symbol = Symbol('current exchange');

interface TalkingSocket extends Socket {
  [current]?: { request: IncomingMessage; response: ServerResponse };
}

/**
 * Waits until everything before a fault is answered. `broken` is the request whose body has the fault; a fault between
 * requests has none, and a request that has its answer already gets no other.
 */
function whenItsTurn(socket: TalkingSocket, act: (broken: IncomingMessage | undefined) => void): void {
  const { request, response } = socket[current] ?? {};
  if (request === undefined || response === undefined || response.writableFinished) {
    if (request === undefined || request.complete) act(undefined);
  } else if (request.complete) {
    response.once('finish', () => act(undefined));
  } else if (!response.headersSent) {
    abandonBody(request);
    // A response has the connection when all before it are written.
    if (response.socket !== null) act(request);
    else response.once('socket', () => act(request));
  }
}

type Ending = [request: IncomingMessage, response: ServerResponse, body: string | Buffer, encoding: BufferEncoding];

const endings: Ending[] = [];

/**
 * Ends a response, together with all others of the same turn of the event loop: one system call after the other wakes
 * the callers once, not one by one. A request that is still arriving runs dry first, or its caller would not get to
 * read the answer.
 */
export function end(...ending: Ending): void {
  if (endings.push(ending) === 1) setImmediate(endAll);
}

function endAll(): void {
  for (const [request, response, body, encoding] of endings.splice(0)) {
    if (!request.complete) response.once('finish', () => lingerOn(request));
    response.end(body, encoding);
  }
}

/** Writes an answer without a request, and closes once the caller had time to read it. */
function farewell(socket: Socket, { status, headers, body }: RawAnswer): void {
  if (!socket.writable) return;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
  ];
  socket.on('error', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Lets the rest of a refused body run dry, so that the caller gets to read its answer; not forever. */
function lingerOn(request: IncomingMessage): void {
  request.resume();
  const cut = setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  request.once('end', () => clearTimeout(cut));
}

function originOfAddress({ port }: AddressInfo, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isBusy(socket: TalkingSocket): boolean {
  const exchange = socket[current];
  return exchange !== undefined && !exchange.response.writableFinished && !exchange.response.destroyed;
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    // A connection that has its last answer is idle from then on; one that never asked is to nobody's use.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of sockets) if (!isBusy(socket)) socket.destroy();
    }, SWEEP_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
