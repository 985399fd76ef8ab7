import pino from 'pino';
import type { Answer } from './answer.ts';

export type LogFormat = 'text' | 'json' | 'off';

/** What the mock says while it runs. */
export interface Log {
  /** `notes` are for machines: a request's id, its session, whether its answer came from memory. */
  exchange(method: string, url: string, answer: Answer, tookMs: number, notes: Record<string, string | boolean>): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
  /** Writes what is still held back. */
  flush(): void;
}

/** Lines are gathered into blocks of this many octets, or for this many milliseconds: one write for many requests. */
const BLOCK_BYTES = 32_768;
const HOLD_MS = 40;
/** A reader that is too slow loses lines; the mock does not lose its memory. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

/** Lines for people, or JSON by pino. They go to the standard output; colour only on a terminal. */
export function logOf(format: LogFormat): Log {
  if (format === 'off') return { exchange() {}, info() {}, warn() {}, error() {}, flush() {} };
  const sink = pino.destination({ dest: 1, sync: false, maxLength: MAX_UNREAD_BYTES });
  // A reader that goes away, as in `npm start | head`, is no reason to end.
  sink.on('error', () => {});
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  const release = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sink.write(held);
    held = '';
  };
  const gather = {
    write(text: string): void {
      held += text;
      if (held.length >= BLOCK_BYTES) release();
      else timer ??= setTimeout(release, HOLD_MS);
    },
  };
  const flush = (): void => {
    release();
    try {
      sink.flushSync();
    } catch {
      // Not open yet, or closed by the reader: there is nobody to tell.
    }
  };
  return format === 'json' ? jsonLog(gather, flush) : textLog(gather, flush);
}

function jsonLog(sink: pino.DestinationStream, flush: () => void): Log {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  return {
    exchange(method, url, answer, tookMs, notes) {
      logger.info({
        method,
        url,
        status: answer.status,
        api: answer.contract?.api,
        operation: answer.operation?.id,
        refused: answer.refused,
        why: answer.why,
        tookMs,
        ...notes,
      });
    },
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    error: (message, error) => logger.error(error === undefined ? {} : { err: error }, message),
    flush,
  };
}

function textLog(sink: pino.DestinationStream, flush: () => void): Log {
  const paint = painter(process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined);
  const line = (text: string): void => {
    sink.write(`${clock()} ${text}\n`);
  };
  return {
    exchange(method, url, answer, tookMs, { session }) {
      const what =
        answer.operation === undefined
          ? (answer.contract?.api ?? '')
          : `${answer.contract?.api} ${answer.operation.id}`;
      line(
        `${paint.status(answer.status)} ${method} ${url} ${paint.faint(`${what && `· ${what} `}· ${session === undefined ? '' : `session ${session} · `}${oneLine(answer.why)} · ${tookMs} ms`)}`,
      );
    },
    info: (message) => line(printable(message)),
    warn: (message) => line(paint.warning(oneLine(message))),
    error: (message, error) =>
      line(paint.alarm(printable(error instanceof Error ? `${message}\n${error.stack}` : message))),
    flush,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/g;

/** What callers sent must not look like lines or colours of ours: control characters are shown, not written. */
function printable(text: string): string {
  return text.replace(CONTROLS, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n');
}

let clockText = '';
let clockSecond = 0;

/** The local time of day; made anew once a second only. */
function clock(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== clockSecond) {
    clockSecond = second;
    clockText = new Date().toTimeString().slice(0, 8);
  }
  return clockText;
}

interface Painter {
  status(status: number): string;
  faint(text: string): string;
  warning(text: string): string;
  alarm(text: string): string;
}

function painter(colours: boolean): Painter {
  const wrap = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [red, green, yellow, faint] = [wrap(31), wrap(32), wrap(33), wrap(2)];
  return {
    status: (status) => (status < 400 ? green : status < 500 ? yellow : red)(String(status)),
    faint,
    warning: yellow,
    alarm: red,
  };
}
