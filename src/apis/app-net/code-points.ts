/** A part of a text, counted in Unicode code points as all positions of this API are (facts sheet 2.7). */
export interface Range {
  pos: number;
  len: number;
}

/** The text, code point by code point. */
export function codePointsOf(text: string): string[] {
  return Array.from(text);
}

/** From an index into the text as JavaScript counts, in UTF-16 units, to the number of code points before it. */
export function codePointCounter(text: string): (index: number) => number {
  const before = new Uint32Array(text.length + 1);
  let count = 0;
  let index = 0;
  for (const codePoint of text) {
    before.fill(count, index, index + codePoint.length);
    index += codePoint.length;
    count += 1;
  }
  before[text.length] = count;
  return (unit) => before[unit] as number;
}

/** Whether one of the ranges begins before another has ended; touching is no overlap. */
export function overlap(ranges: readonly Range[]): boolean {
  const inOrder = [...ranges].sort((one, other) => one.pos - other.pos);
  return inOrder.some(({ pos }, index) => {
    const previous = inOrder[index - 1];
    return previous !== undefined && previous.pos + previous.len > pos;
  });
}
