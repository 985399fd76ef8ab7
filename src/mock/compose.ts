import type { Json } from '../contract/document.ts';
import { forwarded } from '../contract/location.ts';
import { appliedText } from '../contract/preference.ts';
import { rehost, rehostAll } from '../contract/rehost.ts';
import { headersOf, type Reply, scopeHeaders } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Choice } from './choice.ts';
import { likeExamples } from './likeness.ts';
import type { Prism } from './prism.ts';
import type { Verdict } from './verdict.ts';

export interface ComposeOptions {
  /** Leave the hosts of pictures as the contract has them. */
  keepOrigins: boolean;
}

/** The reply that a verdict leads to: Prism's answer, real pictures in the place of named ones, the query passed on. */
export async function compose(
  request: ApiRequest,
  verdict: Verdict,
  prism: Prism,
  options: ComposeOptions,
): Promise<Reply> {
  const { choice, preference, credential } = verdict;
  const { response, example } = choice;
  const answer = await prism.answerFor(request.operation, choice);
  const hosted = (url: string): string => (options.keepOrigins ? url : rehost(request.contract, url, request.origin));
  // A failure speaks of the credential of its example, and nobody knows the scopes of any token.
  const isAboutCaller = response.status < 400 && !choice.prism.dynamic && credential.credential !== '';
  const known = { ...answer.headers, ...(isAboutCaller ? scopeHeaders(response, credential) : {}) };
  const headers = headersOf(response, example, known).map(([name, value]): [string, string] => [
    name,
    forwarded(response, name, hosted(value), request.search),
  ]);
  if (preference !== undefined) headers.push(['Preference-Applied', appliedText(preference)]);
  return {
    status: answer.status,
    headers,
    type: response.media?.type,
    body: bodyOf(request, choice, answer.body, options),
  };
}

/**
 * What a reply depends on once its verdict is known. Two requests with one verdict and the same circumstances get the
 * same bytes. Undefined where the answer is made up anew each time.
 */
export function verdictKey(
  { operation, origin, search }: ApiRequest,
  { choice, preference, credential }: Verdict,
): string | undefined {
  const { response, example, prism } = choice;
  if (prism.dynamic && prism.seed === undefined) return undefined;
  const declared = [...response.headers.values()];
  const scopes = declared.some(({ listsScopes }) => listsScopes) ? credential.scopes.join() : '';
  const forwards = declared.some(({ forwardsQueryExcept }) => forwardsQueryExcept !== undefined);
  const wish = preference === undefined ? '' : appliedText(preference);
  return [
    operation.api,
    operation.id,
    response.status,
    example,
    wish,
    origin,
    choice.why,
    scopes,
    forwards ? search : '',
  ].join('\n');
}

function bodyOf(
  { contract, origin }: ApiRequest,
  { response, example }: Choice,
  body: Json | undefined,
  options: ComposeOptions,
): Json | undefined {
  if (response.media === undefined || body === undefined) return undefined;
  const pictured =
    example === undefined ? likeExamples(contract, response.status, body, response.media.examples.values()) : body;
  return options.keepOrigins ? pictured : rehostAll(contract, pictured, origin);
}
