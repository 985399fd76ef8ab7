import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../src/contract/sources.ts';

/** Mutants that make no difference to anybody who asks, by their keys, each with the reason (`survivors.yaml`). */
export function knownSurvivors(): ReadonlyMap<string, string> {
  const text = readFileSync(join(ROOT, 'test/mutation/survivors.yaml'), 'utf8');
  return new Map(Object.entries((parse(text) ?? {}) as Record<string, string>));
}
