import type { IncomingMessage } from 'node:http';
import { refuse } from '../contract/failures.ts';

/** The caller hung up before its request was complete: there is nobody to answer. */
export class CallerGone extends Error {
  override name = 'CallerGone';
}

export interface BodyLimits {
  /** Octets at most. */
  octets: number;
  /** Milliseconds without a single octet, after which the body counts as abandoned. */
  stallMs: number;
}

/** Whether the request announces a body (RFC 9112, section 6). */
export function announcesBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}

/**
 * Reads a body whole, within limits. What comes after a refusal is read and thrown away, so that the answer arrives.
 * @throws Refusal bodyTooLarge or bodyIncomplete.
 * @throws CallerGone
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = (): Error =>
      refuse('bodyTooLarge', ['body'], `The body is larger than ${limits.octets} octets, which is the most for this operation.`);
    if (Number(request.headers['content-length'] ?? 0) > limits.octets) {
      request.resume();
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let octets = 0;
    const leave = (error: Error): void => {
      clearTimeout(stalled);
      request.removeAllListeners('data');
      request.resume();
      reject(error);
    };
    const stalled = setTimeout(
      () => leave(refuse('bodyIncomplete', ['body'], `The body stopped arriving after ${octets} octets; waited ${limits.stallMs} ms for more.`)),
      limits.stallMs,
    );
    request.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      if (octets > limits.octets) {
        leave(tooLarge());
        return;
      }
      chunks.push(chunk);
      stalled.refresh();
    });
    request.once('end', () => {
      clearTimeout(stalled);
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, octets));
    });
    request.once('error', () => leave(new CallerGone()));
    request.once('close', () => {
      clearTimeout(stalled);
      reject(new CallerGone());
    });
  });
}
