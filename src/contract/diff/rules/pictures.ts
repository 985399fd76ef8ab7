import type { Picture } from '../../document.ts';
import { additive, breaking, type Judgement, risky } from '../change.ts';

const RULE = 'x-pictures';

/** The addresses in answers, the bytes behind them, and whether these can be had smaller. */
export function pictures(before: Picture[] = [], after: Picture[] = []): Judgement[] {
  const judgements = before.flatMap((old): Judgement[] => {
    const now = after.find(({ url }) => url === old.url);
    return now
      ? changedPicture(old, now).map((judgement) => ({ ...judgement, at: after.indexOf(now) }))
      : [risky(RULE, `The picture ${old.url} is gone.`)];
  });
  const added = after.filter(({ url }) => !before.some((old) => old.url === url));
  return [
    ...judgements,
    ...added.map((now) => ({ ...additive(RULE, `The picture ${now.url} is new.`), at: after.indexOf(now) })),
  ];
}

function changedPicture(old: Picture, now: Picture): Judgement[] {
  const judgements: Judgement[] = [];
  if (old.file !== now.file) judgements.push(risky(RULE, `Behind ${old.url} is another picture, ${now.file}.`));
  if (old.resize && !now.resize) judgements.push(breaking(RULE, `${old.url} is no longer scaled by w and h.`));
  if (!old.resize && now.resize) judgements.push(additive(RULE, `${old.url} is scaled by w and h.`));
  return judgements;
}
