import type { IncomingMessage } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import { type Answer, answerOf } from './answer.ts';

/** What scripts of another origin get to read besides the contract's own headers. */
const OURS = ['Preference-Applied', 'sl-violations'];

/** Whether a browser asks for leave to send a request (Fetch standard, CORS-preflight request). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** The headers that let scripts of another origin read an answer; none where the API has no CORS. */
export function corsHeaders({ cors }: Contract, { headers }: IncomingMessage): [string, string][] {
  if (cors === undefined || headers.origin === undefined) return [];
  return [
    ['Access-Control-Allow-Origin', cors.allowOrigin],
    ['Access-Control-Expose-Headers', [...(cors.exposeHeaders ?? []), ...OURS].join(', ')],
  ];
}

/** The answer to a preflight, as the contract's `x-cors` has it; undefined where the API has no CORS. */
export function preflightAnswer(contract: Contract, request: IncomingMessage): Answer | undefined {
  const { cors } = contract;
  if (cors === undefined) return undefined;
  const asked = request.headers['access-control-request-headers'];
  const headers: [string, string][] = [
    ['Access-Control-Allow-Methods', cors.allowMethods.join(', ')],
    ['Access-Control-Allow-Headers', cors.allowHeaders === '*' ? (asked ?? '*') : cors.allowHeaders],
  ];
  if (cors.maxAge !== undefined) headers.push(['Access-Control-Max-Age', String(cors.maxAge)]);
  return answerOf(
    { status: cors.preflightStatus, headers: [], type: undefined, body: undefined },
    [...corsHeaders(contract, request), ...headers],
    { contract, operation: undefined, why: 'CORS preflight', lasting: false },
  );
}
