import type { Operation } from '../contract/contract.ts';
import type { Method } from '../contract/document.ts';
import type { FailureKind } from '../contract/failures.ts';
import type { Judged } from '../contract/judge.ts';
import type { Reply } from '../contract/reply.ts';

/** What the contract says of a request. */
export type Expectation =
  | {
      verdict: 'accepted';
      /** Statuses that are a success. */
      statuses: readonly number[];
      judged: Judged;
    }
  | {
      verdict: 'refused';
      kind: FailureKind;
      /** What is wrong with the request, in words. */
      reason: string;
      /** Statuses that say so. */
      statuses: readonly number[];
      /** The exact answer, where the contract has one for this reason. */
      reply: Reply | undefined;
      /** Methods that the path does have, of a `methodNotAllowed`. */
      allow?: readonly Method[];
      /** Which operation's answers tell what this one looks like, where the request leads to none. */
      like?: Operation | undefined;
    }
  | {
      /** The request asks for an answer of its choice, by `Prefer`. */
      verdict: 'asked';
      statuses: readonly number[];
    }
  /** The contract leaves it open: preflights, paths of nobody, what depends on the moment. */
  | { verdict: 'open' };
