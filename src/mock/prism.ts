import { createInstance, getHttpOperationsFromSpec, type IHttpConfig, type IHttpNameValues } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import type { Violation } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Choice } from './choice.ts';

/** The body of a request as Prism shall see it: JSON as a value, forms and pictures as an outline. */
export interface Shown {
  type: string;
  body: Json;
}

export interface PrismAnswer {
  status: number;
  headers: Record<string, string>;
  body: Json | undefined;
  /** What Prism finds wrong with the request; then the rest is of no use. */
  violations: Violation[];
}

export type Prism = (request: ApiRequest, shown: Shown | undefined, choice: Choice) => Promise<PrismAnswer>;

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Components = Parameters<typeof createInstance>[1];

const CONFIG: IHttpConfig = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

const silent = {
  child: () => silent,
  trace() {},
  debug() {},
  info() {},
  success() {},
  warn() {},
  error() {},
} as unknown as Components['logger'];

/**
 * Prism over one contract. It is handed the one operation that our router has found, without credentials and
 * without Accept: who may call is judged before, and these services have one media type for each answer.
 * @throws Error when Prism cannot read the contract.
 */
export async function prismOf(contract: Contract): Promise<Prism> {
  // Prism rewrites the document that it is given.
  const known = await getHttpOperationsFromSpec(structuredClone(contract.document) as object);
  const operations = new Map(known.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const instance = createInstance(CONFIG, {
    logger: silent,
    route: ({ resources: [only] }) => ({ _tag: 'Right', right: only as PrismOperation }),
  });
  return async (request, shown, choice) => {
    const operation = operations.get(`${request.operation.method} ${request.operation.path}`);
    if (operation === undefined) throw new Error(`Prism does not know ${request.operation.id}.`);
    const { exampleKey, ...mock } = choice.prism;
    const config: IHttpConfig = { ...CONFIG, mock: { ...mock, ...(exampleKey === undefined ? {} : { exampleKey }) } };
    const result = await instance.request(inputOf(request, shown), [operation], config)();
    if (result._tag === 'Left') throw result.left;
    const { output, validations } = result.right;
    return {
      status: output.statusCode,
      headers: headersOf(output.headers ?? {}),
      body: output.body as Json | undefined,
      violations: validations.input.map(({ path = [], code, message }) => ({
        location: ['request', ...path.map(String)],
        severity: 'Error',
        code: String(code ?? 'invalid'),
        message,
      })),
    };
  };
}

function inputOf(request: ApiRequest, shown: Shown | undefined): Parameters<ReturnType<typeof createInstance>['request']>[0] {
  const query: IHttpNameValues = {};
  for (const name of new Set(request.query.keys())) {
    const values = request.query.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  const headers: Record<string, string> = {};
  for (const parameter of request.operation.parameters) {
    const value = parameter.in === 'header' ? request.headers[parameter.name.toLowerCase()] : undefined;
    // An empty header counts as absent (facts sheet 4.5).
    if (typeof value === 'string' && value !== '') headers[parameter.name.toLowerCase()] = value;
  }
  const sent = shown && { 'content-type': shown.type, 'content-length': String(request.body?.length ?? 0) };
  return {
    method: request.operation.method,
    url: { path: pathOf(request.operation, request.params), query },
    headers: { ...headers, ...sent },
    ...(shown && { body: shown.body }),
  };
}

function pathOf(operation: Operation, params: Record<string, string>): string {
  return operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Prism leaves `null` for a header without an example, and names a media type where there is no body. */
function headersOf(headers: IHttpNameValues): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== null && name.toLowerCase() !== 'content-type');
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
