import type { Contract, Operation } from '../contract/contract.ts';
import type { FailureKind, Violation } from '../contract/failures.ts';
import type { Reply } from '../contract/reply.ts';

/** An answer as it goes out, byte for byte, and what the log and the journal say of it. */
export interface Answer {
  status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  head: string[];
  /** Text, or the bytes of a picture; empty where there is no body. */
  body: string | Buffer;
  /** Of a text; `latin1` where it is ASCII, which Node writes fastest, in one piece with the header. */
  encoding: BufferEncoding;
  contract: Contract | undefined;
  operation: Operation | undefined;
  /** Why it is this answer, for a person. */
  why: string;
  /** Of a refusal. */
  refused: FailureKind | undefined;
  violations: readonly Violation[];
  /** Whether the same request may get the same bytes again without being judged. */
  lasting: boolean;
}

/** What an answer has besides a reply. */
export type Circumstances = Pick<Answer, 'contract' | 'operation' | 'why'> & Partial<Answer>;

const ASCII = /^[\x20-\x7e]*$/;

/** Octets of `sl-violations` at most: clients stop reading headers somewhere above. */
const MAX_VIOLATIONS_BYTES = 4_000;

/**
 * Turns a reply into bytes. `extra` headers (CORS, what the mock says of itself) come after the contract's own
 * and give way to them.
 */
export function answerOf(reply: Reply, extra: [string, string][], about: Circumstances): Answer {
  const body = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const head: string[] = [];
  const named = new Set<string>();
  const add = (name: string, value: string): void => {
    const key = name.toLowerCase();
    if (named.has(key)) return;
    named.add(key);
    head.push(name, headerSafe(value));
  };
  if (reply.type !== undefined) add('Content-Type', reply.type);
  if (reply.status !== 204) add('Content-Length', String(Buffer.byteLength(body)));
  for (const [name, value] of [...reply.headers, ...extra]) add(name, value);
  const encoding = ASCII.test(body) ? 'latin1' : 'utf8';
  return { status: reply.status, head, body, encoding, refused: undefined, violations: [], lasting: true, ...about };
}

/** The names and values of a head, which has them in turn, as pairs. */
export function pairsIn(head: readonly string[]): [name: string, value: string][] {
  return head.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, head[index + 1] ?? '']] : []));
}

/** The `sl-violations` header, as Prism names it: JSON, cut to whole entries where it would grow too long. */
export function violationsHeader(violations: readonly Violation[]): [string, string] {
  const shown: Violation[] = [];
  let octets = 0;
  for (const violation of violations) {
    const short = { ...violation, message: cut(violation.message) };
    octets += asciiJson(short).length + 1;
    if (octets > MAX_VIOLATIONS_BYTES) break;
    shown.push(short);
  }
  return ['sl-violations', asciiJson(shown)];
}

function cut(message: string): string {
  return message.length > 400 ? `${message.slice(0, 400)}…` : message;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Header values are Latin-1 without control characters (RFC 9110, section 5.5). */
function headerSafe(value: string): string {
  return value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
