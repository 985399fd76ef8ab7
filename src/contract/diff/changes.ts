import type { Document } from '../document.ts';
import { type Change, RATINGS } from './change.ts';
import { nodePairs } from './node-pairs.ts';
import type { RedoclyChange } from './redocly.ts';
import { ratedChange } from './redocly-ratings.ts';
import { examples, exampleWords, schemaExamples } from './rules/examples.ts';
import { extensions } from './rules/extensions.ts';
import { rateLimits } from './rules/rate-limits.ts';
import { oauthScopes, operationSecurity } from './rules/security.ts';

/** Rules of ours over one node that both versions have: what Redocly does not see, or does not understand. */
const NODE_RULES = [extensions, examples, schemaExamples, exampleWords, oauthScopes];

/** Rules of ours over whole documents. */
const DOCUMENT_RULES = [operationSecurity, rateLimits];

/** Every difference between two versions of a contract, the worst first, by Redocly and by rules of ours. */
export function changesBetween(base: Document, revision: Document, redocly: readonly RedoclyChange[]): Change[] {
  const pairs = nodePairs(base, revision);
  const changes = [
    ...redocly.flatMap((change) => ratedChange(change) ?? []),
    ...NODE_RULES.flatMap((rule) => pairs.flatMap(rule)),
    ...DOCUMENT_RULES.flatMap((rule) => rule(base, revision)),
  ];
  return changes.sort(
    (one, other) => RATINGS.indexOf(other.rating) - RATINGS.indexOf(one.rating) || one.where.localeCompare(other.where),
  );
}
