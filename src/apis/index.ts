import type { Json } from '../contract/document.ts';
import type { FailureTable, Refusal } from '../contract/failures.ts';
import { adapty } from './adapty/index.ts';
import { appNet } from './app-net/index.ts';
import { creatorsHub } from './creators-hub/index.ts';
import { mastodon } from './mastodon/index.ts';

/** What is particular to one API, besides its contract. */
export interface Api {
  /** Of its folders in `openapi/` and `src/apis/`. */
  name: string;
  failures: FailureTable;
  /** By operationId: what no schema can say of a JSON body that is valid otherwise. */
  rules?: Record<string, BodyRule>;
}

/** The refusal of a body, or nothing when it is right. */
export type BodyRule = (body: Json) => Refusal | undefined;

/** The APIs that there are, in the order in which they are shown. */
export const apis: readonly Api[] = [mastodon, adapty, creatorsHub, appNet];
