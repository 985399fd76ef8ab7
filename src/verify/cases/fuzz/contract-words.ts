import type { Contract, Media, Operation } from '../../../contract/contract.ts';
import {
  type Document,
  type Example,
  type Json,
  type Reference,
  resolve,
  type Schema,
} from '../../../contract/document.ts';

const MAX_DEPTH = 4;

/** What a contract's parameters are about: their examples and enumerations, other spellings of them, words of its paths. */
export function wordsOf({ document, operations }: Contract, { path }: Operation): string[] {
  const values = operations
    .flatMap(({ parameters }) => parameters)
    .flatMap(({ example, examples = {}, schema = {} }) => {
      const { enum: known = [], default: usual } = resolve<Schema>(document, schema) as {
        enum?: Json[];
        default?: Json;
      };
      const shown = Object.values(examples as Record<string, Example>).map(({ value }) => value);
      return [example, ...shown, ...known, usual];
    })
    .flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));
  const segments = operations.flatMap((one) => one.path.split('/')).filter((segment) => !/^$|\{/.test(segment));
  const templates = path.match(/\{[^}]+\}/g) ?? [];
  const spellings = values.flatMap((value) => [value, value, value.toUpperCase(), value.toLowerCase()]);
  const pair = [...new Set(values)].slice(-2).join(',');
  return [...new Set([...spellings, pair, ...segments, ...templates])].filter((word) => word !== '');
}

/** Names of a body's properties, the outermost first. */
export function namesOf(document: Document, { schema = {} }: Pick<Media, 'schema'>): string[] {
  const names = new Set<string>();
  const visit = (node: Schema | Reference, depth: number): void => {
    const one = resolve<Schema>(document, node);
    const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => (one[keyword] ?? []) as Schema[]);
    for (const name of Object.keys(one.properties ?? {})) names.add(name);
    const below = [...Object.values(one.properties ?? {}), ...parts, (one['items'] ?? {}) as Schema];
    if (depth < MAX_DEPTH) for (const child of below) if (typeof child === 'object') visit(child, depth + 1);
  };
  visit(schema, 0);
  return [...names];
}
