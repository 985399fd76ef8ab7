import { access, constants, lstat, mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { ENDINGS } from './endings.ts';

/** Sites that are kept; the one used longest ago goes first. */
const KEPT = 4;
/** A site that has been in the making for so long was left behind. */
const LEFT_BEHIND_MS = 3_600_000;
const MAKING = 'making-';

/**
 * Where built sites lie, each in a folder that is called by its stamp, so that servers of other versions and contracts
 * do not take each other's away. It is the user's cache, and not `site/`: that one is what somebody has asked `portrait
 * docs` for, and the folder of an installed package may be read-only. A site appears whole, by being renamed.
 */
export interface Shelf {
  /** The folder of a site that is there, whole, and is used again from now on. */
  find(stamp: string): Promise<string | undefined>;
  /** A folder to make a site in. */
  begin(): Promise<string>;
  /** Puts a site that is done in its place; gives its folder, which is still the same where there is no such place. */
  keep(made: string, stamp: string): Promise<string>;
  /** Takes away what will not be done. */
  discard(made: string): Promise<void>;
}

/** `files` are those that every site here has. */
export function shelfAt(folder: string, files: readonly string[] = []): Shelf {
  return {
    async find(stamp) {
      const site = join(folder, stamp);
      if (!(await isWhole(site, files))) return undefined;
      const now = new Date();
      // Only for the order in which they go: a cache that is read-only serves as well.
      await utimes(site, now, now).catch(() => {});
      return site;
    },
    async begin() {
      // Without a cache that can be written to, it is made anew for each run.
      const parent = await mkdir(folder, { recursive: true }).then(
        () => folder,
        () => tmpdir(),
      );
      return mkdtemp(join(parent, MAKING)).catch(() => mkdtemp(join(tmpdir(), MAKING)));
    },
    async keep(made, stamp) {
      const site = join(folder, stamp);
      try {
        await rename(made, site);
      } catch {
        // Somebody else was faster, with the same; or what is there is of no use, and in the way.
        if (await isWhole(site, files)) await rm(made, { recursive: true, force: true });
        else if (!(await replaced(site, made))) return made;
      }
      await tidy(folder, stamp).catch(() => {});
      return site;
    },
    async discard(made) {
      await rm(made, { recursive: true, force: true }).catch(() => {});
    },
  };
}

/** Whether a site can be read, and is ours: what tidies caches takes single files, and others may write to shared ones. */
async function isWhole(site: string, files: readonly string[]): Promise<boolean> {
  try {
    const entry = await lstat(site);
    if (!entry.isDirectory() || entry.uid !== (process.getuid?.() ?? entry.uid)) return false;
    const wanted = files.flatMap((file) => ['', ...Object.values(ENDINGS)].map((ending) => join(site, file + ending)));
    await Promise.all(wanted.map((file) => access(file, constants.R_OK)));
    return true;
  } catch {
    return false;
  }
}

async function replaced(site: string, made: string): Promise<boolean> {
  try {
    await rm(site, { recursive: true, force: true });
    await rename(made, site);
    return true;
  } catch {
    return false;
  }
}

/** The folder for what can be made again: `PORTRAIT_CACHE`, or where the operating system wants such things. */
export function cacheFolder(): string {
  const { PORTRAIT_CACHE, XDG_CACHE_HOME = '', LOCALAPPDATA } = process.env;
  // Whoever builds works in another folder.
  if (PORTRAIT_CACHE) return resolve(PORTRAIT_CACHE);
  const home = homeOrNone();
  if (process.platform === 'darwin' && home) return join(home, 'Library', 'Caches', 'portrait');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'portrait', 'cache');
  // Relative ones are to be ignored (XDG Base Directory Specification).
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'portrait');
  if (home) return resolve(home, '.cache', 'portrait');
  return join(tmpdir(), `portrait-${process.getuid?.() ?? 'cache'}`);
}

/** A container may run as somebody whom its system does not know. */
function homeOrNone(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

async function tidy(folder: string, current: string): Promise<void> {
  const entries = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, usedAt: (await stat(join(folder, name))).mtimeMs })),
  );
  const left = entries.filter(({ name, usedAt }) => name.startsWith(MAKING) && Date.now() - usedAt > LEFT_BEHIND_MS);
  const old = entries
    .filter(({ name }) => !name.startsWith(MAKING) && name !== current)
    .sort((one, other) => other.usedAt - one.usedAt)
    .slice(KEPT - 1);
  for (const { name } of [...left, ...old]) await rm(join(folder, name), { recursive: true, force: true });
}
