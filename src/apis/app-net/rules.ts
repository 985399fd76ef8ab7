import type { components } from '../../../generated/app-net.d.ts';
import type { Json } from '../../contract/document.ts';
import { invalidBody, type Refusal } from '../../contract/failures.ts';
import { annotationRules } from './annotations.ts';
import { linkRules } from './custom-links.ts';
import { isLocale } from './locale.ts';
import { isTimeZone } from './timezone.ts';

/**
 * What the contract says of a profile in words only: known time zones and locales, links that lie in the text, one
 * annotation of a type and all of them within a size (facts sheet 2.6, 2.7, 2.9).
 */
export function profileRules(body: Json): Refusal | undefined {
  const { timezone, locale, description, annotations } = body as components['schemas']['UserUpdate'];
  if (timezone !== undefined && !isTimeZone(timezone)) {
    return invalidBody(['timezone'], `“${timezone}” is no name of the tz database.`);
  }
  if (locale !== undefined && !isLocale(locale)) {
    return invalidBody(['locale'], `“${locale}” is no known language, or no known region.`);
  }
  return (description && linkRules(description)) ?? (annotations && annotationRules(annotations));
}
