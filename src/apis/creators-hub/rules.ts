import type { Json } from '../../contract/document.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';
import { isPrivateHost } from '../../http/guarded-addresses.ts';

/**
 * The URL of a new avatar must not lead into a private network (facts sheet 3.6). Here as far as the URL itself tells;
 * what a name resolves to is known to those who fetch.
 */
export function avatarUrlRules(body: Json): Refusal | undefined {
  const { avatarUrl } = body as { avatarUrl: string };
  const host = URL.parse(avatarUrl)?.hostname;
  if (host === undefined || !isPrivateHost(host)) return undefined;
  return refuse('bodyInvalid', ['body', 'avatarUrl'], `“${host}” is a private address.`, 'private');
}
