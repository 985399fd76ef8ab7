import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import { type SeldomUsed, standInFor } from '../src/stand-ins.ts';

const { resolve } = createRequire(import.meta.url);
/** By other names: what is called `jest.mock` is moved to the top of the file. */
const { mock, requireActual } = jest;

/**
 * What `src/stand-ins.ts` does, where jest loads modules: it has a registry of its own, and takes stand-ins as mocks.
 * jest.config.json puts this in its place.
 */
export function standIn(library: string, modules: readonly SeldomUsed[]): void {
  const { resolve: resolveThere } = createRequire(resolve(library));
  for (const [name, ...keys] of modules) {
    const path = resolveThere(name);
    mock(path, () => standInFor(() => requireActual(path), keys));
  }
}
