import type { IncomingMessage } from 'node:http';
import { pictureResponse, type ServedPicture } from '../http/picture-response.ts';
import { type Answer, answerOf } from './answer.ts';
import { isPreflight } from './cors.ts';
import { problemAnswer } from './problem.ts';

/** The answer to whatever is asked of a picture: GET and HEAD, conditional and in parts. */
export function pictureAnswer(request: IncomingMessage, picture: ServedPicture): Answer {
  const { status, headers, body } = pictureResponse(request.method ?? '', request.headers, picture);
  return {
    status,
    head: headers.flat(),
    body,
    encoding: 'latin1',
    contract: undefined,
    operation: undefined,
    why: `picture, ${picture.type}`,
    refused: undefined,
    violations: [],
    lasting: false,
  };
}

/** The answer to anything but GET and HEAD at a picture's path; scripts that follow a redirect may ask beforehand. */
export function pictureOnlyAnswer(request: IncomingMessage): Answer {
  const about = { contract: undefined, operation: undefined, why: 'a picture has GET and HEAD', lasting: false };
  if (!isPreflight(request)) {
    const answer = problemAnswer(405, 'Method Not Allowed', 'A picture has GET and HEAD.');
    return { ...answer, head: [...answer.head, 'Allow', 'GET, HEAD'] };
  }
  const headers: [string, string][] = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'GET, HEAD'],
    ['Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*'],
  ];
  return answerOf({ status: 204, headers, type: undefined, body: undefined }, [], about);
}
