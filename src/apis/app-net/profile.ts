import type { components } from '../../../generated/app-net.d.ts';
import type { Contract } from '../../contract/contract.ts';
import { annotationsAfter } from './annotations.ts';
import { descriptionOf } from './description.ts';
import { localeOf } from './locale.ts';
import type { Profile } from './records.ts';
import { usernamesOf } from './usernames.ts';

/**
 * A profile after a change that follows the rules: the keys that came, and no others; those that only the server writes
 * are passed over.
 * @throws Refusal bodyInvalid, when the annotations are too large together with those that there were.
 */
export function profileAfter(
  before: Profile,
  { name, locale, timezone, description, annotations = [] }: components['schemas']['UserUpdate'],
  contract: Contract,
): Profile {
  const { description: former, ...rest } = before;
  const described = description === undefined ? former : descriptionOf(description, usernamesOf(contract));
  return {
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale: localeOf(locale) }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(described === undefined ? {} : { description: described }),
    annotations: annotationsAfter(before.annotations, annotations),
  };
}
