import type { IncomingMessage } from 'node:http';
import type { Api } from '../../../src/apis/index.ts';
import type {
  Document,
  Header,
  OperationObject,
  Parameter,
  Response,
  Schema,
  TestCredential,
} from '../../../src/contract/document.ts';
import type { FailureKind, FailureRule } from '../../../src/contract/failures.ts';
import { bundledDocument } from '../../../src/contract/sources.ts';
import type { AnyHandler, Checked } from '../../../src/server/handler.ts';
import type { Seed, WorldChange } from '../../../src/server/world.ts';
import type { NewPicture } from '../../../src/storage/storage.ts';

/** An answer on its way out, past every check that the server itself has. */
export interface Leaving {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** What one server is made of, to be spoiled: nothing of it is shared with the contract that it is held against. */
export interface Copy {
  document: Document;
  handlers: Record<string, AnyHandler>;
  rules: Partial<Record<FailureKind, FailureRule>>;
  defects: Api['failures']['defects'];
  api: Api;
  /** What becomes of each answer at the last moment. */
  leaving?: (answer: Leaving, request: IncomingMessage) => void;
  /** What becomes of each picture that is put into the storage. */
  keeping?: (picture: NewPicture) => NewPicture;
  /** Whether every credential will do. */
  anyToken: boolean;
}

/** Puts another body into an answer, with its length. */
export function rewrite(answer: Leaving, body: string): void {
  answer.body = body;
  if (answer.headers['Content-Length'] !== undefined)
    answer.headers['Content-Length'] = String(Buffer.byteLength(body));
}

/** A copy of everything that an API is to the reference server. */
export function copyOf(original: Api): Copy {
  const handlers = { ...original.behaviour.handlers };
  const rules = { ...original.failures.rules };
  const defects = { ...original.failures.defects };
  const api: Api = {
    ...original,
    failures: { ...original.failures, rules, defects },
    behaviour: { ...original.behaviour, handlers },
    rules: { ...original.rules },
  };
  return { api, document: bundledDocument(original.name), handlers, rules, defects, anyToken: false };
}

type Success = Awaited<ReturnType<AnyHandler>>;
interface Request extends Omit<Checked<unknown>, 'path' | 'query' | 'body'> {
  path: object;
  query: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a bug knows what it spoils.
  body: any;
}
type World = Parameters<AnyHandler>[1];
type Tools = Parameters<AnyHandler>[2];

/** The right behaviour, of the request at hand or of another one. */
type Right = (change?: Partial<Request>, world?: World, tools?: Tools) => Promise<Success>;

/** Another behaviour of an operation, with the right one at hand. */
export function handle(
  { handlers }: Copy,
  id: string,
  act: (right: Right, request: Request, world: World, tools: Tools) => Promise<Success> | Success,
): void {
  const handler = handlers[id] as AnyHandler;
  handlers[id] = async (request, world, tools) =>
    act(
      (change = {}, otherWorld = world, otherTools = tools) =>
        handler({ ...request, ...change } as Checked<unknown>, otherWorld, otherTools),
      request as Request,
      world,
      tools,
    );
}

/** A world in which a change does something else. */
export function changing(world: World, spoiled: Partial<WorldChange<object>>): World {
  return { ...world, change: (act) => world.change((change) => act({ ...change, ...(spoiled as object) })) };
}

/** A world that forgets at once what is written, but for the pictures. */
export function forgetting(world: World): World {
  return changing(world, { write: async () => {} });
}

/** Another success of an operation: what `change` makes of the right one. */
export function succeed(copy: Copy, id: string, change: (right: Success) => object): void {
  handle(copy, id, async (right) => {
    const success = await right();
    return { ...success, ...change(success) };
  });
}

/** A copy of what a handler answers or reads, to be changed in place; what it came from may be frozen. */
export function changed<Value>(value: Value, change: (copy: Value) => void): Value {
  const copy = structuredClone(value);
  change(copy);
  return copy;
}

/** Another world than the seed's at the start. */
export function seeded({ api }: Copy, change: (seed: Seed<Record<string, object>>) => void): void {
  const { seed } = api.behaviour;
  api.behaviour.seed = (contract) => changed(seed(contract) as Seed<Record<string, object>>, change) as Seed<object>;
}

/** An operation as the server reads it. */
export function operationIn({ document }: Copy, id: string): OperationObject {
  const found = Object.values(document.paths)
    .flatMap((item) => Object.values(item) as OperationObject[])
    .find((one) => one.operationId === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
}

type Parts = 'schemas' | 'parameters' | 'headers' | 'responses';
type PartOf = { schemas: Schema; parameters: Parameter; headers: Header; responses: Response };

/** A component of the document as the server reads it. */
export function part<Kind extends Parts>({ document }: Copy, kind: Kind, name: string): PartOf[Kind] {
  const found = (document.components?.[kind] as Record<string, PartOf[Kind]> | undefined)?.[name];
  if (found === undefined) throw new Error(`There is no ${kind}/${name}.`);
  return found;
}

/** A property of a schema as the server reads it. */
export function property(copy: Copy, schema: string, name: string): Schema {
  const found = part(copy, 'schemas', schema).properties?.[name];
  if (found === undefined) throw new Error(`There is no property ${name} of ${schema}.`);
  return found as Schema;
}

/** A test credential as the server knows it. */
export function credential({ document }: Copy, name: string): TestCredential {
  const found = document['x-test-credentials']?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no credential ${name}.`);
  return found;
}
