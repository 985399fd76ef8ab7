import { randomUUID } from 'node:crypto';
import type { CTRFReport, Test } from 'ctrf';
import { VERSION } from '../../version.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';
import { type CheckedOperation, failureOf, testsOf } from './tests.ts';
import { detailsOf, shown } from './wording.ts';

/**
 * CTRF JSON (ctrf.io): a test for each check of each operation. The format's own library gives the types only: it would
 * bring a command line and a validator along, for one object literal.
 */
export function ctrfReport(sink: Sink): Report {
  return {
    end(summary, coverage) {
      const { startedAt, tookMs, origin, server, seed, exchanges, notes, conclusion } = summary;
      const tests = testsOf(summary);
      const number = (wanted: CheckedOperation['outcome']): number =>
        tests.filter(({ outcome }) => outcome === wanted).length;
      const start = startedAt.getTime();
      const report: CTRFReport = {
        reportFormat: 'CTRF',
        specVersion: '0.0.0',
        reportId: randomUUID(),
        timestamp: new Date(start + tookMs).toISOString(),
        generatedBy: 'portrait verify',
        results: {
          tool: { name: 'portrait verify', version: VERSION },
          summary: {
            tests: tests.length,
            passed: number('passed'),
            failed: number('failed'),
            skipped: number('skipped'),
            pending: 0,
            other: 0,
            suites: summary.contracts.length,
            start,
            stop: Math.round(start + tookMs),
            duration: Math.round(tookMs),
          },
          environment: { testEnvironment: shown(origin) },
          tests: tests.map(testOf),
          extra: { seed, server: server ?? null, exchanges, conclusion, notes, coverage: coverage.levels },
        },
      };
      sink.write(`${JSON.stringify(report, null, 2)}\n`);
      sink.close();
    },
  };
}

function testOf(test: CheckedOperation): Test {
  const { api, operation, check, outcome, findings, passed } = test;
  const place = findings.find((finding) => finding.place !== undefined)?.place;
  return {
    name: [api, operation, check].filter((word) => word !== undefined).join(' '),
    status: outcome,
    // Checks share their exchanges: none has a time of its own.
    duration: 0,
    suite: operation === undefined ? [api] : [api, operation],
    tags: [check],
    type: 'contract',
    ...(outcome === 'failed' ? { message: failureOf(test), trace: findings.map(detailsOf).join('\n\n') } : {}),
    ...(place === undefined ? {} : { filePath: place.file, line: place.line }),
    extra: {
      passed,
      findings: findings.map(({ title, came, promised, curl, seed, pointer, times }) => ({
        title,
        came,
        promised,
        pointer,
        curl,
        seed,
        times,
      })),
    },
  };
}
