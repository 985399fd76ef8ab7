import type { Json } from '../../contract/document.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';
import { isPrivateHost, placeOf } from '../../http/guarded-addresses.ts';

/**
 * The URL of a new avatar is one, needs no credentials, and must not lead into a private network (facts sheet 3.6).
 * Here as far as the URL itself tells; what a name resolves to is known to those who fetch.
 */
export function avatarUrlRules(body: Json, fetchFrom: readonly string[] = []): Refusal | undefined {
  const { avatarUrl } = body as { avatarUrl: string };
  const url = URL.parse(avatarUrl);
  const place = ['body', 'avatarUrl'];
  if (url === null) return refuse('bodyInvalid', place, 'It is no URL that anybody could ask for.', 'format');
  if (isPrivateHost(url.hostname) && !fetchFrom.includes(placeOf(url))) {
    return refuse('bodyInvalid', place, `“${url.hostname}” is a private address.`, 'private');
  }
  if (url.username === '' && url.password === '') return undefined;
  return refuse('bodyInvalid', place, 'It has credentials.', 'notFetchable');
}
