import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where a report is written to. */
export interface Sink {
  write(text: string): void;
  /** Once, after the last word. */
  close(): void;
  /** How wide the terminal is that somebody looks at; undefined where it is none. */
  columns?: (() => number) | undefined;
  /** Whether colours are wanted. */
  colour?: boolean;
}

/**
 * A file, and the folders that lead to it. Open from the beginning, so that a place where nothing can be written is
 * known before the first request.
 * @throws Error when it cannot be opened.
 */
export function fileSink(file: string): Sink {
  const handle = opened(file);
  return {
    write: (text) => writeWhole(handle, text),
    close: () => closeSync(handle),
  };
}

function opened(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'w');
  } catch (error) {
    throw new Error(
      `The report ${file} cannot be written with --report: ${whyNot(file, error as NodeJS.ErrnoException)}`,
    );
  }
}

function whyNot(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EISDIR') return `${file} is a folder.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `writing there is not allowed (${code}).`;
  const between = foldersOf(file).find(
    (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false,
  );
  return between === undefined ? `${message}.` : `${between} is a file, and no folder.`;
}

/** The folders that lead to a file, the outermost first. */
function foldersOf(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [] : [...foldersOf(folder), folder];
}

/** The standard output or error, as a person sees it; `NO_COLOR` and `FORCE_COLOR` have their say. */
export function streamSink(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): Sink {
  // A reader that goes away, as in `portrait verify … | head`, is no reason to end.
  stream.on('error', () => {});
  return {
    write: (text) => void stream.write(text),
    close() {},
    columns: stream.isTTY ? () => stream.columns || 80 : undefined,
    colour: coloursIn(environment, stream.isTTY === true),
  };
}

function coloursIn({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return isTerminal && TERM !== 'dumb';
}

function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}
