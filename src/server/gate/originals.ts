import type { ServerResponse } from 'node:http';

/** What a method that ends or writes calls when it is done. */
export type Callback = (error?: Error | null) => void;

/**
 * Methods of a response by which something leaves, as they were before the gate: Node's, or those of another layer.
 * Each takes all arguments of its many forms in their places.
 */
export interface Originals {
  writeHead(this: ServerResponse, status: number, reason?: unknown, headers?: unknown): unknown;
  write(this: ServerResponse, chunk: unknown, encoding?: unknown, callback?: unknown): boolean;
  end(this: ServerResponse, chunk?: unknown, encoding?: unknown, callback?: unknown): unknown;
  flushHeaders(this: ServerResponse): void;
  addTrailers(this: ServerResponse, trailers: unknown): void;
  writeInformation(this: ServerResponse, status: number, headers?: unknown, callback?: unknown): unknown;
  destroy(this: ServerResponse, error?: Error): unknown;
}

export function originalsOf(response: ServerResponse): Originals {
  const { writeHead, write, end, flushHeaders, addTrailers, writeInformation, destroy } =
    response as unknown as Originals;
  return { writeHead, write, end, flushHeaders, addTrailers, writeInformation, destroy };
}
