import type { Schema } from '../../contract/document.ts';

/**
 * Whether a parameter's text stands for a value of its type only to some readers: OpenAPI does not say how numbers and
 * booleans are written in URLs and headers, nor what an empty value means.
 */
export function isOddText({ type = [] }: Schema, text: string): boolean {
  if (text === '') return true;
  const types = [type].flat();
  if (types.includes('string')) return false;
  if (type.length > 0 && text.trim() === '') return true;
  const isNumeric = types.includes('integer') || types.includes('number');
  if (isNumeric && !PLAIN_NUMBER.test(text)) return LIKE_A_NUMBER.test(text) || isGreat(text);
  if (isNumeric)
    return isGreat(text) || (!types.includes('number') && /[.e]/i.test(text) && Number.isInteger(Number(text)));
  return types.includes('boolean') && !/^(true|false)$/.test(text) && LIKE_A_BOOLEAN.test(text.trim());
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Blanks, signs, digits of any script, grouping, other bases, words for what is no number. */
const LIKE_A_NUMBER = /^[\s+-]*(?:0[xob][\da-f_]+|[\p{Nd}_.]+(?:e[+-]?\p{Nd}+)?|nan|inf(?:inity)?|null)\s*$/iu;
const LIKE_A_BOOLEAN = /^(?:true|false|[01]|yes|no|on|off|t|f|y|n|null)$/i;

/** Beyond what a double has exactly, and a zero with a sign. */
function isGreat(text: string): boolean {
  const value = Number(text);
  return Object.is(value, -0) || (!Number.isNaN(value) && !(Math.abs(value) < 2 ** 53));
}
