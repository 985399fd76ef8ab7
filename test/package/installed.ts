import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');

/** Somebody else's shell: nothing of the npm that runs the tests, and the Node that runs them. */
export const THEIR_ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'))),
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  NODE_OPTIONS: '',
  NO_UPDATE_NOTIFIER: '1',
  npm_config_offline: 'true',
};

/** A project of somebody else, with Portrait's tarball installed. */
export interface Consumer {
  folder: string;
  /** What `npm pack` made, in octets. */
  packedBytes: number;
  /** `node_modules/portrait`. */
  installed: string;
  /** `node_modules/.bin/portrait`. */
  program: string;
}

/**
 * Packs and installs as npm does, without the network: Portrait's own files come out of the tarball, and beside them
 * lie the packages that it declares as `dependencies`, and no others: what it forgot to declare is not found.
 */
export async function installedPackage(): Promise<Consumer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portrait-consumer-')));
  await run('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], { cwd: ROOT, env: THEIR_ENV });
  const [tarball = ''] = readdirSync(folder);
  const packedBytes = readFileSync(join(folder, tarball)).length;
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'portrait');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(MODULES, name), join(modules, name), 'junction');
  }
  const program = join(modules, '.bin', 'portrait');
  mkdirSync(dirname(program));
  symlinkSync(join('..', 'portrait', bin.portrait), program);
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  return { folder, packedBytes, installed, program };
}

/** All files of a folder, with `/` on every machine, in order. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
