import { token } from '../../json-pointer.ts';
import { additive, type Change, isSame, risky, wording } from '../change.ts';
import type { NodePair } from '../node-pairs.ts';

const RULE = 'examples';

/**
 * Examples are what the mock answers and what the reference server begins with, so tests stand on them: `Prefer: example=`
 * asks for their names. Redocly does not look into their values.
 */
export function examples({ where, isMap, base, revision }: NodePair): Change[] {
  if (isMap) return where.endsWith('/examples') ? namesOf(where, base, revision) : [];
  const isOneSided = isNamed(base['examples']) !== isNamed(revision['examples']);
  const names = isOneSided ? namesOf(`${where}/examples`, namedIn(base), namedIn(revision)) : [];
  const values = ['example', 'value', 'externalValue'].flatMap((key) => {
    if (isSame(base[key], revision[key])) return [];
    return [{ ...risky(RULE, 'The example has other data.'), where: `${where}/${key}` }];
  });
  return [...names, ...values];
}

/** The examples that JSON Schema has are a list; they are words. */
export function schemaExamples({ where, isMap, base, revision }: NodePair): Change[] {
  const lists = [base['examples'], revision['examples']];
  if (isMap || !lists.some(Array.isArray) || isSame(lists[0], lists[1])) return [];
  return [{ ...wording(RULE, 'The schema has other examples.'), where: `${where}/examples` }];
}

/** The words around an example. */
export function exampleWords({ where, isMap, base, revision }: NodePair): Change[] {
  if (isMap || !/\/examples\/[^/]+$/.test(where)) return [];
  return ['summary', 'description']
    .filter((key) => base[key] !== revision[key])
    .map((key) => ({ ...wording(RULE, `The example has another ${key}.`), where: `${where}/${key}` }));
}

function namesOf(where: string, base: object, revision: object): Change[] {
  const gone = Object.keys(base).filter((name) => !(name in revision));
  const added = Object.keys(revision).filter((name) => !(name in base));
  return [
    ...gone.map((name) => ({ ...risky(RULE, `The example ${name} is gone.`), where: `${where}/${token(name)}` })),
    ...added.map((name) => ({ ...additive(RULE, `The example ${name} is new.`), where: `${where}/${token(name)}` })),
  ];
}

function namedIn({ examples: named }: Record<string, unknown>): object {
  return isNamed(named) ? named : {};
}

function isNamed(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
