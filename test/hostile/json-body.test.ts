import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../src/contract/failures.ts';
import { jsonOf } from '../../src/contract/json-body.ts';

/** Nested so deep, and as deep as it may be. */
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a JSON body', () => {
  it.each([
    ['a byte order mark', Buffer.from('\ufeff{"a":1}'), { a: 1 }],
    ['64 levels', Buffer.from(nested(64)), JSON.parse(nested(64))],
    ['brackets in a text', Buffer.from(`"${'['.repeat(100)}"`), '['.repeat(100)],
    ['brackets behind an escaped quote', Buffer.from(`"\\"${'{'.repeat(100)}"`), `"${'{'.repeat(100)}`],
    ['brackets one after another', Buffer.from(`[${'[],'.repeat(100)}0]`), [...Array(100).fill([]), 0]],
    ['a key named __proto__', Buffer.from('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
  ])('is read with %s', (_, bytes, value) => {
    expect(jsonOf(bytes)).toEqual(value);
  });

  it.each([
    ['65 levels', Buffer.from(nested(65)), 'nests deeper than 64 levels'],
    ['100 000 levels that do not end', Buffer.from('['.repeat(100_000)), 'nests deeper than 64 levels'],
    ['an octet that is no UTF-8', Buffer.from('7b2261223a22ff227d', 'hex'), 'not valid UTF-8'],
    ['half of a surrogate pair', Buffer.from('22eda08022', 'hex'), 'not valid UTF-8'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'not valid JSON'],
    ['an early end', Buffer.from('{"a":'), 'not valid JSON'],
    ['nothing', Buffer.alloc(0), 'not valid JSON'],
  ])('is refused with %s', (_, bytes, reason) => {
    expect(() => jsonOf(bytes)).toThrow(Refusal);
    expect(() => jsonOf(bytes)).toThrow(reason);
  });
});
