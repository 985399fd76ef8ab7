import { createInstance, getHttpOperationsFromSpec, type IHttpProxyConfig } from '@stoplight/prism-http';
import type { Contract } from '../../src/contract/contract.ts';
import { exchangeIn, type HarEntry } from '../../src/verify/har-entries.ts';
import type { WireAnswer, WireRequest } from '../../src/verify/wire.ts';

/** What Prism says of an exchange. */
export interface PrismVerdict {
  operation: string;
  status: number;
  /** What it finds wrong with the request. */
  request: string[];
  /** What it finds wrong with the response. */
  response: string[];
}

type PrismOperations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;
type Components = Parameters<typeof createInstance>[1];
type Input = Parameters<ReturnType<typeof createInstance>['request']>[0];
type Diagnostic = { path?: string[]; message: string };

const PROXY: IHttpProxyConfig = {
  isProxy: true,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstream: new URL('http://recorded.invalid'),
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** What a recording has of cookies among which there may be a secret: whether a credential came is not known then. */
const VEILED = '***';

const silent = {
  child: () => silent,
  trace() {},
  debug() {},
  info() {},
  success() {},
  warn() {},
  error() {},
} as unknown as Components['logger'];

const operationsRead = new WeakMap<Contract, Promise<PrismOperations>>();

/** The operations that Prism finds in a contract, read once. It rewrites the document that it is given. */
function operationsOf(contract: Contract): Promise<PrismOperations> {
  const operations =
    operationsRead.get(contract) ?? getHttpOperationsFromSpec(structuredClone(contract.document) as object);
  operationsRead.set(contract, operations);
  return operations;
}

/**
 * Stock Prism as its `proxy` command uses it, with all that it has of its own: loader, router, security and both
 * validators. Only that the answer comes out of a recording. It knows no base paths, so they are taken away before.
 * Gives undefined for what is no operation to it.
 */
export async function prismValidator(
  contract: Contract,
): Promise<(entry: HarEntry) => Promise<PrismVerdict | undefined>> {
  const operations = await operationsOf(contract);
  return async (entry) => {
    const { request, answer } = exchangeIn(entry);
    if (answer === undefined) return undefined;
    for (const target of targetsIn(contract, request.target)) {
      const verdict = await verdictOn(operations, { ...request, target }, answer);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  };
}

/** Of some requests it breaks (its reader of forms, prism#2672): that is an objection as well, to the request alone. */
async function verdictOn(
  operations: PrismOperations,
  request: WireRequest,
  answer: WireAnswer,
): Promise<PrismVerdict | undefined> {
  const config = { ...PROXY, checkSecurity: request.headers['cookie'] !== VEILED };
  try {
    return await proxied(config, operations, request, answer);
  } catch (error) {
    const verdict = await proxied({ ...config, validateRequest: false }, operations, request, answer);
    return verdict && { ...verdict, request: [`Prism breaks: ${(error as Error).message}`] };
  }
}

async function proxied(
  config: IHttpProxyConfig,
  operations: PrismOperations,
  request: WireRequest,
  answer: WireAnswer,
): Promise<PrismVerdict | undefined> {
  const output = outputOf(answer);
  let operation: PrismOperations[number] | undefined;
  const prism = createInstance(config, {
    logger: silent,
    forward: (_input, _upstream, _proxy, resource) => () => async () => {
      operation = resource;
      return { _tag: 'Right', right: output };
    },
  });
  const result = await prism.request(inputOf(request), operations)();
  if (operation === undefined) return undefined;
  const told = { operation: operation.iid ?? operation.id, status: answer.status };
  if (result._tag === 'Left') return { ...told, request: [], response: [`Prism fails: ${result.left.message}`] };
  const { input, output: outgoing } = result.right.validations;
  return { ...told, request: input.map(shown), response: outgoing.map(shown) };
}

function shown({ path = [], message }: Diagnostic): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** What is left of a target behind each base path that it begins with, the longest first. */
function targetsIn({ basePaths }: Contract, target: string): string[] {
  const sorted = [...basePaths].sort((one, other) => other.length - one.length);
  return sorted.filter((base) => target.startsWith(`${base}/`)).map((base) => target.slice(base.length));
}

/** A request as Prism's HTTP server hands it on: JSON as a value, all else as text. */
function inputOf({ method, target, headers, body }: WireRequest): Input {
  const { pathname, searchParams } = new URL(target, 'http://recorded.invalid');
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
  return {
    method: method.toLowerCase() as Input['method'],
    url: { path: pathname, query },
    headers: lower,
    body: body === undefined || body.length === 0 ? null : bodyValue(body, lower['content-type']),
  };
}

/** An answer as Prism's forwarder hands it on. */
function outputOf({ status, headers, body }: WireAnswer) {
  const joined = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(',')]])),
  );
  return {
    statusCode: status,
    headers: joined,
    body: bodyValue(body, status === 204 ? undefined : joined['content-type']),
  };
}

/** What is not the JSON that it claims to be stays text, which no schema of an object takes. */
function bodyValue(body: Buffer, type = ''): unknown {
  const text = body.toString();
  if (!/^application\/(?:[^;]+\+)?json\b/i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
