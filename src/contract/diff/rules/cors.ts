import type { Cors } from '../../document.ts';
import { additive, breaking, type Judgement, risky, shown, wording } from '../change.ts';

const RULE = 'x-cors';

/** What scripts of other origins could do, they must still be able to. */
export function cors(before: Cors | undefined, after: Cors | undefined): Judgement[] {
  if (before === undefined) return [additive(RULE, 'Pages of other origins may call.')];
  if (after === undefined) return [breaking(RULE, 'Pages of other origins may no longer call.')];
  const judgements = [
    ...single('allowOrigin', before.allowOrigin, after.allowOrigin),
    ...single('allowHeaders', before.allowHeaders, after.allowHeaders),
    ...list('allowMethods', before.allowMethods, after.allowMethods),
    ...list('exposeHeaders', before.exposeHeaders, after.exposeHeaders),
  ];
  if (before.preflightStatus !== after.preflightStatus) {
    judgements.push(
      risky(RULE, `Preflights are answered with ${after.preflightStatus}, not ${before.preflightStatus}.`),
    );
  }
  return judgements.length > 0
    ? judgements
    : [wording(RULE, 'How long preflights are kept, or how this is known, changed.')];
}

function single(key: string, before: string, after: string): Judgement[] {
  if (before === after) return [];
  const what = `\`${key}\` changed from ${shown(before)} to ${shown(after)}.`;
  return [after === '*' ? additive(RULE, what) : breaking(RULE, what)];
}

function list(key: string, before: string[] = [], after: string[] = []): Judgement[] {
  const lower = (values: string[]) => new Set(values.map((value) => value.toLowerCase()));
  const lost = before.filter((value) => !lower(after).has(value.toLowerCase()));
  const gained = after.filter((value) => !lower(before).has(value.toLowerCase()));
  return [
    ...lost.map((value) => breaking(RULE, `\`${key}\` lost ${value}.`)),
    ...gained.map((value) => additive(RULE, `\`${key}\` gained ${value}.`)),
  ];
}
