/** An answer as it leaves a server, or as it came from one. */
export interface JudgedAnswer {
  /** Of its request; the answer to HEAD has no body. */
  method: string;
  status: number;
  /** By lower-case name; an array where a header was sent more than once. */
  headers: Readonly<Record<string, number | string | readonly string[] | undefined>>;
  /** The octets, or the text that UTF-8 makes octets of. */
  body: Buffer | string;
}

/**
 * What is held against the contract. Those from `size` on are seen by a server's own gate only: it knows what its
 * handlers tried to send.
 */
export type AnswerCheck =
  | 'status'
  | 'header'
  | 'mediaType'
  | 'charset'
  | 'json'
  | 'schema'
  | 'emptyBody'
  | 'pictureBytes'
  | 'length'
  /** More octets than may be held back to be judged. */
  | 'size'
  | 'trailer'
  /** Nothing was sent, in time or at all. */
  | 'unanswered'
  /** Given up after a part of it. */
  | 'incomplete'
  /** Something was sent after the end. */
  | 'afterEnd'
  /** The judge itself failed. */
  | 'unjudged';

/** One way in which an answer breaks its contract. */
export interface AnswerViolation {
  check: AnswerCheck;
  /** For a person: what came, and what was expected. */
  message: string;
  /** JSON pointer to the deepest place of the bundled document that is broken; empty where it is no place in particular. */
  pointer: string;
  /** Where in the answer: a header's name, or a JSON pointer into the body. */
  place?: string;
}
