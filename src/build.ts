/**
 * What `npm pack` does first: compiles `src/` into `dist/`, since Node strips no types below `node_modules/`. What the
 * entries of `tsconfig.build.json` do not lead to, such as this, is for those who develop, and stays behind.
 */
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './contract/sources.ts';

const SOURCE = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');

const CONFIG = join(ROOT, 'tsconfig.build.json');

/** Compiles without a look at the types of others, which are checked elsewhere: reading them would take most of the time. */
function compile(): void {
  const { config, error } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const own = { ...options, noLib: true, types: [] };
  const host = ts.createCompilerHost(own);
  host.resolveModuleNameLiterals = (literals, file, _, __, { impliedNodeFormat }) =>
    literals.map(({ text }) =>
      text.startsWith('.')
        ? ts.resolveModuleName(text, file, own, host, undefined, undefined, impliedNodeFormat)
        : { resolvedModule: undefined },
    );
  const program = ts.createProgram(fileNames, own, host);
  const { diagnostics } = program.emit();
  const wrong = [...(error ? [error] : []), ...errors, ...program.getSyntacticDiagnostics(), ...diagnostics];
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, host));
}

rmSync(DIST, { recursive: true, force: true });
compile();
// What lies beside compiled code is part of it: styles, scripts of pages.
cpSync(SOURCE, DIST, {
  recursive: true,
  filter: (from) =>
    statSync(from).isDirectory() ? existsSync(join(DIST, relative(SOURCE, from))) : !from.endsWith('.ts'),
});
