import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../contract/document.ts';
import { LONGEST_TEXT } from '../sample.ts';

/** Letters of a text at most, whatever its schema allows. */
const MAX_LETTERS = 20;

const FORMATS: Readonly<Record<string, Arbitrary<string>>> = {
  date: dates().map((date) => date.toISOString().slice(0, 10)),
  'date-time': dates().map((date) => date.toISOString()),
  email: fc.emailAddress(),
  hostname: fc.domain(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  uri: addresses(),
  uuid: fc.uuid(),
};

/**
 * Texts of a schema: of its pattern, its format, of lengths that it allows, and those about as long as they may be, in
 * code points that take more than one unit too.
 */
export function textsOf({ maxLength, pattern, format, ...schema }: Schema): Arbitrary<string> {
  const minLength = Math.min(LONGEST_TEXT, Number(schema['minLength'] ?? 0));
  const edges = maxLength === undefined ? [minLength] : [minLength, maxLength - 1, maxLength, maxLength + 1];
  const lengths = edges.filter((length) => length >= 0 && length <= LONGEST_TEXT + 1);
  const most = Math.max(minLength, Math.min(maxLength ?? MAX_LETTERS, minLength + MAX_LETTERS));
  const isLong = (text: string): boolean => {
    const length = [...text].length;
    return length >= minLength && (maxLength === undefined || length <= maxLength);
  };
  const special = [patternTexts(pattern), FORMATS[String(format)]].filter((one) => one !== undefined);
  return fc.oneof(
    ...special.map((arbitrary) => ({
      weight: 4,
      arbitrary: arbitrary.map((text) => (isLong(text) ? text : cut(text, most))),
    })),
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength, maxLength: most }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: MAX_LETTERS }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('a', 'é', '好', '😀', ' '), fc.constantFrom(...lengths))
        .map(([letter, length]) => letter.repeat(length)),
    },
  );
}

function cut(text: string, letters: number): string {
  return [...text].slice(0, letters).join('');
}

/** Undefined for patterns that nothing can be made from. */
function patternTexts(pattern: unknown): Arbitrary<string> | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}

/** Beginnings of addresses, with paths of ours: fast-check's own ones take a second to be set up. */
function addresses(): Arbitrary<string> {
  const segment = fc.stringMatching(/^[\w.~!$&'()*+,;=:@-]{0,10}$/);
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((one) => `/${one}`).join(''));
  return fc
    .tuple(fc.constantFrom('http', 'https'), fc.domain(), path)
    .map(([scheme, host, rest]) => `${scheme}://${host}${rest}`);
}

function dates(): Arbitrary<Date> {
  return fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true });
}
