import type { Contract, Operation } from '../contract/contract.ts';
import type { WireRequest } from './wire.ts';

/** Where a case comes from; a folder or file of `cases/` each. */
export type CaseSource =
  | 'examples'
  | 'parameters'
  | 'bodies'
  | 'uploads'
  | 'security'
  | 'routes'
  | 'failures'
  | 'fuzz'
  | 'sequences'
  | 'workflows'
  | 'recorded';

/** One request to try. What it has to be answered with is for the contract to say (`expectation.ts`). */
export interface Case {
  contract: Contract;
  /** The operation that it is about, even where it asks for another method or path. */
  operation: Operation;
  source: CaseSource;
  /** What is particular about it, in words. */
  title: string;
  request: WireRequest;
  /** Statuses that would be right as well, since something beyond the contract decides: the web, somebody's state. */
  tolerates?: readonly number[];
}
