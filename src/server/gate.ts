import type { ServerResponse } from 'node:http';
import { type GateOptions, HeldAnswer, type JudgeAnswer, type OnViolation } from './gate/held-answer.ts';
import { override } from './gate/overrides.ts';

export type { GateOptions, JudgeAnswer, OnViolation, Replacement } from './gate/held-answer.ts';

const MEBIBYTE = 1024 * 1024;

const DEFAULTS: GateOptions = {
  maxOctets: 16 * MEBIBYTE,
  timeoutMs: 60_000,
  end: (response, body, encoding = 'utf8') => void response.end(body, encoding),
};

/** A response behind the gate. */
export interface Gate {
  /**
   * Gives up an answer of which a part may have been said, as after an error: it is a violation, and replaced as such.
   * Without a replacement the connection is cut. False when the answer has left, or the caller has.
   */
  giveUp(reason: unknown): boolean;
  /**
   * Answers whole: `head` is names and values in turn. The same as `writeHead` and `end`, but short: what is right leaves as
   * it is, without being taken apart and put together again.
   */
  send(status: number, head: string[], body: string | Buffer, encoding: BufferEncoding): void;
}

/**
 * Holds back all that a response says, by whatever method, until its end; then `judge` decides on the whole: status,
 * headers, octets. What passes leaves as one head and one body. What does not is told to `onViolation`, and leaves
 * nonetheless unless that has a replacement. To be put up before anything is said.
 *
 * Not seen: what is written to the socket itself.
 */
export function guard(
  response: ServerResponse,
  judge: JudgeAnswer,
  onViolation: OnViolation,
  options: Partial<GateOptions> = {},
): Gate {
  const answer = new HeldAnswer(response, judge, onViolation, { ...DEFAULTS, ...options });
  override(response, answer);
  return {
    giveUp(reason) {
      if (answer.stage !== 'holding' || response.destroyed) return false;
      response.destroy(reason instanceof Error ? reason : undefined);
      return true;
    },
    send(status, head, body, encoding) {
      if (answer.leavesWhole(status, head, body, encoding)) return;
      response.writeHead(status, head);
      response.end(body, encoding);
    },
  };
}
