import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../contract/failures.ts';

/** Octets of the request target and all header lines at most; more is answered with the API's own 400. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADER_LINES = 200;

/** The refusal of a header that is too large, or nothing. */
export function headerOverflow({ rawHeaders, url = '' }: IncomingMessage): Refusal | undefined {
  let octets = url.length;
  for (let index = 0; index < rawHeaders.length; index++) octets += (rawHeaders[index] as string).length + 2;
  if (octets <= MAX_HEADER_BYTES && rawHeaders.length <= 2 * MAX_HEADER_LINES) return undefined;
  return refuse(
    'requestMalformed',
    ['header'],
    `The header has more than ${MAX_HEADER_LINES} lines or ${MAX_HEADER_BYTES} octets.`,
  );
}
