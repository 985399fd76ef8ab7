import { hostileFiles } from './corpus-hostile.ts';
import { soundFiles } from './corpus-sound.ts';

/** A file that somebody might upload, and what becomes of it: a picture of our own making, or a refusal. */
export interface CorpusFile {
  name: string;
  bytes: Buffer;
  /** As it is declared. */
  type: string;
  expected: 'clean' | 'refused';
  /** Frames of a clean one, which shows the rectangle of `drawn.ts`, upright. */
  frames: number;
  /** Whether it shows it in its colours. */
  colours: boolean;
}

/** What a file of the corpus is, as far as it differs from the others of its group. */
export type CorpusEntry = Pick<CorpusFile, 'bytes' | 'type'> & Partial<Pick<CorpusFile, 'frames' | 'colours'>>;

let made: Promise<CorpusFile[]> | undefined;

/** All files, made once; that takes a few seconds. */
export function corpus(): Promise<CorpusFile[]> {
  made ??= filesOf();
  return made;
}

async function filesOf(): Promise<CorpusFile[]> {
  return [...group(await soundFiles(), 'clean'), ...group(await hostileFiles(), 'refused')];
}

function group(entries: Record<string, CorpusEntry>, expected: CorpusFile['expected']): CorpusFile[] {
  return Object.entries(entries).map(([name, entry]) => ({ name, expected, frames: 1, colours: true, ...entry }));
}
