import type { Json } from '../../contract/document.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';
import { isPrivateHost, placeOf } from '../../http/guarded-addresses.ts';

/**
 * The URL of a new avatar must not lead into a private network (facts sheet 3.6). Here as far as the URL itself tells;
 * what a name resolves to is known to those who fetch.
 */
export function avatarUrlRules(body: Json, fetchFrom: readonly string[] = []): Refusal | undefined {
  const { avatarUrl } = body as { avatarUrl: string };
  const url = URL.parse(avatarUrl);
  if (url === null || !isPrivateHost(url.hostname) || fetchFrom.includes(placeOf(url))) return undefined;
  return refuse('bodyInvalid', ['body', 'avatarUrl'], `“${url.hostname}” is a private address.`, 'private');
}
