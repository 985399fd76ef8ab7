import type { Summary } from '../finding.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';
import { type CheckedOperation, failureOf, testsOf } from './tests.ts';
import { cut, detailsOf, shown } from './wording.ts';

const MAX_MESSAGE = 500;

type Element = Record<string, unknown>;

/**
 * JUnit XML, as Jenkins, GitLab, Azure and most others read it: a suite for each API, a case for each check of each
 * operation. There is no standard; this holds the strictest schema about, with all attributes and one failure at most.
 * A suite's time is what its exchanges took; of one check there is none to be told.
 */
export function junitReport(sink: Sink): Report {
  const tookMs = new Map<string, number>();
  return {
    observed({ contract: { api }, exchange }) {
      tookMs.set(api, (tookMs.get(api) ?? 0) + exchange.tookMs);
    },
    async end(summary) {
      const { default: XMLBuilder } = await import('fast-xml-builder');
      const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressBooleanAttributes: false });
      const tests = testsOf(summary);
      const apis = [...new Set([...summary.contracts.map(({ api }) => api), ...tests.map(({ api }) => api)])];
      const suites = apis.map((api) => {
        const own = tests.filter((test) => test.api === api);
        return suiteOf(api, own, summary, tookMs.get(api) ?? 0);
      });
      const root = {
        '@_name': 'portrait verify',
        ...figuresOf(tests),
        '@_time': seconds(summary.tookMs),
        testsuite: suites,
      };
      sink.write(`<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`);
      sink.close();
    },
  };
}

function suiteOf(api: string, tests: readonly CheckedOperation[], summary: Summary, tookMs: number): Element {
  return {
    '@_name': api,
    '@_timestamp': summary.startedAt.toISOString().slice(0, 19),
    '@_hostname': hostOf(summary),
    ...figuresOf(tests),
    '@_time': seconds(tookMs),
    properties: {
      property: [
        { '@_name': 'origin', '@_value': shown(summary.origin) },
        { '@_name': 'seed', '@_value': String(summary.seed) },
        ...(summary.server === undefined ? [] : [{ '@_name': 'server', '@_value': shown(summary.server) }]),
      ],
    },
    testcase: tests.map(caseOf),
    'system-out': shown([`${summary.conclusion.text}.`, ...summary.conclusion.more, ...summary.notes].join('\n')),
    'system-err': '',
  };
}

/** Of recorded traffic the origin is a file. */
function hostOf({ origin }: Summary): string {
  return URL.canParse(origin) ? new URL(origin).hostname : 'localhost';
}

function caseOf(test: CheckedOperation): Element {
  const { api, operation, check, findings, outcome } = test;
  const head = {
    '@_classname': shown(operation === undefined ? api : `${api}.${operation}`),
    '@_name': check,
    '@_time': '0.000',
  };
  if (outcome === 'skipped') return { ...head, skipped: '' };
  if (outcome === 'passed') return head;
  const failure = {
    '@_type': check,
    '@_message': cut(shown(failureOf(test)), MAX_MESSAGE),
    '#text': findings.map(detailsOf).join('\n\n'),
  };
  return { ...head, failure };
}

function figuresOf(tests: readonly CheckedOperation[]): Element {
  const number = (wanted: CheckedOperation['outcome']): string =>
    String(tests.filter(({ outcome }) => outcome === wanted).length);
  return {
    '@_tests': String(tests.length),
    '@_failures': number('failed'),
    '@_errors': '0',
    '@_skipped': number('skipped'),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
