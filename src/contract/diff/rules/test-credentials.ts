import type { TestCredential } from '../../document.ts';
import { additive, breaking, isSame, type Judgement, missingIn, risky, shown, wording } from '../change.ts';

const RULE = 'x-test-credentials';

/** Tests hold the literals: what a good credential could do, it must still be able to; a bad one had better stay bad. */
export function testCredentials(before: TestCredential[] = [], after: TestCredential[] = []): Judgement[] {
  const judgements = before.flatMap((old): Judgement[] => {
    const now = after.find(({ name }) => name === old.name);
    return now
      ? changedCredential(old, now).map((judgement) => ({ ...judgement, at: after.indexOf(now) }))
      : [breaking(RULE, `The test credential ${old.name} is gone.`)];
  });
  const added = after.filter(({ name }) => !before.some((old) => old.name === name));
  return [
    ...judgements,
    ...added.map((now) => ({ ...additive(RULE, `The test credential ${now.name} is new.`), at: after.indexOf(now) })),
  ];
}

function changedCredential(old: TestCredential, now: TestCredential): Judgement[] {
  const name = `The test credential ${old.name}`;
  const judgements: Judgement[] = [];
  if (old.credential !== now.credential) judgements.push(breaking(RULE, `${name} is written otherwise.`));
  if (old.defect !== now.defect) {
    const what = `${name} changed its defect from ${shown(old.defect)} to ${shown(now.defect)}.`;
    judgements.push(old.defect === undefined ? breaking(RULE, what) : risky(RULE, what));
  }
  const lost = missingIn(old.scopes, now.scopes);
  const gained = missingIn(now.scopes, old.scopes);
  if (lost.length > 0) judgements.push(breaking(RULE, `${name} lost the scopes ${lost.join(', ')}.`));
  if (gained.length > 0) judgements.push(risky(RULE, `${name} gained the scopes ${gained.join(', ')}.`));
  if (old.owner !== now.owner) judgements.push(risky(RULE, `${name} belongs to ${shown(now.owner)} now.`));
  if (old.afterScope !== now.afterScope)
    judgements.push(risky(RULE, `The defect of ${old.name} is noticed at another time.`));
  if (judgements.length === 0 && !isSame(old, now)) judgements.push(wording(RULE, `${name} is described otherwise.`));
  return judgements;
}
