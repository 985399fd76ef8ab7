import fc, { type Arbitrary } from 'fast-check';
import type { Json } from '../../../contract/document.ts';

/**
 * A value that is spoiled in so many places, none among them; as text, since JSON texts can say more than values.
 * `names` are those that the body's schema knows, `secrets` those that credentials have.
 */
export function spoiledTexts(
  values: Arbitrary<Json>,
  names: readonly string[],
  secrets: readonly string[] = [],
): Arbitrary<string> {
  const times = fc.array(spoilings([...names, ...secrets]), { maxLength: 2 });
  const whole = fc
    .tuple(values, times)
    .map(([value, spoilings]) => JSON.stringify(spoilings.reduce((spoiled, spoil) => spoil(spoiled), value)));
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: oddValues.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom(...oddTexts(names)) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat(), fc.nat({ max: 3 })).map(withoutSome) },
  );
}

type Spoil = (value: Json) => Json;

const oddValues: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(null, true, false, 0, -0, 1, 1.5, 1e308, 2 ** 53, '', '0', ' ', 'null', '\u0000', '\ud800'),
  fc.constantFrom<Json[]>([], {}, [[]], [null], { '': '' }, { length: 1 }, JSON.parse('{"__proto__":{"name":"x"}}')),
  fc.constantFrom('x'.repeat(300), '😀'.repeat(256), 'a\u0301'.repeat(40), '\u202eabc', 'line\nline', '<b>&amp;</b>'),
  fc.jsonValue({ maxDepth: 3 }) as Arbitrary<Json>,
);

/** Texts that no value is written as, or not quite; with some of the names. */
function oddTexts(names: readonly string[]): string[] {
  const some = names.length === 0 ? ['a'] : names.slice(0, MAX_NAMES);
  return [...NAMELESS, ...some.map((name) => JSON.stringify(name)).flatMap((name) => textsWith(name))];
}

const MAX_NAMES = 4;

const NAMELESS: readonly string[] = [
  '',
  ' ',
  'null',
  '"',
  '{"constructor":{"prototype":{}}}',
  `${'['.repeat(70)}${']'.repeat(70)}`,
  `[${'0,'.repeat(2_000)}0]`,
];

/** `name` in its quotation marks. */
function textsWith(name: string): string[] {
  return [
    `{${name}:"one",${name}:"two"}`,
    `{${name}:1,${name}:"http://localhost/a.jpg"}`,
    `{${name}:1e999}`,
    `{${name}:-0}`,
    `{${name}:"\\ud800"}`,
    `{"__proto__":{${name}:"x"},${name}:"y"}`,
    `\ufeff{${name}:"behind a mark"}`,
    `{${name}:"x",}`,
    `{${name.replaceAll('"', "'")}:'x'}`,
    `{${name}:NaN}`,
    `{${name}:"x"} {}`,
    `{${name}:[${'{},'.repeat(50)}{}]}`,
    `{${name}:{"text":"tab\tin it"}}`,
  ];
}

function spoilings(names: readonly string[]): Arbitrary<Spoil> {
  return fc
    .tuple(
      fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap', 'double'),
      fc.nat({ max: 1_000 }),
      oddValues,
      fc.constantFrom('extra', '', 'id', '__proto__', 'toString', ...names.flatMap((name) => [name, odd(name)])),
    )
    .map(
      ([how, where, odd, key]) =>
        (value: Json) =>
          at(value, where % sizeOf(value), spoilOf(how, odd, key)),
    );
}

/** The name in another spelling. */
function odd(name: string): string {
  return name.length % 2 === 0 ? `${name} ` : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** What becomes of one place; undefined removes it. */
type Change = (value: Json) => Json | undefined;

function spoilOf(how: string, odd: Json, key: string): Change {
  if (how === 'remove') return () => undefined;
  if (how === 'wrap') return (value) => [value];
  if (how === 'double') return (value) => (Array.isArray(value) ? [...value, ...value] : [value, value]);
  if (how === 'add') return (value) => (isObject(value) ? { ...value, [key]: odd } : odd);
  return () => odd;
}

/** The value with its `index`th place changed, counted from the outermost inwards. */
function at(value: Json, index: number, change: Change): Json {
  if (index === 0) return change(value) ?? {};
  let left = index - 1;
  const within = (inner: Json): Json | undefined => {
    const size = sizeOf(inner);
    const isHere = left >= 0 && left < size;
    const changed = !isHere ? inner : left === 0 ? change(inner) : at(inner, left, change);
    left -= size;
    return changed;
  };
  if (Array.isArray(value)) return value.map(within).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, within(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as Json;
}

/** The places in a value, itself among them. */
function sizeOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner), 1);
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutSome([text, from, letters]: [string, number, number]): string {
  const start = text.length === 0 ? 0 : from % text.length;
  return text.slice(0, start) + text.slice(start + letters);
}
