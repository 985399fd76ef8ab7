import type { DeclaredResponse } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import type { Fault } from '../contract/fault.ts';
import { rateHeaders } from '../contract/limits.ts';
import { forwarded } from '../contract/location.ts';
import { appliedText, type Preference } from '../contract/preference.ts';
import { type Circumstances, headersOf, type Reply, scopeHeaders } from '../contract/reply.ts';
import type { ApiRequest } from '../contract/request.ts';
import { subjectAbsent } from '../contract/subjects.ts';
import type { Storage } from '../storage/storage.ts';
import type { Checked } from './handler.ts';
import type { Judgement } from './judgements.ts';
import type { ServedApi } from './parts.ts';
import { worldOf } from './world.ts';

/**
 * The reply of the API's own handler, in the world of a session.
 * @throws Refusal for what only the state can tell
 */
export async function handledReply(
  { api, behaviour, seed, tools }: ServedApi,
  storage: Storage,
  session: string,
  asked: ApiRequest,
  { judged: { credential, subject, sent, picture }, path, query }: Judgement,
  so: Circumstances,
): Promise<Reply> {
  const { operation, origin } = asked;
  const handler = behaviour.handlers[operation.id];
  if (handler === undefined) throw new Error(`${operation.id} has no handler.`);
  const checked = { path, query, body: sent.json, picture, caller: credential, subject: subject ?? '', origin };
  const world = worldOf<object>(storage, session, api.name, seed, (id) => subjectAbsent(operation, id));
  const success = await handler(checked as Checked<unknown>, world, tools);
  const response = operation.responses.get(success.status);
  if (response === undefined) throw new Error(`${operation.id} does not declare ${success.status}.`);
  const values = { ...circumstantial(response, so), ...scopeHeaders(response, credential) };
  for (const [name, value] of Object.entries(success.headers ?? {}))
    values[name] = forwarded(response, name, value, asked.search);
  return {
    status: success.status,
    headers: headersOf(response, undefined, values),
    type: response.media?.type,
    body: success.body as Json | undefined,
  };
}

/** A failure that was wished for: the contract's example of it. */
export function faultReply({ response, example }: Fault, preference: Preference, so: Circumstances): Reply {
  return {
    status: response.status,
    headers: [
      ...headersOf(response, example, circumstantial(response, so)),
      ['Preference-Applied', appliedText(preference)],
    ],
    type: response.media?.type,
    body: response.media?.examples.get(example ?? '')?.value,
  };
}

/** Values of headers that follow from the circumstances: ids, what is left of the rate limit. */
function circumstantial(response: DeclaredResponse, { known, allowance }: Circumstances): Record<string, string> {
  return { ...(allowance && rateHeaders(response, allowance)), ...known };
}
