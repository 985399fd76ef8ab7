import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { HarEntry } from '../../src/verify/har-entries.ts';

/**
 * The entries of a HAR of `portrait verify`, one after the other: it writes each on a line of its own, and all of them
 * together are more than a string can hold.
 */
export async function* harEntriesIn(file: string): AsyncGenerator<HarEntry> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.startsWith('{"startedDateTime"')) yield JSON.parse(line.replace(/,$/, '')) as HarEntry;
  }
}
