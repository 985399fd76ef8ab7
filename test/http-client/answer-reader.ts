import type { Answered } from '../exchange.ts';
import { type Head, readHead } from '../hostile/http-answer.ts';

/** How a body ends: after so many octets, with its last chunk, or with the connection. */
type Framing = number | 'chunks' | 'connection';

/** A whole one, and how many octets it took on the way. */
interface Body {
  body: Buffer;
  length: number;
}

/** Reads the octets of a connection, as they come, for the answer to one request. */
export class AnswerReader {
  readonly #method: string;
  #head: Head | undefined;
  #framing: Framing = 'connection';
  /** All that came and is not read: of the head, or the whole body. */
  #octets: Buffer[] = [];
  #length = 0;
  #hasMore = false;

  constructor(method: string) {
    this.#method = method;
  }

  /** Whether another answer may come over the connection, once this one is whole. */
  get isReusable(): boolean {
    return !this.#hasMore && !/\bclose\b/i.test(this.#head?.headers['connection'] ?? '');
  }

  /**
   * Takes the next octets; gives the answer once it is whole.
   * @throws Error for what is no answer.
   */
  take(octets: Buffer): Answered | undefined {
    this.#octets.push(octets);
    this.#length += octets.length;
    this.#head ??= this.#readHead();
    const read = this.#head && this.#readBody();
    return read && this.#answer(read);
  }

  /** The answer that lasted until the end of the connection, if one did. */
  end(): Answered | undefined {
    return this.#framing === 'connection' ? this.#answer({ body: this.#all(), length: this.#length }) : undefined;
  }

  /** Interim answers are followed by the real one. */
  #readHead(): Head | undefined {
    for (;;) {
      const octets = this.#all();
      const head = readHead(octets);
      if (head === undefined) return undefined;
      if ('fault' in head) throw unreadable(head.fault);
      if (head.status === 101) throw unreadable('another protocol from now on');
      const rest = octets.subarray(head.length);
      this.#octets = [rest];
      this.#length = rest.length;
      if (head.status < 200) continue;
      this.#framing = framingOf(this.#method, head);
      return head;
    }
  }

  #readBody(): Body | undefined {
    if (this.#framing === 'connection') return undefined;
    if (this.#framing === 'chunks') return bodyInChunks(this.#all());
    return this.#length < this.#framing
      ? undefined
      : { body: this.#all().subarray(0, this.#framing), length: this.#framing };
  }

  #answer({ body, length }: Body): Answered | undefined {
    if (this.#head === undefined) return undefined;
    const { status, headers, rawHeaders } = this.#head;
    this.#hasMore = this.#length > length;
    return { status, headers, rawHeaders, body };
  }

  #all(): Buffer {
    if (this.#octets.length !== 1) this.#octets = [Buffer.concat(this.#octets)];
    return this.#octets[0] as Buffer;
  }
}

function framingOf(method: string, { status, headers }: Head): Framing {
  if (method === 'HEAD' || status === 204 || status === 304) return 0;
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  if (coding !== undefined && length === undefined) return 'chunks';
  if (coding !== undefined || !/^\d*$/.test(length ?? '')) throw unreadable(`a length of ${length}, ${coding}`);
  return length === undefined ? 'connection' : Number(length);
}

/** Undefined where the last chunk is not there yet. */
function bodyInChunks(octets: Buffer): Body | undefined {
  const data: Buffer[] = [];
  for (let at = 0; ; ) {
    const chunk = chunkAt(octets, at);
    if (chunk === undefined) return undefined;
    at = chunk.next;
    if (chunk.data.length === 0) return { body: Buffer.concat(data), length: at };
    data.push(chunk.data);
  }
}

/** The chunk that begins here, and where the next one does; undefined where it is not all there. */
function chunkAt(octets: Buffer, at: number): { data: Buffer; next: number } | undefined {
  const lineEnd = octets.indexOf('\r\n', at);
  if (lineEnd < 0) return undefined;
  const line = octets.toString('latin1', at, lineEnd);
  if (!/^[0-9a-f]+(;.*)?$/i.test(line)) throw unreadable(`no chunk: ${line.slice(0, 80)}`);
  const size = Number.parseInt(line, 16);
  const end = lineEnd + 2 + size;
  // Behind the last one there may be trailers, up to an empty line.
  const [closing, from] = size > 0 ? ['\r\n', end] : ['\r\n\r\n', lineEnd];
  const closedAt = octets.indexOf(closing, from);
  if (closedAt > end && size > 0) throw unreadable('a chunk that is longer than it says');
  return closedAt < 0 ? undefined : { data: octets.subarray(lineEnd + 2, end), next: closedAt + closing.length };
}

function unreadable(why: string): Error {
  return new Error(`The answer cannot be read: ${why}`);
}
