/** `npm run diff`: compares every contract with its version in git, and wants version and changelog to say what changed. */
import { enableCompileCache } from 'node:module';

// Before all else is loaded: what is cached needs neither compiling nor the compiler of TypeScript.
enableCompileCache();
await import('./diff/command.ts');
