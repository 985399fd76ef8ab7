import type { Json, TestCredential } from '../contract/document.ts';
import { appliedText, QUERY_NAMES } from '../contract/preference.ts';
import { rehost, rehostAll } from '../contract/rehost.ts';
import { headersOf, type Reply } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { Choice } from './choice.ts';
import type { Verdict } from './judge.ts';
import { likeExamples } from './likeness.ts';
import type { Prism } from './prism.ts';

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
  const headers = headersOf(response, example, answer.headers).map(([name, value]): [string, string] => {
    const scopes = scopesFor(choice, name, credential);
    return [name, scopes ?? withQuery(request, choice, name, hosted(value))];
  });
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

/** The scopes of the caller, where a success lists them; a failure speaks of the token of its example. */
function scopesFor(
  { response, prism }: Choice,
  name: string,
  { scopes, credential }: TestCredential,
): string | undefined {
  const lists = response.headers.get(name.toLowerCase())?.listsScopes === true;
  return lists && response.status < 400 && !prism.dynamic && credential !== '' ? scopes.join(',') : undefined;
}

/** A redirect to an image takes the query along (seed 004), without what is a secret or speaks to the mock. */
function withQuery(request: ApiRequest, { response }: Choice, name: string, value: string): string {
  const withheld = response.headers.get(name.toLowerCase())?.forwardsQueryExcept;
  if (withheld === undefined) return value;
  const query = new URLSearchParams(request.query);
  for (const parameter of [...withheld, ...QUERY_NAMES]) query.delete(parameter);
  return query.size === 0 ? value : `${value}${value.includes('?') ? '&' : '?'}${query}`;
}
