/** Octets to send, so many octets of no meaning, or milliseconds to wait. */
export type Step = Buffer | { fill: number } | number;

/** What a hostile caller does over one connection, and what is known of it for judging the answer. */
export interface Hostile {
  kind: string;
  steps: Step[];
  /** Of the requests in it, for reading their answers. */
  methods: string[];
  /** Request targets as they are sent; empty where there is none. */
  targets: string[];
  /** Answers that have to come; 0 where the caller leaves before. */
  answers: number;
  /** It is not HTTP at all, or not enough of it to tell an API. */
  garbled: boolean;
  /** It asks for a failure of the server by its status. */
  wishes: boolean;
}

/** The octets of a request, whatever is in them: Latin-1, nothing is checked or added. */
export function octetsOf(
  method: string,
  target: string,
  headers: readonly [string, string][],
  body: Buffer | string = '',
  version = 'HTTP/1.1',
): Buffer {
  const head = [`${method} ${target} ${version}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body as string)]);
}

/** A hostile request that is a request all the same. */
export function hostile(
  kind: string,
  method: string,
  target: string,
  steps: Step[],
  more: Partial<Hostile> = {},
): Hostile {
  return { kind, steps, methods: [method], targets: [target], answers: 1, garbled: false, wishes: false, ...more };
}
