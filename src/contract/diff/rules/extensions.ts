import type { Cors, ImageRule, Picture, TestCredential } from '../../document.ts';
import { additive, breaking, type Change, isSame, type Judgement, missingIn, placed, risky, shown } from '../change.ts';
import type { NodePair } from '../node-pairs.ts';
import { cors } from './cors.ts';
import { imageRule } from './image-rule.ts';
import { pictures } from './pictures.ts';
import { requiredAnyOf } from './required-any-of.ts';
import { testCredentials } from './test-credentials.ts';

type Rule = (before: unknown, after: unknown) => Judgement[];

/** One line for each word of our own (README). Redocly says `patch` of all of them, or nothing when they are lists. `x-rate-limits` have a file. */
const RULES: Record<string, Rule> = {
  'x-test-credentials': (before, after) => testCredentials(before as TestCredential[], after as TestCredential[]),
  'x-pictures': (before, after) => pictures(before as Picture[], after as Picture[]),
  'x-cors': (before, after) => cors(before as Cors, after as Cors),
  'x-image': (before, after) => imageRule(before as ImageRule, after as ImageRule),
  'x-required-any-of': (before, after) => requiredAnyOf(before as string[][], after as string[][]),
  'x-provenance': provenance,
  'x-identifies': (before, after) =>
    before === undefined
      ? [risky('x-identifies', `The value names a ${after}: those that are not among the examples are unknown.`)]
      : [risky('x-identifies', `The value named a ${before}, and now ${shown(after)}.`)],
  'x-case-insensitive': flag('x-case-insensitive', 'Upper and lower case'),
  'x-also-in-body': flag('x-also-in-body', 'The credential in the body'),
  'x-owner-parameter': (before, after) =>
    before === undefined
      ? [additive('x-owner-parameter', "For one's own, no scope is needed.")]
      : [
          breaking(
            'x-owner-parameter',
            `No scope was needed for one's own by \`${before}\`; now it is ${shown(after)}.`,
          ),
        ],
  'x-forwards-query-except': forwarded,
  'x-lists-scopes': flag('x-lists-scopes', 'The list of scopes'),
  'x-rate': (before, after) =>
    before === undefined
      ? [additive('x-rate', `The value is the ${after} of the rate limit.`)]
      : [breaking('x-rate', `The value was the ${before} of the rate limit, and now ${shown(after)}.`)],
  'x-translations': translations,
  'x-subject': (_, after) => [risky('x-subject', `The example speaks of ${shown(after)} now.`)],
  'x-owner': (_, after) => [risky('x-owner', `The example is known to ${shown(after)} now.`)],
};

/** The differences between the extensions of a node. One that nobody knows is risky: say what it means, and add its line. */
export function extensions({ where, isMap, base, revision }: NodePair): Change[] {
  if (isMap) return [];
  const keys = new Set(
    [...Object.keys(base), ...Object.keys(revision)].filter((key) => key.startsWith('x-') && key !== 'x-rate-limits'),
  );
  return [...keys].flatMap((key) => {
    if (isSame(base[key], revision[key])) return [];
    const rule = RULES[key] ?? (() => [risky('extension', `Nobody has said what a change of \`${key}\` means.`)]);
    return rule(base[key], revision[key]).map((judgement) => placed(judgement, `${where}/${key}`));
  });
}

function provenance(before: unknown, after: unknown): Judgement[] {
  const order = [undefined, 'chosen', 'observed', 'documented'];
  const what = `It was ${before ?? 'of no told provenance'}, and is ${after ?? 'of none'} now.`;
  const isWeaker = order.indexOf(after as string) < order.indexOf(before as string);
  return [isWeaker ? risky('x-provenance', what) : additive('x-provenance', what)];
}

function flag(rule: string, subject: string): Rule {
  return (_, after) => [
    after
      ? additive(rule, `${subject}: \`${rule}\` holds now.`)
      : breaking(rule, `${subject}: \`${rule}\` no longer holds.`),
  ];
}

function forwarded(before: unknown, after: unknown): Judgement[] {
  const rule = 'x-forwards-query-except';
  if (after === undefined) return [breaking(rule, 'The query string no longer travels on.')];
  if (before === undefined) return [additive(rule, 'The query string travels on.')];
  const [old, now] = [before as string[], after as string[]];
  return [
    ...missingIn(now, old).map((name) => breaking(rule, `The parameter ${name} no longer travels on.`)),
    ...missingIn(old, now).map((name) => risky(rule, `The parameter ${name} travels on.`)),
  ];
}

function translations(before: unknown, after: unknown): Judgement[] {
  const [old, now] = [(before ?? {}) as Record<string, string>, (after ?? {}) as Record<string, string>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((language) => {
    if (old[language] === now[language]) return [];
    const isNew = !(language in old);
    const what =
      language in now ? `The text in ${language} is ${isNew ? 'new' : 'another'}.` : `There is no text in ${language}.`;
    return [(isNew ? additive : risky)('x-translations', what)];
  });
}
