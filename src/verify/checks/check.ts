import type { AnswerCheck, AnswerViolation } from '../../contract/conformance.ts';
import type { Observation } from '../observation.ts';
import type { Subject } from '../subject.ts';
import type { WireAnswer } from '../wire.ts';
import type { CheckName } from './names.ts';

/** What is wrong, before it becomes a finding. */
export interface Problem {
  /** What came, in words; without it the answer in short. */
  came?: string;
  /** What the contract promises, in words. */
  promised: string;
  /** JSON pointer into the bundled contract; without it the operation. */
  pointer?: string;
}

/** An observation whose answer came. */
export interface Answered extends Observation {
  answer: WireAnswer;
  /** What the contract's own judge of answers says; worked out once for all checks. */
  violations: readonly AnswerViolation[];
}

/** Something that every answer is held against. */
export interface Check {
  name: CheckName;
  /** Whether the check has anything to say of this observation at all. */
  concerns(observation: Answered): boolean;
  /** What is wrong with it; nothing when all is well. */
  problemsOf(observation: Answered, subject: Subject): readonly Problem[];
}

/** A check that tells what the judge of answers found of these kinds. */
export function conformanceCheck(name: CheckName, ...kinds: AnswerCheck[]): Check {
  return {
    name,
    concerns: ({ operation, violations }) => operation !== undefined || violations.length > 0,
    problemsOf: ({ violations }) =>
      violations
        .filter(({ check }) => kinds.includes(check))
        .map(({ message, pointer }): Problem => ({ promised: message, pointer })),
  };
}

/** Letters of a body that are shown. */
const SHOWN = 240;

/** An answer in short: `401 application/json {"error":"…"}`. */
export function inShort({ status, headers, body }: WireAnswer): string {
  const type = String(headers['content-type'] ?? '');
  const isText = /json|text|xml|^$/.test(type);
  const text = isText ? body.toString().replace(/\s+/g, ' ') : `${body.length} octets`;
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return [status, type, cut].filter((part) => part !== '').join(' ');
}
