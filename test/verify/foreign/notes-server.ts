import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Listening, listening } from '../../loopback.ts';

/** The token that this server knows. */
export const TOKEN = 'Bearer of-the-notes';

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What a server of `test/fixtures/specs/notes.yaml` may do otherwise; nothing, and it holds its contract. */
export interface Notes {
  reply?(reply: Reply, request: IncomingMessage): Reply;
}

/** Starts a server of notes, written by hand and without any of our code. */
export async function startNotes({ reply: change = (reply) => reply }: Notes = {}): Promise<Listening> {
  let notes = [{ id: 1, text: 'first' }];
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const body = await text(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const id = decoded(/^\/v1\/notes\/([^/]+)$/.exec(pathname)?.[1]);
    const method = request.method ?? '';
    if (pathname !== '/v1/notes' && id === undefined) return { status: 404, body: { why: 'nothing here' } };
    const stranger = strangerTo(id === undefined ? ['GET', 'HEAD', 'POST'] : ['DELETE'], method, request);
    if (stranger !== undefined) return stranger;
    if (id !== undefined) return remove(id);
    return method === 'POST' ? add(body, request.headers['content-type']) : list(searchParams.get('limit') ?? '50');
  };
  const list = (limit: string): Reply => {
    const isRight = /^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 50;
    return isRight ? { status: 200, body: notes.slice(0, Number(limit)) } : { status: 400, body: { why: 'limit' } };
  };
  const remove = (id: string): Reply => {
    if (!/^[1-9]\d*$/.test(id)) return { status: 400, body: { why: 'no id' } };
    const before = notes.length;
    notes = notes.filter((note) => String(note.id) !== id);
    return notes.length < before ? { status: 204 } : { status: 404, body: { why: 'no such note' } };
  };
  const add = (body: string, type = ''): Reply => {
    if (body === '') return { status: 400, body: { why: 'no body' } };
    if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json')
      return { status: 415, body: { why: 'no JSON' } };
    const words = wordsIn(body);
    if (words === undefined) return { status: 422, body: { why: 'no note' } };
    const note = { id: (notes.at(-1)?.id ?? 0) + 1, text: words };
    notes = [...notes, note].slice(-40);
    return { status: 201, body: note, headers: { Location: `/v1/notes/${note.id}` } };
  };
  const server = createServer((request, response) => {
    void answer(request).then((right) => {
      const { status, body, headers = {} } = change(right, request);
      const octets = body === undefined ? '' : JSON.stringify(body);
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(octets) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      response.writeHead(status, { ...type, ...headers, ...length });
      response.end(request.method === 'HEAD' ? '' : octets);
    });
  });
  return listening(server);
}

function decoded(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What is said to methods that are not there, and to callers that nobody knows. */
function strangerTo(allow: readonly string[], method: string, { headers }: IncomingMessage): Reply | undefined {
  const told = { Allow: allow.join(', ') };
  if (method === 'OPTIONS') return { status: 204, headers: told };
  if (!allow.includes(method)) return { status: 405, body: { why: `no ${method}` }, headers: told };
  return headers.authorization === TOKEN ? undefined : { status: 401, body: { why: 'who?' } };
}

/** The words of a note; undefined for what is none. */
function wordsIn(body: string): string | undefined {
  const { text: words, kind = 'plain', ...others } = (parsed(body) ?? {}) as { text?: unknown; kind?: unknown };
  const isText = typeof words === 'string' && [...words].length >= 1 && [...words].length <= 20;
  return isText && (kind === 'plain' || kind === 'loud') && Object.keys(others).length === 0 ? words : undefined;
}

function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && !Array.isArray(value) && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
