import autocannon from 'autocannon';

/** What is sent over and over. */
export interface Load {
  method: 'PATCH' | 'POST';
  path: string;
  headers: Record<string, string>;
  /** The body of each request; a function gives another one for each. */
  body: string | (() => string | Buffer);
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
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${result.non2xx} answers were no success, ${result.errors} requests failed (${origin}${load.path}).`,
    );
  }
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 };
}

function bodyOf({ body }: Load): Pick<autocannon.Options, 'body' | 'requests'> {
  if (typeof body === 'string') return { body };
  return { requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }] };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
