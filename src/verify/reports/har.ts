import { type HarExchange, harEntry } from '../../edge/har.ts';
import { type Veil, veilOf } from '../../edge/secrets.ts';
import { VERSION } from '../../version.ts';
import type { Observation } from '../observation.ts';
import { announcedLength, type Exchange, framingOf } from '../wire.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';

/** Octets of a body that are written down: a run sends hundreds of megabytes, and may get as much. */
const MAX_BODY = 1024 * 1024;

/**
 * HTTP Archive 1.2 of everything that was sent, written as it happens: no exchange is kept. Credentials are veiled, but
 * for those that a contract itself lists for tests.
 */
export function harReport(sink: Sink): Report {
  let veil: Veil = veilOf([]);
  let entries = 0;
  return {
    begin({ contracts }) {
      const open = contracts.flatMap(({ document }) => document['x-test-credentials'] ?? []);
      veil = veilOf(
        contracts,
        open.map(({ credential }) => credential),
      );
      const creator = JSON.stringify({ name: 'portrait verify', version: VERSION });
      sink.write(`{"log":{"version":"1.2","creator":${creator},"entries":[`);
    },
    observed(observation) {
      sink.write(`${entries++ === 0 ? '' : ','}\n${JSON.stringify(harEntry(exchangeOf(observation), veil))}`);
    },
    end({ conclusion: { outcome, text } }) {
      const comment = outcome === 'interrupted' ? `,"comment":${JSON.stringify(`${text}.`)}` : '';
      sink.write(`\n]${comment}}}\n`);
      sink.close();
    },
  };
}

function exchangeOf({ operation, tried, exchange }: Observation): HarExchange {
  const { request, answer, problem, origin, startedAt, tookMs } = exchange;
  const words = [operation && `${operation.api} ${operation.id}`, tried?.title].filter((word) => word !== undefined);
  const { method, target, body, stops = false } = request;
  const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(target);
  return {
    startedAt,
    tookMs,
    comment: words.length === 0 ? undefined : words.join(': '),
    request: {
      method,
      url: isAbsolute ? target : `${origin}${target.startsWith('/') ? '' : '/'}${target}`,
      httpVersion: '1.1',
      headers: sentHeaders(exchange),
      body: body?.subarray(0, MAX_BODY),
      bytes: stops ? announcedLength(body) : (body?.length ?? 0),
    },
    response: {
      status: answer?.status ?? 0,
      statusText: answer?.statusText ?? '',
      httpVersion: answer?.httpVersion ?? '1.1',
      headers: answer?.rawHeaders ?? [],
      body: answer?.body.subarray(0, MAX_BODY) ?? Buffer.alloc(0),
      bytes: answer?.body.length ?? 0,
      comment: problem,
    },
  };
}

/** With those that the wire adds. */
function sentHeaders({ origin, request }: Exchange): string[] {
  const names = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const added = Object.entries({ Host: new URL(origin).host, ...framingOf(request) });
  return [
    ...added.filter(([name]) => !names.has(name.toLowerCase())).flat(),
    ...Object.entries(request.headers).flat(),
  ].map(String);
}
