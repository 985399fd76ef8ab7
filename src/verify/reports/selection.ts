import type { Finding } from '../finding.ts';
import { type Group, groupsOf } from './groups.ts';
import { placeText } from './wording.ts';

/** A finding, and those that one mending of the contract's same place most likely mends with it. */
export interface Entry {
  finding: Finding;
  /** The same check at the same place, of other operations or again of its own; empty where it stands alone. */
  alike: Finding[];
}

/** What a person is shown of all findings. */
export interface Selection {
  /** In full, by operation and check; `more` of that check of that operation are not shown. */
  groups: { group: Group; checks: { check: Finding['check']; entries: Entry[]; more: number }[] }[];
  /** For a line each: of every operation and check of which nothing is shown in full, the first. */
  lines: Finding[];
  /** Findings that are neither. */
  hidden: number;
}

/** What is broken at a place that several operations share, such as a component, is one entry. */
export function entriesOf(findings: readonly Finding[]): Entry[] {
  const places = Map.groupBy(findings, ({ api, check, place, pointer }) =>
    JSON.stringify([api, check, place === undefined ? pointer : placeText(place)]),
  );
  return [...places.values()].flatMap((some): Entry[] => {
    const [finding, ...alike] = some as [Finding, ...Finding[]];
    const isShared = new Set(some.map(({ operation }) => operation)).size > 1;
    return isShared ? [{ finding, alike }] : some.map((one) => ({ finding: one, alike: [] }));
  });
}

/** So many entries; one of each operation and check first, then a second and so on, at most `mostAlike` of each. */
export function selectionOf(findings: readonly Finding[], most: number, mostAlike: number): Selection {
  const entries = entriesOf(findings);
  const kinds = Map.groupBy(entries, ({ finding }) => kindOf(finding));
  const rounds = Array.from({ length: mostAlike }, (_, round) =>
    [...kinds.values()].flatMap((some) => some[round] ?? []),
  );
  const chosen = new Set(rounds.flat().slice(0, most));
  const byFinding = new Map([...chosen].map((entry) => [entry.finding, entry]));
  const inFull = new Set([...chosen].flatMap(({ finding, alike }) => [finding, ...alike]));
  const told = new Set([...inFull].map(kindOf));
  const lines = findings.filter((finding) => !told.has(kindOf(finding)) && told.add(kindOf(finding)));
  const groups = groupsOf(findings).map((group) => ({
    group,
    checks: group.checks.map(({ check, findings: own }) => ({
      check,
      entries: own.flatMap((finding) => byFinding.get(finding) ?? []),
      more: own.filter((finding) => !inFull.has(finding)).length,
    })),
  }));
  return {
    groups: groups
      .map(({ group, checks }) => ({ group, checks: checks.filter((one) => one.entries.length > 0) }))
      .filter(({ checks }) => checks.length > 0),
    lines,
    hidden: findings.length - inFull.size - lines.length,
  };
}

function kindOf({ api, operation, check }: Finding): string {
  return JSON.stringify([api, operation, check]);
}
