import type { Json } from '../contract/document.ts';
import { type Answer, answerOf } from './answer.ts';

/** Problem details (RFC 9457), for what is no API's business. */
export function problemAnswer(
  status: number,
  title: string,
  detail: string,
  more: { [key: string]: Json } = {},
): Answer {
  const body = { type: 'about:blank', title, status, detail, ...more };
  return answerOf(
    { status, headers: [], type: 'application/problem+json', body },
    [['Access-Control-Allow-Origin', '*']],
    { contract: undefined, operation: undefined, why: detail, lasting: false },
  );
}
