import busboy from 'busboy';
import { refuse } from './failures.ts';

/** One part of a multipart form (RFC 7578), read whole. */
export interface Part {
  name: string;
  kind: 'file' | 'field';
  filename: string | undefined;
  /** The declared media type, lower case, without parameters. */
  type: string;
  bytes: Buffer;
}

/** Of all forms: more parts, and more header lines of a part, than any form of these APIs has use for. */
export const FORM_LIMITS = { parts: 32, headerPairs: 32 };

/**
 * The media type of a form with its boundary and nothing else, so that all parsers see the same; without one where it
 * has none that RFC 2046 (5.1.1) allows.
 */
export function formType(contentType: string): string {
  const [, quoted, bare] = /;\s*boundary=(?:"([^";\\]*)"|([^";\s]*))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare ?? '';
  return boundary === '' ? 'multipart/form-data' : `multipart/form-data; boundary="${boundary}"`;
}

/**
 * Takes a multipart body apart, by the parser that multer uses as well.
 * @throws Refusal formMalformed for a missing boundary, a broken part or an early end.
 */
export function partsOf(body: Buffer, contentType: string): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const malformed = (reason: string): void =>
      reject(refuse('formMalformed', ['body'], `The multipart form cannot be read: ${reason}.`));
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: { 'content-type': formType(contentType) },
        defParamCharset: 'utf8',
        // Reaching its limit is what the parser reports, by the delimiter behind the last part.
        limits: {
          parts: FORM_LIMITS.parts + 1,
          headerPairs: FORM_LIMITS.headerPairs,
          fieldSize: Number.POSITIVE_INFINITY,
        },
      });
    } catch (error) {
      malformed((error as Error).message.replace(/^Multipart: /, '').replace(/^B/, 'b'));
      return;
    }
    const parts: Part[] = [];
    const add = (part: Omit<Part, 'name'>, name: string | undefined): void => {
      if (name === undefined) malformed('a part has no name');
      else parts.push({ name, ...part });
    };
    parser.on('file', (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // An early end is reported by the form as a whole, below.
      stream.on('error', () => {});
      stream.on('end', () => {
        // Without a file name it is a browser's file input in which no file was chosen.
        if (filename) add({ kind: 'file', filename, type: mimeType.toLowerCase(), bytes: Buffer.concat(chunks) }, name);
      });
    });
    // A text in a charset that nobody knows has no value.
    parser.on('field', (name, value: string | undefined, { mimeType }) =>
      add({ kind: 'field', filename: undefined, type: mimeType.toLowerCase(), bytes: Buffer.from(value ?? '') }, name),
    );
    parser.on('partsLimit', () => malformed(`more than ${FORM_LIMITS.parts} parts`));
    parser.on('error', (error) =>
      malformed((error as Error).message.replace(/^[A-Z]/, (letter) => letter.toLowerCase())),
    );
    parser.on('close', () => resolve(parts));
    parser.end(body);
  });
}
