/** Whoever judges our contracts and servers from outside. */
export const JUDGES = ['prism', 'schemathesis', 'masto'] as const;

export type Judge = (typeof JUDGES)[number];

/** Something that an outside judge does not find right. */
export interface JudgeFinding {
  judge: Judge;
  /** Which of our servers was asked. */
  server: 'mock' | 'serve';
  api: string;
  /** The operationId, or method and path where there is none. */
  operation: string;
  /** What the judge calls that which was broken. */
  check: string;
  /** What it says, and what came, on one line. */
  text: string;
}

/** A judge's part of a run. */
export interface Judged {
  judge: Judge;
  findings: JudgeFinding[];
  /** How much was judged, for people: `5,462 exchanges`. */
  amount: string;
  /** Why it could not judge; the findings are worth nothing then. */
  absent?: string;
}
