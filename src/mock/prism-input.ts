import type { createInstance } from '@stoplight/prism-http';
import type { Json } from '../contract/document.ts';
import { type ApiRequest, declaredQuery } from '../contract/request.ts';

/** The body of a request as Prism shall see it: JSON as a value, forms and pictures as an outline. */
export interface Shown {
  type: string;
  body: Json;
}

export type PrismInput = Parameters<ReturnType<typeof createInstance>['request']>[0];

/** All that Prism is shown of a request, and so all that its verdict depends on, beside the operation. */
export function inputOf(request: ApiRequest, shown: Shown | undefined): PrismInput {
  const headers: Record<string, string> = {};
  for (const parameter of request.operation.parameters) {
    const value = parameter.in === 'header' ? request.headers[parameter.name.toLowerCase()] : undefined;
    // An empty header counts as absent (facts sheet 4.5).
    if (typeof value === 'string' && value !== '') headers[parameter.name.toLowerCase()] = value;
  }
  // Of a length Prism asks only whether there is a body.
  const length = (request.body?.length ?? 0) > 0 ? '1' : '0';
  return {
    method: request.operation.method,
    url: { path: filled(shortPath(request.operation.path), request.params), query: declaredQuery(request) },
    headers: { ...headers, ...(shown && { 'content-type': shown.type, 'content-length': length }) },
    ...(shown && { body: shown.body }),
  };
}

/** A path of its parameters only. Our router has matched the rest, which Prism would take apart for each request. */
export function shortPath(path: string): string {
  return `/${path.match(/\{[^}]+\}/g)?.join('/') ?? ''}`;
}

function filled(path: string, params: Record<string, string>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
