import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../bundler.ts';
import type { Document } from '../document.ts';
import { type Place, placesIn } from '../source-places.ts';
import { bumpOf, type Change, isSame, worstOf } from './change.ts';
import { hasEntry } from './changelog.ts';
import { changesBetween } from './changes.ts';
import { type RedoclyProcess, redoclyProcess } from './redocly-process.ts';
import { isAtLeast, raised, versionOf } from './version.ts';

/** A line of a file. */
type Line = Pick<Place, 'file' | 'line'>;

/** A change, and where it is written. */
export type PlacedChange = Change & { place: Line };

/** What keeps a contract from passing: what is wrong, and the way out. */
export interface Want extends Line {
  what: string;
  wayOut: string;
}

/** What the gate says of one contract. It passes when nothing is wanted. */
export interface Verdict {
  api: string;
  status: 'new' | 'removed' | 'changed' | 'unchanged';
  /** `info.version`, before and now. */
  from?: string | undefined;
  to?: string | undefined;
  changes: PlacedChange[];
  wants: Want[];
}

/** Contracts at their base and now, each in a folder of folders, and the versions of the package that carries them. */
export interface Compared {
  before: string;
  after: string;
  packageVersions: { before: string | undefined; after: string | undefined };
}

/** Thrown when a contract cannot be read. */
export class Unreadable extends Error {}

/** The gate's verdict on every contract that is there, or was. */
export async function verdicts(compared: Compared): Promise<Verdict[]> {
  const names = new Set([...namesIn(compared.before), ...namesIn(compared.after)]);
  const redocly = redoclyProcess();
  try {
    return await Promise.all([...names].sort().map((api) => verdictOn(api, compared, redocly)));
  } finally {
    redocly.stop();
  }
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'openapi.yaml')));
}

async function verdictOn(
  api: string,
  { before, after, packageVersions }: Compared,
  redocly: RedoclyProcess,
): Promise<Verdict> {
  if (!existsSync(join(after, api, 'openapi.yaml'))) return removed(api, packageVersions);
  if (!existsSync(join(before, api, 'openapi.yaml'))) return added(api, after);
  if (textsOf(join(before, api)) === textsOf(join(after, api)))
    return { api, status: 'unchanged', changes: [], wants: [] };
  const [base, revision] = await Promise.all([read(api, before), read(api, after)]);
  if (isSame(base, revision)) return { api, status: 'unchanged', changes: [], wants: [] };
  const folder = join(after, api);
  const placeOf = linesOf(folder, revision);
  const changes = changesBetween(base, revision, await redocly.changes(base, revision)).map((change) => ({
    ...change,
    place: placeOf(change.where),
  }));
  const [from, to] = [base.info.version, revision.info.version];
  const isUnchanged = changes.length === 0 && from === to;
  const wants = isUnchanged ? [] : wantsOf(folder, revision, from, changes);
  return { api, status: isUnchanged ? 'unchanged' : 'changed', from, to, changes, wants };
}

/** The texts of a contract's YAML files by their names. Overlays and workflows are documents of their own. */
function textsOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const others = /^overlays|\.arazzo\.yaml$/;
  const own = names.filter((name) => name.endsWith('.yaml') && !others.test(name)).sort();
  return JSON.stringify(own.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

async function read(api: string, folder: string): Promise<Document> {
  const { document, problems = [] } = await bundled(api, folder);
  if (document === undefined)
    throw new Unreadable(`${join(folder, api)} is no valid contract:\n  ${problems.join('\n  ')}`);
  return document;
}

/**
 * Where a pointer into a contract is written by hand. What has been taken away is told at what it was taken from: the
 * nearest thing around it that is there.
 */
function linesOf(folder: string, document: Document): (pointer: string) => Line {
  const file = join(folder, 'openapi.yaml');
  const places = placesIn(file, document);
  return (pointer) => places(pointer) ?? { file, line: 1 };
}

function wantsOf(folder: string, revision: Document, from: string, changes: readonly Change[]): Want[] {
  const place = linesOf(folder, revision)('#/info/version');
  const to = revision.info.version;
  const [old, now] = [versionOf(from), versionOf(to)];
  if (old === undefined || now === undefined) return [formWant(place, now === undefined ? to : from)];
  const bump = bumpOf(changes);
  const lowest = bump ? raised(old, bump) : old;
  const isEnough = isAtLeast(now, lowest);
  const version = isEnough ? to : lowest.join('.');
  const wants = isEnough
    ? []
    : [{ ...place, what: versionFault(from, to, changes), wayOut: `Raise it to ${version}.` }];
  return [...wants, ...changelogWants(folder, version)];
}

function formWant(place: Line, version: string): Want {
  return { ...place, what: `info.version ${version} is not of the form 1.2.3.`, wayOut: 'Write three numbers.' };
}

function versionFault(from: string, to: string, changes: readonly Change[]): string {
  const said = from === to ? `info.version is still ${from}` : `info.version went from ${from} to ${to}`;
  const worst = worstOf(changes);
  return worst ? `${said}, but a change is ${worst} (${bumpOf(changes)}).` : `${said}, which is back.`;
}

function changelogWants(folder: string, version: string): Want[] {
  const file = join(folder, 'CHANGELOG.md');
  if (hasEntry(file, version)) return [];
  const wayOut = `Add a section \`## ${version}, ${new Date().toISOString().slice(0, 10)}\` that says what callers have to know.`;
  return [{ file, line: 1, what: `CHANGELOG.md says nothing of ${version}.`, wayOut }];
}

async function added(api: string, after: string): Promise<Verdict> {
  const folder = join(after, api);
  const document = await read(api, after);
  const to = document.info.version;
  const place = linesOf(folder, document)('#/info/version');
  const wants = versionOf(to) === undefined ? [formWant(place, to)] : changelogWants(folder, to);
  return { api, status: 'new', to, changes: [], wants };
}

/** A contract that is gone has no version to raise; what carried it has one. */
function removed(api: string, { before, after }: Compared['packageVersions']): Verdict {
  const [old, now] = [versionOf(before), versionOf(after)];
  const lowest = old && raised(old, 'major');
  const isEnough = lowest !== undefined && now !== undefined && isAtLeast(now, lowest);
  const wants = isEnough
    ? []
    : [
        {
          file: 'package.json',
          line: 1,
          what: `The contract ${api} is gone, which breaks everybody who uses it.`,
          wayOut: `Put it back, or raise the version in package.json to ${lowest?.join('.') ?? 'the next major one'}.`,
        },
      ];
  return { api, status: 'removed', changes: [], wants };
}
