import type { ImageRule } from '../../document.ts';
import { additive, breaking, type Judgement, shown } from '../change.ts';

const RULE = 'x-image';

/** Uploads that were large enough, or small enough, must stay so. */
export function imageRule(before: ImageRule = {}, after: ImageRule = {}): Judgement[] {
  return [
    ...bound('minWidth', before.minWidth, after.minWidth, (old, now) => now > old),
    ...bound('maxPixels', before.maxPixels, after.maxPixels, (old, now) => now < old),
  ];
}

function bound(
  key: keyof ImageRule,
  old: number | undefined,
  now: number | undefined,
  isStricter: (old: number, now: number) => boolean,
): Judgement[] {
  if (old === now) return [];
  const what = `\`${key}\` of pictures changed from ${shown(old)} to ${shown(now)}.`;
  const refusesMore = now !== undefined && (old === undefined || isStricter(old, now));
  return [refusesMore ? breaking(RULE, what) : additive(RULE, what)];
}
