#!/usr/bin/env node
/** The command line, as written in a checkout, as compiled in a package. Says so when Node is too old to read either. */
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [major, minor] = process.versions.node.split('.').map(Number);
const [leastMajor, leastMinor] = /(\d+)\.(\d+)/.exec(engines.node).slice(1).map(Number);

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  process.stderr.write(
    `portrait: Node ${engines.node} is needed, this is ${process.version}. See https://nodejs.org\n`,
  );
  process.exitCode = 2;
} else {
  // Before anything is loaded: what is cached needs neither compiling nor the compiler of TypeScript.
  module.enableCompileCache();
  await import('./neighbours.js');
  const source = new URL('../src/cli.ts', import.meta.url);
  await import(existsSync(source) ? source.href : new URL('../dist/cli.js', import.meta.url).href);
}
