import type { AnswerCheck, JudgedAnswer } from './answer.ts';
import { headerText } from './headers.ts';

/** A violation without its place in the contract. */
export interface Finding {
  check: AnswerCheck;
  message: string;
  place?: string;
}

const NO_CONTENT = 204;
const NOT_MODIFIED = 304;

/** Whether an answer with this status never has a body, whatever the contract says (RFC 9110, section 6.4.1). */
export function isBodiless(status: number): boolean {
  return status < 200 || status === NO_CONTENT || status === NOT_MODIFIED;
}

export function octetsOf(body: JudgedAnswer['body']): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

/** What is wrong with the length that an answer announces (RFC 9112, section 6). */
export function lengthFinding({ method, status, headers, body }: JudgedAnswer): Finding | undefined {
  const text = headerText(headers['content-length']);
  if (text === undefined) return undefined;
  const finding = (message: string): Finding => ({ check: 'length', message, place: 'Content-Length' });
  if (!/^\d+$/.test(text)) return finding(`Content-Length is “${text.slice(0, 60)}”, which is no length.`);
  if (headers['transfer-encoding'] !== undefined)
    return finding('Content-Length and Transfer-Encoding exclude each other.');
  if (status < 200 || status === NO_CONTENT) return finding(`Content-Length in a ${status}, which has no body.`);
  if (method === 'HEAD' || status === NOT_MODIFIED) return undefined;
  const octets = octetsOf(body);
  if (Number(text) === octets) return undefined;
  return finding(`Content-Length is ${text}, but the body has ${octets} octets.`);
}
