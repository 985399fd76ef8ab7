import autocannon from 'autocannon';

/** What is sent over and over. */
export interface Load {
  method: 'GET' | 'PATCH' | 'POST';
  path: string;
  headers: Record<string, string>;
  /** The body of each request; a function gives another one for each. */
  body?: string | (() => string | Buffer);
  /** Answers that count. */
  expected?: '2xx' | '3xx';
}

export interface Measured {
  perSecond: number;
  /** Latency in milliseconds. */
  p99: number;
}

/**
 * Sends a load for some seconds.
 * @throws Error when an answer is not a success: a figure of refusals is no figure.
 */
export async function measure(origin: string, load: Load, connections: number, seconds: number): Promise<Measured> {
  const result = await autocannon({
    url: `${origin}${load.path}`,
    connections,
    duration: seconds,
    method: load.method,
    headers: load.headers,
    ...bodyOf(load),
  });
  const expected = result[load.expected ?? '2xx'];
  const others = result['2xx'] + result.non2xx - expected;
  if (others > 0 || result.errors > 0) {
    throw new Error(`${others} answers were no success, ${result.errors} requests failed (${origin}${load.path}).`);
  }
  return { perSecond: expected / result.duration, p99: result.latency.p99 };
}

function bodyOf({ body }: Load): Pick<autocannon.Options, 'body' | 'requests'> {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body };
  return { requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }] };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
