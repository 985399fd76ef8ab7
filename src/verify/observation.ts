import type { Contract, Operation } from '../contract/contract.ts';
import type { Case } from './case.ts';
import type { Expectation } from './expectation.ts';
import type { Exchange } from './wire.ts';

/** What was asked, what had to come, and what came. */
export interface Observation {
  contract: Contract;
  /** The operation that the request leads to; undefined for a path or method that the contract does not have. */
  operation: Operation | undefined;
  /** What was tried; undefined for recorded traffic. */
  tried: Case | undefined;
  expectation: Expectation;
  exchange: Exchange;
}
