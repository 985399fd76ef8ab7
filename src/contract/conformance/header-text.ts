import type { Json, Schema } from '../document.ts';

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const BOOLEAN = /^(?:true|false)$/;

/**
 * The value that a header's text stands for where its schema wants no text: a number or a boolean as JSON writes them,
 * a list separated by commas (OpenAPI's style `simple`). A text that is none of what is wanted stays a text, and fails.
 */
export function headerValueOf(schema: Schema, text: string): Json {
  const types = [schema.type ?? 'string'].flat();
  if (types.includes('integer') && INTEGER.test(text)) return Number(text);
  if (types.includes('number') && NUMBER.test(text)) return Number(text);
  if (types.includes('boolean') && BOOLEAN.test(text)) return text === 'true';
  if (!types.includes('array')) return text;
  const items = (schema['items'] ?? {}) as Schema;
  return text === '' ? [] : text.split(',').map((item) => headerValueOf(items, item.trim()));
}
