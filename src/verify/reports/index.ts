import { ctrfReport } from './ctrf.ts';
import { githubReport } from './github.ts';
import { harReport } from './har.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import type { Report } from './report.ts';
import { sarifReport } from './sarif.ts';
import { fileSink, type Sink, streamSink } from './sink.ts';
import { terminalReport } from './terminal.ts';

/** What a report may want to know besides the run. */
export interface ReportSetting {
  /** Files that other reports of the same run are written to. */
  files?: readonly string[];
  environment?: NodeJS.ProcessEnv;
}

/** One way of telling a run. */
export interface Format {
  /** For `--help`. */
  description: string;
  /** Whether it can go to the standard output, without a file. */
  forStandardOutput: boolean;
  report(sink: Sink, setting?: ReportSetting): Report;
}

/** All formats, by the name that `--report` knows them by. */
export const formats = {
  terminal: { description: 'text for people, with progress', forStandardOutput: true, report: terminalReport },
  html: {
    description: 'one page to open in a browser, with every finding',
    forStandardOutput: false,
    report: htmlReport,
  },
  junit: {
    description: 'JUnit XML: a case for each check of each operation',
    forStandardOutput: false,
    report: junitReport,
  },
  sarif: {
    description: 'SARIF 2.1.0: findings at their lines of the contract',
    forStandardOutput: false,
    report: sarifReport,
  },
  github: {
    description: 'annotations and a job summary, in GitHub Actions',
    forStandardOutput: true,
    report: githubReport,
  },
  ctrf: { description: 'CTRF: the same as JUnit, in JSON', forStandardOutput: false, report: ctrfReport },
  har: { description: 'HTTP Archive of everything that was sent', forStandardOutput: false, report: harReport },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

const names = Object.keys(formats).join(', ');

/**
 * The reports that are wanted, as one. Each is a `FORMAT=FILE`, or a `FORMAT` alone that goes to the standard output.
 * Their files are opened at once.
 * @throws Error when a format does not exist, needs a file, or the file cannot be written; the message says the way out.
 */
export function reportsTo(
  wanted: readonly string[],
  stream: NodeJS.WriteStream = process.stdout,
  environment: NodeJS.ProcessEnv = process.env,
): Report {
  const places = wanted.map(placeIn);
  const files = places.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const reports = places.map(({ format, file }) => {
    const sink = file === undefined ? streamSink(stream, environment) : fileSink(file);
    return format.report(sink, { files: files.filter((other) => other !== file), environment });
  });
  return allOf(reports);
}

function placeIn(text: string): { format: Format; file: string | undefined } {
  const mark = text.indexOf('=');
  const name = mark < 0 ? text : text.slice(0, mark);
  const file = mark < 0 ? undefined : text.slice(mark + 1);
  if (!Object.hasOwn(formats, name)) throw new Error(`There is no report "${name}". There are: ${names}.`);
  const format: Format = formats[name as FormatName];
  if (file === '' || (file === undefined && !format.forStandardOutput))
    throw new Error(`The report ${name} needs a file: --report ${name}=FILE`);
  return { format, file };
}

/** Tells all of them everything, one after the other. */
function allOf(reports: readonly Report[]): Report {
  return {
    async begin(run) {
      for (const report of reports) await report.begin?.(run);
    },
    async observed(observation) {
      for (const report of reports) await report.observed?.(observation);
    },
    async found(finding) {
      for (const report of reports) await report.found?.(finding);
    },
    async end(summary, coverage) {
      for (const report of reports) await report.end(summary, coverage);
    },
  };
}
