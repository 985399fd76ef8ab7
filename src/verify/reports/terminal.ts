import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { CHECKS } from '../checks/names.ts';
import type { Outcome } from '../conclusion.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { Finding, Summary } from '../finding.ts';
import { countsByApi, type Group } from './groups.ts';
import type { ReportSetting } from './index.ts';
import { levelsOf } from './levels.ts';
import { progressOf } from './progress.ts';
import type { Report } from './report.ts';
import { type Entry, type Selection, selectionOf } from './selection.ts';
import type { Sink } from './sink.ts';
import { countOf, cut, durationOf, placeText, shown, subjectOf } from './wording.ts';

/** So many findings are shown in full, one of each operation and check first; who has more reads a report. */
const MAX_IN_FULL = 20;
/** Of one check of one operation, where there is room. */
const MAX_ALIKE = 3;
const MAX_LETTERS = 600;
const MAX_TITLE = 200;
const MAX_IN_LINE = 160;
/** Of a curl line; longer ones have a header that nobody wants to scroll past. */
const MAX_CURL = 1_500;
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
  const { groups, lines, hidden } = selectionOf(findings, MAX_IN_FULL, MAX_ALIKE);
  const whole = files.length === 0 ? 'add --report html=portrait.html' : files.join(', ');
  const more =
    hidden === 0 ? 'In full: ' : `${paint('bold', `… and ${countOf(hidden, 'more finding')}.`)} All of them: `;
  const isAll = hidden === 0 && lines.length === 0;
  return [
    ...groups.flatMap(({ group, checks }) => groupLines(group, checks, whole, paint)),
    ...inShort(lines, paint),
    ...(isAll ? [] : [`${more}${whole}`, '']),
    ...(findings.length > MAX_IN_FULL ? checkLines(findings, paint) : []),
  ];
}

/** What is shown of one operation. */
function groupLines(
  group: Group,
  checks: Selection['groups'][number]['checks'],
  whole: string,
  paint: Paint,
): string[] {
  const subject = paint('bold', shown(subjectOf(group)));
  return [
    group.endpoint === undefined ? subject : `${subject}  ${paint('dim', shown(group.endpoint))}`,
    '',
    ...checks.flatMap(({ check, entries, more }) => [
      `  ${paint('red', `✗ ${check}`)}  ${paint('dim', CHECKS[check])}`,
      '',
      ...entries.flatMap((entry) => [...inFull(entry, whole, paint), '']),
      ...(more > 0 ? [`    … and ${more} more of this kind`, ''] : []),
    ]),
  ];
}

function inFull({ finding, alike }: Entry, whole: string, paint: Paint): string[] {
  const { title, times, came, promised, place, pointer, curl, seed, operation } = finding;
  const where = place === undefined ? pointer : placeText(place);
  const often = times > 1 ? `, ${countOf(times, 'time')}` : '';
  const row = (name: string, text: string): string => {
    const [first = '', ...others] = shown(text).split('\n');
    return [`      ${paint('dim', name.padEnd(9))} ${first}`, ...others.map((line) => `${' '.repeat(16)}${line}`)].join(
      '\n',
    );
  };
  const others = [...new Set(alike.map((one) => one.operation ?? one.api))].filter((name) => name !== operation);
  const short = shortened(curl);
  return [
    `    ${cut(shown(title), MAX_TITLE)}  ${paint('dim', `(seed ${seed}${often})`)}`,
    row('came', cut(came, MAX_LETTERS)),
    row('promised', cut(promised, MAX_LETTERS)),
    row('contract', where),
    ...(others.length === 0
      ? []
      : [row('as well', cut(`in ${countOf(others.length, 'more operation')}: ${others.join(', ')}`, MAX_LETTERS))]),
    row('again', short === curl ? curl : `${short}\n(shortened for this screen; the line that works: ${whole})`),
  ];
}

/** A line for people: of words that fill screens the beginning, and how long they are. */
function shortened(curl: string): string {
  if (curl.length <= MAX_CURL) return curl;
  return curl.replace(
    /'[^']{100,}'|[^\s']{100,}/g,
    (word) => `${word.slice(0, 60)}…[${word.length.toLocaleString('en')} letters]${word.startsWith("'") ? "'" : ''}`,
  );
}

function inShort(findings: readonly Finding[], paint: Paint): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map((finding) => {
    const subject = shown(`${subjectOf(finding)}: ${finding.title}: ${finding.came}`).replaceAll('\n', ' ');
    return `  ${paint('red', `✗ ${finding.check}`)}  ${cut(subject, MAX_IN_LINE)}`;
  });
  return [paint('bold', 'One of each other kind'), '', ...lines, ''];
}

/** How much each check has found, the most first. */
function checkLines(findings: readonly Finding[], paint: Paint): string[] {
  const rows = [...Map.groupBy(findings, ({ check }) => check)]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([check, some]): [string, string, string] => [
      check,
      some.length.toLocaleString('en'),
      new Set(some.map(subjectOf)).size.toLocaleString('en'),
    ]);
  return [...tableLines([['', 'findings', 'operations'], ...rows], paint), ''];
}

function countLines(summary: Summary, paint: Paint): string[] {
  const rows = countsByApi(summary).map(({ api, operations, passed, failed, findings }) =>
    [api, operations, passed, failed, findings].map((value) =>
      typeof value === 'number' ? value.toLocaleString('en') : value,
    ),
  );
  const [head = '', ...lines] = tableLines([['', 'operations', 'held', 'broken', 'findings'], ...rows], paint);
  return [head, ...lines.map((line, index) => (rows[index]?.[4] === '0' ? line : paint('red', line))), ''];
}

/** Words to the left, figures to the right; the first row is the head. */
function tableLines(rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...lines] = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [paint('dim', head), ...lines];
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
