import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Exchange } from './wire.ts';

/** What of an entry of a HAR (HTTP Archive 1.2) is read. */
export interface HarEntry {
  startedDateTime: string;
  time: number;
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    postData?: { text?: string; comment?: string; encoding?: string };
  };
  response: {
    status: number;
    statusText: string;
    httpVersion: string;
    headers: { name: string; value: string }[];
    content: { size: number; text?: string; encoding?: string; comment?: string };
  };
}

/**
 * The entries of a HAR.
 * @throws Error when the text is none, with the way out.
 */
export function harIn(text: string, file: string): HarEntry[] {
  let entries: unknown;
  try {
    entries = (JSON.parse(text) as { log?: { entries?: unknown } }).log?.entries;
  } catch (error) {
    throw new Error(`${file} is no HAR: ${(error as Error).message}`);
  }
  if (!Array.isArray(entries))
    throw new Error(`${file} is no HAR: it has no log.entries. Browsers save one from their network panel.`);
  const isEntry = new Ajv2020({ validateSchema: false }).compile<HarEntry>(ENTRY);
  return entries
    .map((entry: unknown, index): HarEntry => {
      if (isEntry(entry)) return entry;
      const [{ instancePath, message } = { instancePath: '', message: '' }] = isEntry.errors ?? [];
      throw new Error(`${file} is no HAR: log.entries[${index}]${instancePath.replaceAll('/', '.')} ${message}.`);
    })
    .filter(({ request: { url } }) => URL.canParse(url));
}

const TEXT = { type: 'string' };
const HEADERS = {
  type: 'array',
  items: { type: 'object', required: ['name', 'value'], properties: { name: TEXT, value: TEXT } },
};

/** As much of HAR 1.2 as is read here. */
const ENTRY = {
  type: 'object',
  required: ['startedDateTime', 'time', 'request', 'response'],
  properties: {
    startedDateTime: { ...TEXT, pattern: '^\\d{4}-\\d\\d-\\d\\dT' },
    time: { type: 'number' },
    request: {
      type: 'object',
      required: ['method', 'url', 'headers'],
      properties: {
        ...{ method: TEXT, url: TEXT, headers: HEADERS },
        postData: { type: 'object', properties: { text: TEXT, comment: TEXT, encoding: TEXT } },
      },
    },
    response: {
      type: 'object',
      required: ['status', 'statusText', 'httpVersion', 'headers', 'content'],
      properties: {
        ...{ status: { type: 'integer' }, statusText: TEXT, httpVersion: TEXT, headers: HEADERS },
        content: {
          type: 'object',
          required: ['size'],
          properties: { size: { type: 'number' }, text: TEXT, encoding: TEXT },
        },
      },
    },
  },
};

/** An entry as if it had just happened. Names of HTTP/2 that begin with a colon are no headers. */
export function exchangeIn({ startedDateTime, time, request, response }: HarEntry): Exchange {
  const url = new URL(request.url);
  const raw = response.headers.filter(({ name }) => !name.startsWith(':') && !OF_CODING.has(name.toLowerCase()));
  const headers: Record<string, string | string[]> = {};
  for (const { name, value } of raw) {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value : [before, value].flat();
  }
  const body = decoded(response.content.text, response.content.encoding);
  return {
    origin: url.origin,
    request: {
      method: request.method,
      target: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(
        request.headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, unnamed(value)]),
      ),
      ...(request.postData?.text === undefined
        ? {}
        : {
            body: decoded(
              request.postData.text,
              /base64/.exec(request.postData.comment ?? request.postData.encoding ?? '')?.[0],
            ),
          }),
    },
    answer:
      response.status === 0
        ? undefined
        : {
            status: response.status,
            statusText: response.statusText,
            httpVersion: response.httpVersion.replace(/^HTTP\//i, ''),
            rawHeaders: raw.flatMap(({ name, value }) => [name, value]),
            headers,
            body,
          },
    problem: response.status === 0 ? 'The recording has no answer.' : undefined,
    startedAt: Date.parse(startedDateTime),
    tookMs: time,
  };
}

/** Whether a recording has the beginning of a body only; Portrait's own ones say so. */
export function isCut({ comment = '' }: { comment?: string } = {}): boolean {
  return /^the first \d+ of \d+ octets/.test(comment);
}

/** A veiled credential without the name that Portrait's own recordings tell: "Bearer *** (userSix)". */
function unnamed(value: string): string {
  return value.replace(/^(\S+ )?\*\*\*(?: \([^()]*\))?$/, '$1***');
}

/** What browsers have undone already: the recorded body is the decoded one. */
const OF_CODING = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

function decoded(text = '', encoding?: string): Buffer {
  return Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
}
