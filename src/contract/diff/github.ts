import { relative } from 'node:path';
import { RATINGS } from './change.ts';
import type { PlacedChange, Verdict } from './gate.ts';
import { headline, spoken } from './report.ts';

type Level = 'error' | 'warning' | 'notice';

/**
 * GitHub's workflow commands that put a verdict onto the lines of a pull request: what is wanted, and the breaking changes
 * that have no version yet, are errors; risky changes, and breaking ones with their version, are warnings.
 */
export function annotations(verdicts: readonly Verdict[], root: string): string[] {
  return verdicts.flatMap(({ api, changes, wants }) => {
    const breaking: Level = wants.length > 0 ? 'error' : 'warning';
    const told = changes.filter(({ rating }) => rating !== 'safe');
    return [
      ...wants.map(({ what, wayOut, file, line }) =>
        command('error', relative(root, file), line, `${api}: wanted`, `${what} ${wayOut}`),
      ),
      ...told.map(({ rating, what, where, place }) =>
        command(
          rating === 'breaking' ? breaking : 'warning',
          relative(root, place.file),
          place.line,
          `${api}: ${rating}`,
          `${spoken(where)}: ${what}`,
        ),
      ),
    ];
  });
}

/** One workflow command; its texts are escaped as GitHub wants it. */
function command(level: Level, file: string, line: number, title: string, message: string): string {
  const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${data(message)}`;
}

/** The verdicts in Markdown, for a job's summary. */
export function summary(verdicts: readonly Verdict[], base: string, root: string): string {
  const parts = verdicts.filter(({ status }) => status !== 'unchanged').map((verdict) => section(verdict, root));
  const text = parts.length > 0 ? parts.join('\n\n') : 'No contract has changed.';
  return `## Contracts, compared with ${base}\n\n${text}\n`;
}

function section(verdict: Verdict, root: string): string {
  const { changes, wants } = verdict;
  const wanted = wants.map(({ what, wayOut }) => `- **Wanted:** ${what} ${wayOut}`);
  const rows = changes.map((change) => row(change, root));
  const table = rows.length > 0 ? ['| Rating | Where | What | Source |', '|---|---|---|---|', ...rows] : [];
  const verdictLine = wanted.length > 0 ? wanted : ['Version and changelog say so.'];
  return [`### ${wants.length > 0 ? '❌' : '✅'} ${headline(verdict)}`, '', ...verdictLine, '', ...table]
    .join('\n')
    .trim();
}

function row({ rating, where, what, place }: PlacedChange, root: string): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const sign = ['✔', '▲', '✖'][RATINGS.indexOf(rating)];
  return `| ${sign} ${rating} | ${cell(spoken(where))} | ${cell(what)} | ${relative(root, place.file)}:${place.line} |`;
}
