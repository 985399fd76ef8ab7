import type { Annotation } from './annotations.ts';
import type { User } from './records.ts';

const KEY = '+net.app.core.user';

/** Keys of a user in the `basic` format, as the vendor's `object-metadata` documents it; `full` has all. */
const BASIC: readonly (keyof User)[] = ['id', 'username', 'name', 'avatar_image'];

/**
 * Puts the user's own data in the place of `+net.app.core.user`; the other keys of the value stay and go before it. What
 * stands for another user, a file or a place, none of which this API has, is left as it came.
 */
export function withReplacements(annotation: Annotation, user: User): Annotation {
  const { [KEY]: wish, ...others } = annotation.value;
  if (!isAbout(wish, user)) return annotation;
  const keys = wish.format === 'full' ? (Object.keys(user) as (keyof User)[]) : BASIC;
  return { ...annotation, value: { ...Object.fromEntries(keys.map((key) => [key, user[key]])), ...others } };
}

function isAbout(wish: unknown, { id, username }: User): wish is { format: 'basic' | 'full' } {
  const { user_id: named, format } = Object(wish) as Record<string, unknown>;
  const names = ['me', id, `@${username.toLowerCase()}`];
  return typeof named === 'string' && names.includes(named.toLowerCase()) && (format === 'basic' || format === 'full');
}
