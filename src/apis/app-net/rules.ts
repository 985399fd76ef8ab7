import { LRUCache } from 'lru-cache';
import type { Json } from '../../contract/document.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';

/** Octets of all annotations of a user, as JSON (facts sheet 2.6). */
const MAX_ANNOTATION_BYTES = 8_192;

/**
 * What the contract says of a profile in words only: known time zones and locales, one annotation of a type, all of
 * them within a size (facts sheet 2.6, 2.9).
 */
export function profileRules(body: Json): Refusal | undefined {
  const { timezone, locale, annotations } = body as { [key: string]: Json };
  if (typeof timezone === 'string' && !isTimeZone(timezone)) {
    return refuse('bodyInvalid', ['body', 'timezone'], `“${timezone}” is no name of the tz database.`, 'unknown');
  }
  if (typeof locale === 'string' && !isLocale(locale)) {
    return refuse(
      'bodyInvalid',
      ['body', 'locale'],
      `“${locale}” is no known language, or no known region.`,
      'unknown',
    );
  }
  return Array.isArray(annotations) ? annotationRules(annotations) : undefined;
}

function annotationRules(annotations: Json[]): Refusal | undefined {
  const place = ['body', 'annotations'];
  const types = annotations.map((annotation) => (annotation as { type: string }).type);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined) return refuse('bodyInvalid', place, `There are two annotations of ${twice}.`, 'repeated');
  const octets = Buffer.byteLength(JSON.stringify(annotations));
  if (octets <= MAX_ANNOTATION_BYTES) return undefined;
  const message = `The annotations take ${octets} octets; at most ${MAX_ANNOTATION_BYTES} are allowed.`;
  return refuse('bodyInvalid', place, message, 'tooLarge');
}

/** Names that were looked up; Intl takes its time for each. */
const REMEMBERED = 500;

/** Names of the tz database, links such as `US/Central` among them; no offsets. */
const isTimeZone = remembering((name) => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
});

const isLocale = remembering((locale) => {
  const [language = '', region] = locale.split(/[_-]/);
  const isNamed = (type: 'language' | 'region', code: string): boolean =>
    new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code) !== undefined;
  return isNamed('language', language) && (region === undefined || isNamed('region', region));
});

function remembering(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new LRUCache<string, boolean>({ max: REMEMBERED });
  return (name) => {
    const verdict = known.get(name) ?? judge(name);
    known.set(name, verdict);
    return verdict;
  };
}
