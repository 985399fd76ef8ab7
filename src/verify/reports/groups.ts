import type { CheckName } from '../checks/names.ts';
import type { Finding, Summary } from '../finding.ts';

/** What was found of one operation; or of an API, where it is about no operation. */
export interface Group {
  api: string;
  operation: string | undefined;
  endpoint: string | undefined;
  checks: { check: CheckName; findings: Finding[] }[];
}

/** Findings by operation, then by check, each in the order in which they came up. */
export function groupsOf(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { api, operation, endpoint, check } = finding;
    const name = JSON.stringify([api, operation]);
    const group = groups.get(name) ?? { api, operation, endpoint, checks: [] };
    groups.set(name, group);
    const known = group.checks.find((one) => one.check === check);
    if (known === undefined) group.checks.push({ check, findings: [finding] });
    else known.findings.push(finding);
  }
  return [...groups.values()];
}

/** What one API came to. */
export interface ApiCount {
  api: string;
  operations: number;
  passed: number;
  failed: number;
  findings: number;
}

/** One row for each contract of a run. */
export function countsByApi({ contracts, tallies, findings }: Summary): ApiCount[] {
  return contracts.map(({ api, operations }) => {
    const own = tallies.filter((tally) => tally.api === api);
    return {
      api,
      operations: operations.length,
      passed: own.reduce((sum, { passed }) => sum + passed, 0),
      failed: own.reduce((sum, { failed }) => sum + failed, 0),
      findings: findings.filter((finding) => finding.api === api).length,
    };
  });
}
