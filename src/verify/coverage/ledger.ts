import type { Coverage, Criterion } from './coverage.ts';

/** The criteria of all contracts, each once. To cover one, set its `covered`. */
export interface Ledger {
  /** The criterion of that name, made at the first question. */
  criterion(api: string, kind: Kind, operation: string, name: string): Criterion;
  coverage(): Coverage;
}

/**
 * What is counted, and the level that asks for it. Levels 1 to 6 are those of Martin-Lopez, Segura and Ruiz-Cortés,
 * “Test Coverage Criteria for RESTful Web APIs” (A-TEST 2019); its operation flows, level 7, are not counted. Of our own
 * are the security alternatives, which are ways to ask as parameters are, and the declared headers of answers, which
 * are parts of answers as properties are. Fields of a request's body are parameters here, as they were in OpenAPI 2.
 */
const LEVELS = {
  path: 1,
  operation: 2,
  'media type': 3,
  parameter: 4,
  'status class': 4,
  'security alternative': 4,
  'parameter value': 5,
  status: 5,
  property: 6,
  'response header': 6,
} as const;

export type Kind = keyof typeof LEVELS;

export const KINDS = Object.keys(LEVELS) as readonly Kind[];

export function newLedger(): Ledger {
  const criteria = new Map<string, Criterion>();
  return {
    criterion(api, kind, operation, name) {
      const key = [api, kind, operation, name].join('\n');
      const known = criteria.get(key);
      if (known !== undefined) return known;
      const criterion: Criterion = { kind, api, operation, name, level: LEVELS[kind], covered: false };
      criteria.set(key, criterion);
      return criterion;
    },
    coverage: () => coverageOfAll([...criteria.values()]),
  };
}

function coverageOfAll(criteria: readonly Criterion[]): Coverage {
  const levels = [1, 2, 3, 4, 5, 6].map((level) => {
    const ofLevel = criteria.filter((criterion) => criterion.level === level);
    const covered = ofLevel.filter((criterion) => criterion.covered).length;
    return { level, covered, of: ofLevel.length };
  });
  return { criteria: criteria.map((criterion) => ({ ...criterion })), levels };
}
