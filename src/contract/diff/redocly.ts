/** Files with a contract as it was and as it is, and where the report of what differs is written. */
export interface Pair {
  base: string;
  revision: string;
  report: string;
}

/** A change as `redocly diff --format json` (report version 1) tells it. */
export interface RedoclyChange {
  /** JSON pointer with `#`, of the changed node. */
  path: string;
  /** Kind of the node, `Operation` for example. */
  typeName: string;
  kind: 'added' | 'removed' | 'modified';
  impact: 'major' | 'minor' | 'patch';
  verdicts: { ruleId: string; impact: string; message: string }[];
  /** Of a modified node: the key that is another. */
  property?: string;
  base?: { pointer: string; value?: unknown };
  revision?: { pointer: string; value?: unknown };
}

/** What `redocly diff` is called with. It takes all of its own rules, as long as no `redocly.yaml` is near. */
export function argumentsOf({ base, revision, report }: Pair): string[] {
  return ['diff', base, revision, '--format', 'json', '--output', report, '--fail-on', 'none'];
}
