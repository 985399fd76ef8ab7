import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../contract/document.ts';

/** What a number is within where its schema does not say. */
const FAR = 2 ** 31 - 1;
/** So many steps beyond a bound come now and then. */
const BEYOND = 2;

/** Numbers of a schema: most of them within its bounds, on its steps; some just beyond. */
export function numbersOf(schema: Schema, isInteger: boolean): Arbitrary<number> {
  const step = Number(schema['multipleOf'] ?? (isInteger ? 1 : 0));
  const [least, most] = boundsOf(schema, step || Number.EPSILON);
  if (step > 0) return stepsOf(least, most, step);
  return fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: least, max: Math.max(least, most), noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  );
}

function stepsOf(least: number, most: number, step: number): Arbitrary<number> {
  const [min, max] = [Math.ceil(least / step), Math.floor(most / step)];
  const times = (range: { min: number; max: number }): Arbitrary<number> =>
    fc.maxSafeInteger().map((any) => (range.min + (Math.abs(any) % (range.max - range.min + 1))) * step);
  const near = times({ min: min - BEYOND, max: Math.max(min, max) + BEYOND });
  return max < min ? near : fc.oneof({ weight: 5, arbitrary: times({ min, max }) }, { weight: 1, arbitrary: near });
}

function boundsOf(schema: Schema, step: number): [least: number, most: number] {
  const numberAt = (keyword: string, beside = 0): number[] =>
    typeof schema[keyword] === 'number' ? [(schema[keyword] as number) + beside] : [];
  const lower = [...numberAt('minimum'), ...numberAt('exclusiveMinimum', step)];
  const upper = [...numberAt('maximum'), ...numberAt('exclusiveMaximum', -step)];
  const least = lower.length > 0 ? Math.max(...lower) : undefined;
  const most = upper.length > 0 ? Math.min(...upper) : undefined;
  return [least ?? Math.min(0, (most ?? 0) - FAR), most ?? Math.max(FAR, (least ?? 0) + FAR)];
}
