/** A body that is being held back, as it was handed over, piece by piece. */
export class HeldBody {
  octets = 0;
  #only: string | Buffer = '';
  #pieces: Buffer[] | undefined;

  /** Adds the piece that is the last; it is kept as it is. */
  close(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): void {
    const piece = typeof chunk === 'string' && isUtf8(encoding) ? chunk : bufferOf(chunk, encoding);
    if (this.octets === 0) {
      this.#only = piece;
      this.octets = Buffer.byteLength(piece);
    } else {
      this.#add(bufferOf(piece, undefined));
    }
  }

  /** Adds a piece whose memory may be used for the next. */
  add(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): void {
    this.#add(typeof chunk === 'string' ? bufferOf(chunk, encoding) : Buffer.from(chunk));
  }

  /** All of it: text where it came as one text. */
  whole(): string | Buffer {
    if (this.#pieces !== undefined) {
      this.#only = this.#pieces.length === 1 && this.#pieces[0] ? this.#pieces[0] : Buffer.concat(this.#pieces);
      this.#pieces = undefined;
    }
    return this.#only;
  }

  clear(): void {
    this.octets = 0;
    this.#only = '';
    this.#pieces = undefined;
  }

  #add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.octets += piece.length;
    this.#pieces ??= [];
    this.#pieces.push(piece);
  }
}

function isUtf8(encoding: BufferEncoding | undefined): boolean {
  return encoding === undefined || encoding === 'utf8' || encoding === 'utf-8';
}

function bufferOf(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
