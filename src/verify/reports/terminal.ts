import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { CHECKS } from '../checks/names.ts';
import type { Outcome } from '../conclusion.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { Finding, Summary } from '../finding.ts';
import { countsByApi, type Group, groupsOf } from './groups.ts';
import type { ReportSetting } from './index.ts';
import { levelsOf } from './levels.ts';
import { progressOf } from './progress.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';
import { countOf, cut, durationOf, placeText, shown, subjectOf } from './wording.ts';

/** So many findings are shown in full; who has more reads a report. */
const MAX_IN_FULL = 20;
/** Of one check of one operation: so many, that others have their turn. */
const MAX_ALIKE = 3;
const MAX_LETTERS = 600;
const BAR_LETTERS = 20;

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** For the person who started it: a line of progress while it runs; then findings, figures and the verdict. */
export function terminalReport(sink: Sink, { files = [], environment = {} }: ReportSetting = {}): Report {
  // What a server says must not read as a command to the runner of GitHub Actions, who looks for some in every line.
  const pause = environment['GITHUB_ACTIONS'] === 'true' ? randomUUID() : undefined;
  const paint: Paint = (style, text) => (sink.colour ? styleText(style, text, { validateStream: false }) : text);
  const say = (lines: readonly string[]): void => sink.write(lines.map((line) => `${line}\n`).join(''));
  const progress = progressOf(sink);
  return {
    begin({ origin, server, seed, contracts, planned }) {
      const operations = contracts.reduce((sum, contract) => sum + contract.operations.length, 0);
      const who = server === undefined ? '' : ` (${shown(server)})`;
      say([
        `${paint('bold', 'portrait verify')}  ${shown(origin)}${who}`,
        paint(
          'dim',
          `${contracts.map(({ api }) => api).join(', ')}: ${countOf(operations, 'operation')}, seed ${seed}`,
        ),
        '',
      ]);
      progress.begin(planned);
    },
    observed: ({ operation, tried }) => {
      const subject = operation ?? tried?.operation;
      progress.step(subject === undefined ? '' : shown(`${subject.api} ${subject.id}`));
    },
    found: () => progress.found(),
    end(summary, coverage) {
      progress.end();
      if (pause !== undefined) say([`::stop-commands::${pause}`]);
      say([
        ...findingLines(summary, files, paint),
        ...countLines(summary, paint),
        ...coverageLines(coverage, paint),
        ...noteLines(summary, paint),
        ...verdictLines(summary, paint),
      ]);
      if (pause !== undefined) say([`::${pause}::`]);
      sink.close();
    },
  };
}

function findingLines({ findings }: Summary, files: readonly string[], paint: Paint): string[] {
  const lines: string[] = [];
  let left = MAX_IN_FULL;
  for (const group of groupsOf(findings)) {
    if (left === 0) break;
    const told = groupLines(group, left, paint);
    lines.push(...told.lines);
    left -= told.inFull;
  }
  const hidden = findings.length - (MAX_IN_FULL - left);
  if (hidden === 0) return lines;
  const more = countOf(hidden, 'more finding');
  const way = files.length === 0 ? 'All of them: add --report html=portrait.html' : `All of them: ${files.join(', ')}`;
  return [...lines, `${paint('bold', `… and ${more}.`)} ${way}`, ''];
}

/** What was found of one operation, at most so many in full. */
function groupLines(group: Group, most: number, paint: Paint): { lines: string[]; inFull: number } {
  const subject = paint('bold', shown(subjectOf(group)));
  const lines = [group.endpoint === undefined ? subject : `${subject}  ${paint('dim', shown(group.endpoint))}`, ''];
  let inFullSoFar = 0;
  for (const { check, findings } of group.checks) {
    const seen = findings.slice(0, Math.min(most - inFullSoFar, MAX_ALIKE));
    if (seen.length === 0) break;
    inFullSoFar += seen.length;
    const more = findings.length - seen.length;
    lines.push(`  ${paint('red', `✗ ${check}`)}  ${paint('dim', CHECKS[check])}`, '');
    lines.push(...seen.flatMap((finding) => [...inFull(finding, paint), '']));
    if (more > 0) lines.push(`    … and ${more} more of this kind`, '');
  }
  return { lines, inFull: inFullSoFar };
}

function inFull({ title, times, came, promised, place, pointer, curl, seed }: Finding, paint: Paint): string[] {
  const where = place === undefined ? pointer : placeText(place);
  const often = times > 1 ? `, ${countOf(times, 'time')}` : '';
  const row = (name: string, text: string): string => {
    const [first = '', ...others] = shown(text).split('\n');
    return [`      ${paint('dim', name.padEnd(9))} ${first}`, ...others.map((line) => `${' '.repeat(16)}${line}`)].join(
      '\n',
    );
  };
  return [
    `    ${shown(title)}  ${paint('dim', `(seed ${seed}${often})`)}`,
    row('came', cut(came, MAX_LETTERS)),
    row('promised', cut(promised, MAX_LETTERS)),
    row('contract', where),
    row('again', curl),
  ];
}

function countLines(summary: Summary, paint: Paint): string[] {
  const rows = countsByApi(summary).map(({ api, operations, passed, failed, findings }) =>
    [api, operations, passed, failed, findings].map((value) =>
      typeof value === 'number' ? value.toLocaleString('en') : value,
    ),
  );
  const head = ['', 'operations', 'held', 'broken', 'findings'];
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ');
  return [paint('dim', line(head)), ...rows.map((row) => (row[4] === '0' ? line(row) : paint('red', line(row)))), ''];
}

function coverageLines(coverage: Coverage, paint: Paint): string[] {
  if (coverage.levels.length === 0) return [];
  const lines = levelsOf(coverage).map(({ level, kinds, covered, of, percent }) => {
    const full = Math.floor((percent / 100) * BAR_LETTERS);
    const bar = `${'█'.repeat(full)}${paint('dim', '░'.repeat(BAR_LETTERS - full))}`;
    const share = `${percent} %`.padStart(5);
    const figures = `${covered.toLocaleString('en')} of ${of.toLocaleString('en')}`;
    return `TCL ${level}  ${bar}  ${percent === 100 ? share : paint('yellow', share)}  ${figures}  ${paint('dim', kinds.join(', '))}`;
  });
  return [paint('bold', 'Coverage'), ...lines, ''];
}

function noteLines({ notes }: Summary, paint: Paint): string[] {
  if (notes.length === 0) return [];
  return [paint('bold', 'Left out'), ...notes.map((note) => `- ${cut(shown(note), MAX_LETTERS)}`), ''];
}

/** How each outcome is marked. */
const MARKS: Record<Outcome, [style: Parameters<typeof styleText>[0], mark: string]> = {
  held: ['green', '✓ '],
  broken: [['red', 'bold'], '✗ '],
  uncovered: [['red', 'bold'], '✗ '],
  interrupted: [['red', 'bold'], '✗ '],
  unknown: ['yellow', '? '],
};

function verdictLines({ conclusion, findings, exchanges, tookMs, seed }: Summary, paint: Paint): string[] {
  const work = `${countOf(exchanges, 'request')}, ${durationOf(tookMs)}, seed ${seed}`;
  const [style, mark] = MARKS[conclusion.outcome];
  const [first] = findings;
  return [
    `${paint(style, `${mark}${shown(conclusion.text)}.`)} ${work}.`,
    ...conclusion.more.map((sentence) => `  ${shown(sentence)}`),
    ...(first === undefined
      ? []
      : [
          `  Go on: send the first curl line again and mend what it shows; then run the same with --only ${first.check} --seed ${seed}`,
        ]),
  ];
}
