import type { Sink } from './sink.ts';
import { countOf, cut, durationOf } from './wording.ts';

/** How far a run is. */
export interface Progress {
  /** `planned` is how many operations there are. */
  begin(planned: number): void;
  /** One request more; `subject` is the operation that it was about. */
  step(subject: string): void;
  found(): void;
  end(): void;
}

const BAR_LETTERS = 24;
/** On a terminal the line is drawn anew so often; elsewhere a line is written so often. */
const REDRAW_MS = 80;
const SPARSE_MS = 15_000;
/** The first line comes sooner: whoever waits wants to see that something happens. */
const FIRST_MS = 2_000;
const CLEAR_LINE = '\r\u001b[2K';

/** One line that is rewritten, on a terminal; elsewhere (a log of CI) a line now and then, which shows that it lives. */
export function progressOf(sink: Sink, now: () => number = () => performance.now()): Progress {
  const { columns } = sink;
  let pauseMs = columns === undefined ? FIRST_MS : REDRAW_MS;
  const subjects = new Set<string>();
  let [planned, done, findings, beganAt, saidAt] = [0, 0, 0, 0, 0];
  const figures = (): string => {
    const found = findings === 0 ? 'no finding' : countOf(findings, 'finding');
    const operations = `${subjects.size} of ${countOf(planned, 'operation')}`;
    return `${operations}, ${countOf(done, 'request')}, ${found}, ${durationOf(now() - beganAt)}`;
  };
  const bar = (): string => {
    const share = planned > 0 ? Math.min(1, subjects.size / planned) : 0;
    const full = Math.round(share * BAR_LETTERS);
    return `${'━'.repeat(full)}${'┄'.repeat(BAR_LETTERS - full)}`;
  };
  return {
    begin(number) {
      planned = number;
      beganAt = saidAt = now();
    },
    step(subject) {
      done++;
      if (subject !== '') subjects.add(subject);
      const at = now();
      if (at - saidAt < pauseMs) return;
      saidAt = at;
      if (columns === undefined) pauseMs = SPARSE_MS;
      if (columns === undefined) sink.write(`… ${figures()}\n`);
      else sink.write(CLEAR_LINE + cut(`${bar()} ${figures()}  ${subject}`, Math.max(20, columns() - 1)));
    },
    found() {
      findings++;
    },
    end() {
      if (columns !== undefined) sink.write(CLEAR_LINE);
    },
  };
}
