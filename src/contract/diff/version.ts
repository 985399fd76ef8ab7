import type { Bump } from './change.ts';

type Version = [major: number, minor: number, patch: number];

/** The three numbers of a version; nothing when it is none, or one of a pre-release. */
export function versionOf(text: unknown): Version | undefined {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(String(text))?.slice(1).map(Number);
  return numbers as Version | undefined;
}

/** The lowest version that says so much has changed. Below 1.0.0 a breaking change raises the minor version (semver 4). */
export function raised([major, minor, patch]: Version, bump: Bump): Version {
  if (bump === 'major' && major > 0) return [major + 1, 0, 0];
  return bump === 'patch' ? [major, minor, patch + 1] : [major, minor + 1, 0];
}

/** Whether the first version is the second, or a later one. */
export function isAtLeast(one: Version, other: Version): boolean {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place < 0 || (one[place] ?? 0) > (other[place] ?? 0);
}
