import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import type { FailureTable, Refusal } from '../contract/failures.ts';
import type { AnyHandler } from '../server/handler.ts';
import type { Seed } from '../server/world.ts';
import { adapty } from './adapty/index.ts';
import { appNet } from './app-net/index.ts';
import { creatorsHub } from './creators-hub/index.ts';
import { mastodon } from './mastodon/index.ts';

/** What is particular to one API, besides its contract. */
export interface Api {
  /** Of its folders in `openapi/` and `src/apis/`. */
  name: string;
  failures: FailureTable;
  behaviour: Behaviour;
  /** By operationId: what no schema can say of a JSON body that is valid otherwise. */
  rules?: Record<string, BodyRule>;
}

/** What an API does when it remembers, for the reference server. */
export interface Behaviour {
  /** What a world starts with, from the contract's examples. */
  seed(contract: Contract): Seed<object>;
  /** By operationId; in the API's own folder they are typed as `Handlers`. */
  handlers: Readonly<Record<string, AnyHandler>>;
  /** Headers that each answer has of its own, from the request's id, a UUID. */
  headers?(requestId: string): Record<string, string>;
}

/** The refusal of a body, or nothing when it is right. `fetchFrom`: private `host:port`s that this server does fetch from. */
export type BodyRule = (body: Json, fetchFrom?: readonly string[]) => Refusal | undefined;

/** The APIs that there are, in the order in which they are shown. */
export const apis: readonly Api[] = [mastodon, adapty, creatorsHub, appNet];
