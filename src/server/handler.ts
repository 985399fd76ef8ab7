import type { Contract } from '../contract/contract.ts';
import type { TestCredential } from '../contract/document.ts';
import type { UploadedPicture } from '../contract/uploads.ts';
import type { World } from './world.ts';

/**
 * What an API does, by operationId: plain functions from a checked request to a success, typed by the contract.
 * `Operations` is the `operations` of `generated/<api>.d.ts`, `Records` the kinds of things that the API remembers.
 */
export type Handlers<Operations, Records extends object> = {
  [Id in keyof Operations]: Handler<Operations[Id], Records>;
};

/**
 * Answers one operation. Every check that the contract, the failure table and the rules know has passed.
 * @throws Refusal for what only the state can tell (`subjectUnknown`, …). Nothing has changed then.
 */
export type Handler<Operation, Records extends object> = (
  request: Checked<Operation>,
  world: World<Records>,
  tools: Tools,
) => Promise<Success<Operation>>;

/** A request that the contract allows. */
export interface Checked<Operation> {
  path: ParametersIn<Operation, 'path'>;
  query: ParametersIn<Operation, 'query'>;
  /** The JSON body. */
  body: JsonBody<Operation>;
  /** The uploaded picture, the file part or the raw body; decoded once already. */
  picture: PictureOf<Operation>;
  caller: TestCredential;
  /** Id of the one whom the request is about: named by a parameter, or else the caller's owner. */
  subject: string;
  /** `http://host:port` under which the client sees this server. */
  origin: string;
}

/** What a handler needs besides the request and the world. */
export interface Tools {
  contract: Contract;
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Fetches a picture from the web, through the guard.
   * @throws Refusal bodyInvalid with code `private`, `notFetchable` or `notAPicture`.
   */
  fetchPicture(url: string): Promise<UploadedPicture>;
}

/** A success that the operation declares: its status, its body, its headers as far as the handler knows them. */
export type Success<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses & (200 | 201 | 202 | 204 | 302)]: SuccessOf<Status, Responses[Status]>;
    }[keyof Responses & (200 | 201 | 202 | 204 | 302)]
  : never;

interface SuccessHeaders {
  headers?: Record<string, string>;
}

type SuccessOf<Status, Response> = Response extends { content: { 'application/json': infer Body } }
  ? SuccessHeaders & { status: Status; body: Body }
  : SuccessHeaders & { status: Status; body?: undefined };

type ParametersIn<Operation, Place extends string> = Operation extends { parameters: { [K in Place]?: infer Values } }
  ? Exclude<Values, undefined>
  : Record<string, never>;

type JsonBody<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Body } } }
  ? Body
  : undefined;

/** Operations that take more than JSON take a picture. */
type PictureOf<Operation> = Operation extends { requestBody?: { content: infer Content } }
  ? [Exclude<keyof Content, 'application/json'>] extends [never]
    ? undefined
    : UploadedPicture
  : undefined;

/** A handler as the server calls it: the types of one API's operations say nothing to another. */
export type AnyHandler = (
  // biome-ignore lint/suspicious/noExplicitAny: each API types its own.
  request: Checked<any>,
  // biome-ignore lint/suspicious/noExplicitAny: each API types its own.
  world: World<any>,
  tools: Tools,
) => Promise<{ status: number; body?: object | undefined; headers?: Record<string, string> }>;
