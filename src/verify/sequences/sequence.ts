import type { Operation } from '../../contract/contract.ts';
import type { CaseSource } from '../case.ts';
import type { Problem } from '../checks/check.ts';
import type { CheckName } from '../checks/names.ts';
import type { Observation } from '../observation.ts';
import type { Subject } from '../subject.ts';
import type { WireAnswer, WireRequest } from '../wire.ts';

/** What one step of a sequence brought. */
export interface Step {
  observation: Observation;
  answer: WireAnswer | undefined;
}

/** By what a sequence asks and tells. */
export interface SequenceTools {
  subject: Subject;
  operation: Operation;
  origin: string;
  /**
   * Sends a request in the sequence's own session; the answer by itself is checked like any other. `tolerates` are
   * statuses that are right after what came before.
   */
  ask(title: string, request: WireRequest, tolerates?: readonly number[]): Promise<Step>;
  /** Counts a check; with a problem it is a finding, shown by these steps. */
  tell(check: CheckName, steps: readonly Step[], problem?: Problem): void;
}

/** Several requests that mean something together. */
export interface Sequence {
  name: string;
  /** Where it comes from, if not from `sequences/`. */
  source?: CaseSource;
  /** Whether the operation has such a sequence. */
  concerns(subject: Subject, operation: Operation): boolean;
  /** Whether it changes something on the server. */
  writes: boolean;
  /** Whether it needs a server that remembers. */
  needsMemory: boolean;
  /** Whether others would suffer from it: then it is for servers that have sessions. */
  spoilsSession?: boolean;
  run(tools: SequenceTools): Promise<void>;
}
