/** A part as it is written into a form: its header lines, an empty line, its content. */
export interface FormPart {
  head: string[];
  content: string | Buffer;
}

export interface Form {
  boundary?: string;
  /** Between header lines, after them, and around delimiters. */
  newline?: string;
  preamble?: string;
  epilogue?: string;
  /** The closing delimiter; `''` leaves it out. */
  closing?: string;
}

export const BOUNDARY = 'portrait-boundary';

/** The octets of a multipart form, well-formed or as wrong as it is asked for. */
export function formBytes(parts: readonly FormPart[], form: Form = {}): Buffer {
  const {
    boundary = BOUNDARY,
    newline = '\r\n',
    preamble = '',
    epilogue = '',
    closing = `--${boundary}--${newline}`,
  } = form;
  const pieces = parts.flatMap(({ head, content }) => [
    `--${boundary}${newline}`,
    ...head.map((line) => `${line}${newline}`),
    newline,
    content,
    newline,
  ]);
  const octets = (piece: string | Buffer): Buffer => (typeof piece === 'string' ? Buffer.from(piece) : piece);
  return Buffer.concat([preamble, ...pieces, closing, epilogue].map(octets));
}

/** A file part, its name and file name as they are, not escaped. */
export function filePart(name: string, type: string, content: string | Buffer, filename = `${name}.jpg`): FormPart {
  return {
    head: [`Content-Disposition: form-data; name="${name}"; filename="${filename}"`, `Content-Type: ${type}`],
    content,
  };
}

/** A text field. */
export function fieldPart(name: string, content: string): FormPart {
  return { head: [`Content-Disposition: form-data; name="${name}"`], content };
}
