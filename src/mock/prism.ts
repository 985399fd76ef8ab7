import './lean-prism.ts';
import { createInstance, type IHttpConfig, type IHttpNameValues } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import type { Violation } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Choice } from './choice.ts';
import { fitForMakingUp } from './made-up.ts';
import { inputOf, type PrismInput, type Shown, shortPath } from './prism-input.ts';
import { type PrismOperations, prismOperations } from './prism-operations.ts';

/** What Prism gives for one of the declared answers. */
export interface PrismAnswer {
  status: number;
  headers: Record<string, string>;
  body: Json | undefined;
}

/** Prism's two opinions. */
export interface Prism {
  /** What is wrong with a request; empty when nothing is. */
  violationsOf(request: ApiRequest, shown: Shown | undefined): Promise<Violation[]>;
  /** The answer that was chosen, for a request that is valid. */
  answerFor(operation: Operation, choice: Choice): Promise<PrismAnswer>;
}

type PrismOperation = PrismOperations[number];
type Components = Parameters<typeof createInstance>[1];

const CONFIG: IHttpConfig = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Violations that are told of at most, and letters of each: a long list can have one for each of its items. */
const MAX_VIOLATIONS = 20;
const MAX_MESSAGE = 400;

const silent = {
  child: () => silent,
  trace() {},
  debug() {},
  info() {},
  success() {},
  warn() {},
  error() {},
} as unknown as Components['logger'];

const PARTS: Components = {
  logger: silent,
  route: ({ resources: [only] }) => ({ _tag: 'Right', right: only as PrismOperation }),
};

const NO_ANSWER = { _tag: 'Right', right: { statusCode: 204 } } as const;

/**
 * Prism over one contract. It is handed the one operation that our router has found, without credentials and
 * without Accept: who may call is judged before, and these services have one media type for each answer.
 * Judging and answering are asked for apart, since an answer can be remembered when a judgement cannot.
 * @throws Error when Prism cannot read the contract.
 */
export async function prismOf(contract: Contract): Promise<Prism> {
  const known = await prismOperations(contract.document);
  const operations = new Map(
    known.map((operation) => [
      `${operation.method} ${operation.path}`,
      { ...operation, path: shortPath(operation.path) },
    ]),
  );
  const knownAs = ({ id, method, path }: Operation): PrismOperation => {
    const operation = operations.get(`${method} ${path}`);
    if (operation === undefined) throw new Error(`Prism does not know ${id}.`);
    return operation;
  };
  const judging = createInstance({ ...CONFIG, validateRequest: true }, { ...PARTS, mock: () => () => NO_ANSWER });
  const answering = createInstance(CONFIG, PARTS);
  return {
    async violationsOf(request, shown) {
      const result = await judging.request(inputOf(request, shown), [knownAs(request.operation)])();
      if (result._tag === 'Left') throw result.left;
      const found = result.right.validations.input.slice(0, MAX_VIOLATIONS);
      return found.map(({ path = [], code, message }) => ({
        location: ['request', ...path.map(String)],
        severity: 'Error',
        code: String(code ?? 'invalid'),
        message: message.slice(0, MAX_MESSAGE),
      }));
    },
    async answerFor(operation, { prism: mock }) {
      const input: PrismInput = { method: operation.method, url: { path: '/' } };
      const known = mock.dynamic ? fitForMakingUp(knownAs(operation)) : knownAs(operation);
      const result = await answering.request(input, [known], { ...CONFIG, mock })();
      if (result._tag === 'Left') throw result.left;
      const { statusCode, headers = {}, body } = result.right.output;
      return { status: statusCode, headers: headersOf(headers), body: body as Json | undefined };
    },
  };
}

/** Prism leaves `null` for a header without an example, and names a media type where there is no body. */
function headersOf(headers: IHttpNameValues): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name, value]) => value !== null && name.toLowerCase() !== 'content-type',
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
