import type { CheckName } from '../../../src/verify/checks/names.ts';
import type { Copy } from './copy.ts';

/** A bug, planted into a copy of the reference server. */
export interface Animal {
  /** What is wrong, in words. */
  title: string;
  /** The operation that shows it. */
  operation: string;
  /** The check that has to find it. */
  check: CheckName;
  /** The bug. */
  plant(copy: Copy): void;
  /** Patience for an answer, where none comes. */
  timeoutMs?: number;
}
