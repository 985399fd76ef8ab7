import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/contract/sources.ts';

/** The reference server's behaviour with one thing wrong. */
export interface Mutant {
  /** Stays the same as long as the code does: file, function, operator, and the change in words. */
  key: string;
  api: string;
  /** Relative to the repository, with `/`. */
  file: string;
  line: number;
  start: number;
  end: number;
  text: string;
}

/** The source of a mutant's file. Whoever needs no more than that does not load the compiler that finds mutants. */
export function mutatedSource({ file, start, end, text }: Mutant): string {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return `${source.slice(0, start)}${text}${source.slice(end)}`;
}
