import { styleText } from 'node:util';
import { streamSink } from '../../src/verify/reports/sink.ts';
import type { JudgeFinding } from './finding.ts';
import type { KnownDifference } from './known-differences.ts';

/** Texts in colour, where somebody sees it. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

/** The colours of a stream: none where it is no terminal, unless `FORCE_COLOR` wants them; `NO_COLOR` has its say. */
export function colouring(stream: NodeJS.WriteStream): Paint {
  const { colour } = streamSink(stream);
  const painted =
    (format: 'green' | 'red' | 'dim') =>
    (text: string): string =>
      colour === true ? styleText(format, text, { validateStream: false }) : text;
  return { good: painted('green'), bad: painted('red'), dim: painted('dim') };
}

/** Different texts that are shown of findings that are alike in all else. */
const MAX_ALIKE = 3;

/** Findings for people, those that are alike together. */
export function shownFindings(findings: readonly JudgeFinding[], paint: Paint): string {
  const groups = Map.groupBy(findings, ({ judge, server, api, operation, check }) =>
    [judge, api, operation, check, `(${server})`].join(' '),
  );
  const blocks = [...groups].map(([title, alike]) => {
    const texts = [...new Set(alike.map(({ text }) => text))];
    const more = texts.length > MAX_ALIKE ? [`… and ${texts.length - MAX_ALIKE} more like them`] : [];
    const shown = [...texts.slice(0, MAX_ALIKE), ...more].map((text) => `    ${text}\n`).join('');
    return `${paint.bad(title)}, ${alike.length} times\n${shown}`;
  });
  return blocks.join('');
}

/** Entries of the list that nothing needs any more. */
export function shownUnused(unused: readonly KnownDifference[], file: string, paint: Paint): string {
  return unused
    .map(({ judge, api, operation, check, match }) => {
      const entry = [judge, api, operation, check, `“${match}”`].join(' ');
      return `${paint.bad(`${file}: nothing found is like this any more, take it away:`)} ${entry}\n`;
    })
    .join('');
}
