import { jsonOf } from '../contract/json-body.ts';
import { harEntry, headerPairs, type NameValue, textOf } from '../edge/har.ts';
import type { Veil } from '../edge/secrets.ts';
import { STATUS_CODES } from '../http/node-http.ts';
import type { Exchange } from './journal.ts';

/** The journal for a test that asserts what a page really sent. Credentials are veiled. */
export function journalJson(exchanges: readonly Exchange[], veil: Veil): object[] {
  return exchanges.map((exchange) => {
    const { answer } = exchange;
    return {
      number: exchange.number,
      startedAt: new Date(exchange.startedAt).toISOString(),
      tookMs: exchange.tookMs,
      api: answer.contract?.api ?? null,
      operation: answer.operation?.id ?? null,
      request: {
        method: exchange.method,
        url: veil.url(exchange.url),
        headers: byName(headerPairs(exchange.requestHeaders, veil)),
        bytes: exchange.requestBytes,
        ...bodyOf(exchange, veil),
      },
      verdict: {
        accepted: answer.refused === undefined,
        refused: answer.refused ?? null,
        why: answer.why,
        violations: answer.violations,
        fromMemory: exchange.fromMemory,
      },
      response: {
        status: answer.status,
        headers: byName(headerPairs(answer.head, veil)),
        ...sentBody(exchange),
      },
    };
  });
}

function bodyOf({ requestBody: sent, requestBytes }: Exchange, veil: Veil): object {
  if (sent === undefined) return {};
  const requestBody = veil.body(sent);
  const isCut = sent.length < requestBytes ? { cut: true } : {};
  const text = textOf(requestBody);
  return text === undefined ? { base64: requestBody.toString('base64'), ...isCut } : { body: parsed(text), ...isCut };
}

/** What of an answer's body was sent: nothing to HEAD; a picture in base64. */
function sentBody({ method, answer }: Exchange): object {
  if (method === 'HEAD') return { body: '' };
  return typeof answer.body === 'string' ? { body: parsed(answer.body) } : { base64: answer.body.toString('base64') };
}

/** Headers by lower-case name, the values of repeated ones joined as Fetch does. */
function byName(headers: NameValue[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}

/** JSON as a value; what is none, or nests too deep to be written again, as the text it is. */
function parsed(text: string): unknown {
  try {
    return jsonOf(Buffer.from(text));
  } catch {
    return text;
  }
}

/** The journal as HTTP Archive 1.2, for the browser's network panel and every tool that reads HAR. */
export function journalHar(exchanges: readonly Exchange[], veil: Veil, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'portrait', version },
      entries: exchanges.map((exchange) => entryOf(exchange, veil)),
    },
  };
}

function entryOf(exchange: Exchange, veil: Veil): object {
  const { answer, startedAt, tookMs, method, url, httpVersion, requestHeaders, requestBody, requestBytes } = exchange;
  return harEntry(
    {
      startedAt,
      tookMs,
      comment: answer.operation && `${answer.contract?.api} ${answer.operation.id}`,
      request: { method, url, httpVersion, headers: requestHeaders, body: requestBody, bytes: requestBytes },
      response: {
        status: answer.status,
        statusText: STATUS_CODES[answer.status] ?? '',
        httpVersion: '1.1',
        headers: answer.head,
        body: answer.body,
        comment: answer.why,
      },
    },
    veil,
  );
}
