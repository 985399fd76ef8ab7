import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../src/contract/sources.ts';
import type { Mutant } from './mutant.ts';
import { editsOf } from './operators.ts';

/** Only types. */
const WITHOUT_BEHAVIOUR = ['records.ts'];

/** Letters of the code that a key shows of each side. */
const SHOWN = 60;

/** Every mutant of these APIs, in the order of the code. */
export function mutantsOf(apis: readonly string[]): Mutant[] {
  return apis.flatMap((api) => {
    const folder = join(ROOT, 'src/apis', api);
    const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !WITHOUT_BEHAVIOUR.includes(name));
    return names.sort().flatMap((name) => mutantsIn(api, `src/apis/${api}/${name}`));
  });
}

function mutantsIn(api: string, file: string): Mutant[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const times = new Map<string, number>();
  return editsOf(source).map(({ operator, start, end, text: changed }) => {
    const change = `${inShort(text.slice(start, end))} → ${inShort(changed)}`;
    const name = `${file.replace('src/apis/', '')} ${functionAt(source, start)} ${operator}: ${change}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    const key = time === 1 ? name : `${name} (${time})`;
    return { key, api, file, line: source.getLineAndCharacterOfPosition(start).line + 1, start, end, text: changed };
  });
}

/** So many of them, the same ones for the same seed, in the order of the code; each file in its share. */
export function sampleOf(mutants: readonly Mutant[], seed: number, limit: number): Mutant[] {
  if (limit >= mutants.length) return [...mutants];
  const random = randomFrom(seed);
  const drawn = mutants.map((mutant) => [random(), mutant] as const).sort(([one], [other]) => one - other);
  const chosen = new Set(drawn.slice(0, limit).map(([, mutant]) => mutant));
  return mutants.filter((mutant) => chosen.has(mutant));
}

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The function or constant that a place is in. */
function functionAt(source: ts.SourceFile, position: number): string {
  const statement = source.statements.find(({ pos, end }) => pos <= position && position < end);
  if (statement === undefined) return '';
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? '';
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText() ?? '';
  return '';
}

function inShort(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 20)}…${line.slice(-19)}` : line;
}
