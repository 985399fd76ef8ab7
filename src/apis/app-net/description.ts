import type { components } from '../../../generated/app-net.d.ts';
import { linkedText } from './custom-links.ts';
import { type Entities, entitiesIn } from './entities.ts';
import type { Usernames } from './usernames.ts';

/** A description as it is remembered; the HTML is made anew for each answer. */
export interface Description {
  text: string;
  entities: Entities;
}

/**
 * What becomes of a description that follows `linkRules`; undefined when its text is empty, which removes it. Addresses
 * are linked unless the user sent links of its own, or said so.
 */
export function descriptionOf(
  sent: components['schemas']['ProfileDescription'],
  usernames: Usernames,
): Description | undefined {
  if (sent.text === '') return undefined;
  const automatic = sent.entities?.parse_links ?? sent.entities?.links === undefined;
  return entitiesIn(linkedText(sent), automatic, usernames);
}
