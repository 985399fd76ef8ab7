import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { useAgent } from 'request-filtering-agent';
import { turns } from '../images/turns.ts';
import { isPrivateHost, placeOf } from './guarded-addresses.ts';
import { GuardedFetchError } from './guarded-fetch-error.ts';
import { guardedLookup, type Resolve, resolvePublicly } from './guarded-lookup.ts';

export { GuardedFetchError } from './guarded-fetch-error.ts';

export interface GuardedFetchOptions {
  /** `host:port`s that may be asked although they are private; each counts for itself, not for where it redirects to. */
  allow: readonly string[];
  maxBytes: number;
  /** For everything together: waiting, names, redirects, the body. */
  timeoutMs: number;
  maxRedirects: number;
  /** What is asked for; pictures, if nothing else is given. */
  accept?: string;
  /** The name servers', if nothing else is given. */
  resolve?: Resolve;
}

export interface Fetched {
  bytes: Buffer;
  /** As the other server calls it, without parameters; empty if it does not say. */
  type: string;
}

const KIBIBYTE = 1024;
const MAX_HEADER_BYTES = 16 * KIBIBYTE;

/** What each may have in memory is `maxBytes`; the others wait. */
const AT_ONCE = 16;

const REDIRECTS = [301, 302, 303, 307, 308];

/** Says who asks and what for, and nothing about whom for. Compressed bodies could be bombs. */
const HEADERS = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'portrait' };

const inTurn = turns(AT_ONCE);

/**
 * Gets what a URL that somebody gave us leads to: from public hosts only, bounded in time and size, following redirects.
 * @throws GuardedFetchError
 */
export function guardedFetch(url: string, options: GuardedFetchOptions): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  return inTurn(async () => {
    try {
      return await followed(url, options, signal);
    } catch (error) {
      throw asGuarded(error as NodeJS.ErrnoException, signal);
    }
  });
}

async function followed(url: string, options: GuardedFetchOptions, signal: AbortSignal): Promise<Fetched> {
  let target = URL.parse(url);
  for (let redirects = 0; ; redirects++) {
    const response = await responseOf(admitted(target), options, signal);
    const { statusCode = 0 } = response;
    if (!REDIRECTS.includes(statusCode)) {
      const result = await fetched(response, options.maxBytes);
      // A body without a length ends, for its reader, where we hang up.
      signal.throwIfAborted();
      return result;
    }
    response.destroy();
    if (redirects === options.maxRedirects) throw unfetchable(`it redirects more than ${options.maxRedirects} times`);
    const next = URL.parse(response.headers.location ?? '', target?.href);
    if (response.headers.location === undefined) throw unfetchable('it redirects to nowhere');
    if (target?.protocol === 'https:' && next?.protocol === 'http:')
      throw unfetchable('it redirects from https to http');
    target = next;
  }
}

/** The URL, if anybody may be sent there. */
function admitted(target: URL | null): URL {
  if (target === null) throw unfetchable('it is no URL');
  if (!/^https?:$/.test(target.protocol)) throw unfetchable('it is neither http nor https');
  if (target.username !== '' || target.password !== '') throw unfetchable('it has credentials');
  return target;
}

function responseOf(
  target: URL,
  { allow, resolve = resolvePublicly, accept = HEADERS.accept }: GuardedFetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isAllowed = allow.includes(placeOf(target));
  if (!isAllowed && isPrivateHost(target.hostname)) throw new GuardedFetchError('private', 'its host is private');
  // The agent looks at every address once more before it connects.
  const way: RequestOptions = isAllowed
    ? { agent: false }
    : { agent: useAgent(target.href), lookup: guardedLookup(resolve) };
  const { get } = target.protocol === 'https:' ? https : http;
  return new Promise((resolved, rejected) => {
    const request = get(
      target,
      { ...way, signal, headers: { ...HEADERS, accept }, maxHeaderSize: MAX_HEADER_BYTES },
      resolved,
    );
    request.on('error', rejected);
    // Without an answer and without an error, as after 101.
    request.on('close', () => rejected(unfetchable('its server gives no answer')));
  });
}

async function fetched(response: IncomingMessage, maxBytes: number): Promise<Fetched> {
  const problem = problemOf(response, maxBytes);
  if (problem !== undefined) {
    response.destroy();
    throw unfetchable(problem);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw unfetchable(tooLarge(maxBytes));
    chunks.push(chunk);
  }
  const [type = ''] = (response.headers['content-type'] ?? '').split(';');
  return { bytes: Buffer.concat(chunks, size), type: type.trim().toLowerCase() };
}

/** What is wrong with a response, as far as its head tells. */
function problemOf({ statusCode, headers }: IncomingMessage, maxBytes: number): string | undefined {
  if (statusCode !== 200) return `it answers with status ${statusCode}`;
  if (!/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')) return 'its content is encoded';
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge(maxBytes);
  return undefined;
}

function tooLarge(maxBytes: number): string {
  return `it gives more than ${maxBytes} octets`;
}

function asGuarded(error: NodeJS.ErrnoException, signal: AbortSignal): GuardedFetchError {
  if (error instanceof GuardedFetchError) return error;
  if (signal.aborted) return unfetchable('it takes too long');
  if (/is not allowed\. Because/.test(error.message)) return new GuardedFetchError('private', 'its address is private');
  // The code alone: a message could tell addresses.
  return unfetchable(`its server cannot be talked to (${error.code ?? error.name})`);
}

function unfetchable(message: string): GuardedFetchError {
  return new GuardedFetchError('notFetchable', message);
}
