import { appendFileSync } from 'node:fs';
import type { Coverage } from '../coverage/coverage.ts';
import type { Finding, Summary } from '../finding.ts';
import { countsByApi, groupsOf } from './groups.ts';
import type { ReportSetting } from './index.ts';
import { levelsOf } from './levels.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';
import { countOf, cut, durationOf, placeText, shown, subjectOf } from './wording.ts';

/** More annotations than this GitHub does not show for a run. */
const MAX_ANNOTATIONS = 50;
const MAX_IN_SUMMARY = 100;
const MAX_LETTERS = 2_000;
/** A summary of more than 1 MiB is refused whole. */
const MAX_SUMMARY = 900_000;

/**
 * For GitHub Actions: workflow commands that annotate the contract's source where it is broken, and a summary in
 * Markdown for the page of the job (appended to the file that `GITHUB_STEP_SUMMARY` names).
 */
export function githubReport(sink: Sink, { environment = {}, files = [] }: ReportSetting = {}): Report {
  const summaryFile = environment['GITHUB_STEP_SUMMARY'];
  return {
    end(summary, coverage) {
      const { findings, conclusion } = summary;
      if (conclusion.outcome !== 'held' && conclusion.outcome !== 'broken')
        sink.write(command('error', {}, [`${conclusion.text}.`, ...conclusion.more].join('\n')));
      sink.write(findings.slice(0, MAX_ANNOTATIONS).map(annotationOf).join(''));
      const more = findings.length - MAX_ANNOTATIONS;
      if (more > 0) sink.write(command('notice', {}, `${countOf(more, 'more finding')} without an annotation.`));
      sink.close();
      if (summaryFile !== undefined && summaryFile !== '')
        appendFileSync(summaryFile, markdownOf(summary, coverage, files));
    },
  };
}

function annotationOf(finding: Finding): string {
  const { check, place, came, promised, title, curl } = finding;
  const again = curl.length > MAX_LETTERS ? 'The curl line is too long for here.' : curl;
  const where = place && { file: place.file, line: String(place.line), col: String(place.column) };
  const text = `${title}\ncame: ${cut(came, MAX_LETTERS)}\npromised: ${cut(promised, MAX_LETTERS)}\n${again}`;
  return command('error', { ...where, title: `${subjectOf(finding)}: ${check}` }, text);
}

/** A workflow command. What would end it, or one of its properties, is escaped by GitHub's own rules. */
function command(name: string, properties: Record<string, string>, text: string): string {
  const data = (value: string): string =>
    shown(value).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string => data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name}${pairs.length === 0 ? '' : ` ${pairs.join(',')}`}::${data(text)}\n`;
}

function markdownOf(summary: Summary, coverage: Coverage, files: readonly string[]): string {
  const { origin, seed, exchanges, tookMs, findings, notes, conclusion } = summary;
  const verdict = headingOf(summary);
  const head = [
    `## ${verdict}`,
    '',
    `portrait verify ${code(origin)}: ${countOf(exchanges, 'request')} in ${durationOf(tookMs)}, seed ${seed}.`,
    '',
    ...conclusion.more.flatMap((sentence) => [escaped(sentence), '']),
    ...table(
      ['API', 'operations', 'held', 'broken', 'findings'],
      countsByApi(summary).map((row) => Object.values(row).map(plain)),
    ),
    ...(coverage.levels.length === 0 ? [] : coverageLines(coverage)),
    ...(notes.length === 0 ? [] : ['**Left out**', '', ...notes.map((note) => `- ${escaped(note)}`), '']),
  ].join('\n');
  return `${head}\n${findingsWithin(findings, MAX_SUMMARY - head.length, files)}\n`;
}

function headingOf({ conclusion: { outcome, text }, findings }: Summary): string {
  if (outcome === 'broken') return `❌ ${countOf(findings.length, 'finding')}`;
  if (outcome === 'held') return `✅ ${text}`;
  return `${outcome === 'unknown' ? '❔' : '❌'} ${escaped(text)}`;
}

function coverageLines(coverage: Coverage): string[] {
  return table(
    ['Coverage', 'share', 'covered', 'of what'],
    levelsOf(coverage).map(({ level, percent, covered, of, kinds }) => [
      `TCL ${level}`,
      `${percent} %`,
      `${plain(covered)} of ${plain(of)}`,
      escaped(kinds.join(', ')),
    ]),
  );
}

/** As many as the page takes, grouped by operation; then how many more. */
function findingsWithin(findings: readonly Finding[], letters: number, files: readonly string[]): string {
  let left = letters;
  let text = '';
  let number = 0;
  for (const group of groupsOf(findings.slice(0, MAX_IN_SUMMARY))) {
    const heading = `### ${escaped(subjectOf(group))} ${group.endpoint === undefined ? '' : code(group.endpoint)}\n\n`;
    const parts = group.checks.flatMap((check) => check.findings.map(detailsIn));
    const size = heading.length + parts.join('').length;
    if (size > left) break;
    left -= size;
    number += parts.length;
    text += heading + parts.join('');
  }
  if (number === findings.length) return text;
  const others = files.length === 0 ? '' : ` All of them: ${files.map(code).join(', ')}.`;
  return `${text}… and ${countOf(findings.length - number, 'more finding')}.${others}\n`;
}

function detailsIn({ check, title, came, promised, place, pointer, curl, times }: Finding): string {
  const often = times > 1 ? ` (${countOf(times, 'time')})` : '';
  return [
    `<details><summary><code>${check}</code> ${escaped(title)}${often}</summary>`,
    '',
    ...table(
      ['', ''],
      [
        ['came', code(cut(came, MAX_LETTERS))],
        ['promised', code(cut(promised, MAX_LETTERS))],
        ['contract', code(place === undefined ? pointer : placeText(place))],
      ],
    ),
    ...fenced(curl),
    '',
    '</details>',
    '',
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, shown(text), fence];
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** Text that is neither markup nor Markdown, and stays in its table cell. */
function escaped(text: string): string {
  return shown(text)
    .replace(/[&<>"'\\`*_[\]#|~@]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/\n/g, '<br>');
}

function plain(value: string | number): string {
  return typeof value === 'number' ? value.toLocaleString('en') : escaped(value);
}
