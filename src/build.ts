/**
 * What `npm pack` does first: compiles `src/` into `dist/`, since Node strips no types below `node_modules/`. What the
 * entries of `tsconfig.build.json` do not lead to, such as this, is for those who develop, and stays behind.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { ROOT } from './contract/sources.ts';

const SOURCE = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');

rmSync(DIST, { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
// What lies beside compiled code is part of it: styles, scripts of pages.
cpSync(SOURCE, DIST, {
  recursive: true,
  filter: (from) =>
    statSync(from).isDirectory() ? existsSync(join(DIST, relative(SOURCE, from))) : !from.endsWith('.ts'),
});
