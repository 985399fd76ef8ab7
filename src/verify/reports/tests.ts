import type { CheckName } from '../checks/names.ts';
import type { Finding, Summary } from '../finding.ts';
import { countOf } from './wording.ts';

/** What test reports call a test: one check of one operation. */
export interface CheckedOperation {
  api: string;
  /** Undefined where the findings are about no operation. */
  operation: string | undefined;
  check: CheckName;
  passed: number;
  findings: Finding[];
  outcome: 'passed' | 'failed' | 'skipped';
}

/** Every check of every operation, the tried ones first, with what was found. */
export function testsOf({ tallies, findings }: Summary): CheckedOperation[] {
  const tests = new Map<string, CheckedOperation>();
  for (const { api, operation: id, check, passed, failed } of tallies) {
    const operation = id === '' ? undefined : id;
    const tried = passed > 0 ? 'passed' : 'skipped';
    const outcome = failed > 0 ? 'failed' : tried;
    tests.set(nameOf(api, operation, check), { api, operation, check, passed, findings: [], outcome });
  }
  for (const finding of findings) {
    const { api, operation, check } = finding;
    const name = nameOf(api, operation, check);
    const test = tests.get(name) ?? { api, operation, check, passed: 0, findings: [], outcome: 'failed' };
    tests.set(name, { ...test, outcome: 'failed', findings: [...test.findings, finding] });
  }
  return [...tests.values()];
}

function nameOf(...words: (string | undefined)[]): string {
  return JSON.stringify(words);
}

/** A failed test in one line: the first finding, and how many more there are. */
export function failureOf({ findings, check }: CheckedOperation): string {
  const [first, ...others] = findings;
  if (first === undefined) return `${check} was broken.`;
  const more = others.length === 0 ? '' : ` (and ${countOf(others.length, 'more finding')})`;
  return `${first.title}: ${first.came}${more}`.replaceAll(/\s*\n\s*/g, ' ');
}
