import { createHash } from 'node:crypto';

/** The entity tag of a picture's bytes: strong, quoted. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}
