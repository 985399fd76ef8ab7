import type { Contract, Operation } from './contract.ts';
import type { Refusal } from './failures.ts';

/** A request that has found its operation, as far as it has been read. */
export interface ApiRequest {
  contract: Contract;
  operation: Operation;
  /** The query string without its question mark, as it was sent. */
  search: string;
  query: URLSearchParams;
  /** Values of the path's templates, decoded. */
  params: Record<string, string>;
  /** By lower-case name, as Node joins them. */
  headers: Record<string, string | string[] | undefined>;
  /** `http://host:port` under which the client sees this server. */
  origin: string;
  /** The whole body; undefined when none was sent or none is read. */
  body: Buffer | undefined;
  /** Why the body could not be read whole. It comes to word only after the question who is calling. */
  unread: Refusal | undefined;
}

/** The value of a header; the first one when it was sent more than once and not joined. */
export function headerValue(headers: ApiRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The query parameters that the operation declares, of a repeated one the first value. Letters count as written. */
export function declaredQuery({ operation, query }: ApiRequest): Record<string, string> {
  const declared = operation.parameters.filter((parameter) => parameter.in === 'query' && query.has(parameter.name));
  return Object.fromEntries(declared.map(({ name }) => [name, query.get(name) ?? '']));
}
