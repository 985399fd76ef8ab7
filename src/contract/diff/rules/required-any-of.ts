import { additive, breaking, type Judgement } from '../change.ts';

const RULE = 'x-required-any-of';

/** A request that satisfied every old list must satisfy every new one: each has to contain an old one. */
export function requiredAnyOf(before: string[][] = [], after: string[][] = []): Judgement[] {
  const contains = (outer: string[], inner: string[]) => inner.every((name) => outer.includes(name));
  const stricter = after.filter((list) => !before.some((old) => contains(list, old)));
  if (stricter.length > 0) {
    return stricter.map((list) =>
      breaking(RULE, `One of ${list.join(', ')} must be there now, and others are not enough.`),
    );
  }
  const isLooser = before.some((old) => !after.some((list) => contains(old, list)));
  return isLooser ? [additive(RULE, 'Fewer parameters are demanded.')] : [];
}
