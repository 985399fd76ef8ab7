import type { Contract, Operation } from '../contract/contract.ts';
import type { Place } from '../contract/source-places.ts';
import type { CheckName } from './checks/names.ts';
import type { Conclusion } from './conclusion.ts';
import type { Exchange } from './wire.ts';

/** One way in which a server does not hold the contract. */
export interface Finding {
  check: CheckName;
  api: string;
  /** The operationId; undefined where the finding is about no operation. */
  operation: string | undefined;
  /** `DELETE /api/v1/profile/avatar`, as in the contract. */
  endpoint: string | undefined;
  /** What was tried, in words: `credential rob-revoked`. */
  title: string;
  /** What came, in words. */
  came: string;
  /** What the contract promises, in words. */
  promised: string;
  /** JSON pointer into the bundled contract, and where that stands in its source. */
  pointer: string;
  place: Place | undefined;
  /** Of the run. */
  seed: number;
  /** The exchanges that show it, the last one being the one at fault. Credentials are veiled unless they are test ones. */
  exchanges: readonly Exchange[];
  /** A line for a shell that sends the last exchange's request again; after `setup` lines where there are any. */
  curl: string;
  /** How often the same was found; only the first is kept. */
  times: number;
}

/** What was tried of one operation by one check. */
export interface Tally {
  api: string;
  operation: string;
  check: CheckName;
  passed: number;
  failed: number;
}

/** What was wrong once, and right when it was asked for again. */
export type Unsteady = Pick<Finding, 'api' | 'operation' | 'check' | 'title'>;

/** What a run came to. */
export interface Summary {
  /** Of the server under test. */
  origin: string;
  /** `portrait` and its version, where the server says so. */
  server: string | undefined;
  seed: number;
  startedAt: Date;
  tookMs: number;
  contracts: readonly Contract[];
  /** Exchanges in all. */
  exchanges: number;
  findings: readonly Finding[];
  tallies: readonly Tally[];
  /** What was left out, and why: no credential, not allowed to write, time over. */
  notes: readonly string[];
  conclusion: Conclusion;
}

/** `api operationId`. */
export function operationName({ api, id }: Operation): string {
  return `${api} ${id}`;
}
