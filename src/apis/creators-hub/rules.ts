import type { Json } from '../../contract/document.ts';
import { invalidBody, type Refusal } from '../../contract/failures.ts';
import { isPrivateHost, placeOf } from '../../http/guarded-addresses.ts';

/**
 * The URL of a new avatar is one, needs no credentials, and must not lead into a private network (facts sheet 3.6).
 * Here as far as the URL itself tells; what a name resolves to is known to those who fetch.
 */
export function avatarUrlRules(body: Json, fetchFrom: readonly string[] = []): Refusal | undefined {
  const { avatarUrl } = body as { avatarUrl: string };
  const url = URL.parse(avatarUrl);
  const place = ['avatarUrl'];
  if (url === null) return invalidBody(place, 'It is no URL that anybody could ask for.', 'format');
  if (isPrivateHost(url.hostname) && !fetchFrom.includes(placeOf(url))) {
    return invalidBody(place, `“${url.hostname}” is a private address.`, 'private');
  }
  if (url.username === '' && url.password === '') return undefined;
  return invalidBody(place, 'It has credentials.', 'notFetchable');
}
