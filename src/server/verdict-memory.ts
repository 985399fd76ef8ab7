import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import type { Violation } from '../contract/failures.ts';
import { type ApiRequest, declaredQuery, headerValue } from '../contract/request.ts';
import type { Validator } from './validator.ts';

const REMEMBERED = 5_000;
/** Letters of a key; longer requests are judged anew each time. */
const MAX_KEY = 2_000;

/** What the validator found, and the values that it has read out of the parameters. */
interface Remembered {
  violations: readonly Violation[];
  params: Request['params'];
  query: Request['query'];
}

/**
 * A validator that judges the same parameters once. What it finds in a request without a body depends on nothing else;
 * finding the route and reading the parameters anew would cost more than all the rest of a small request.
 */
export function remembering(validator: Validator): Validator {
  const known = new LRUCache<string, Remembered>({ max: REMEMBERED });
  return {
    async violationsOf(asked, sent, request, response) {
      if (asked.operation.body !== undefined) return validator.violationsOf(asked, sent, request, response);
      const key = keyOf(asked);
      const before = known.get(key);
      if (before !== undefined) {
        request.params = before.params;
        Object.defineProperty(request, 'query', { value: before.query, writable: true, configurable: true });
        return before.violations;
      }
      const violations = await validator.violationsOf(asked, sent, request, response);
      const { params, query } = request;
      if (key.length <= MAX_KEY)
        known.set(key, { violations, params: Object.freeze(params), query: Object.freeze(query) });
      return violations;
    },
  };
}

/** All that a validator reads of a request without a body. */
function keyOf(asked: ApiRequest): string {
  const { operation, params, headers } = asked;
  const named = operation.parameters.filter((parameter) => parameter.in === 'header');
  const values = named.map(({ name }) => headerValue(headers, name.toLowerCase()) ?? null);
  return JSON.stringify([operation.id, params, declaredQuery(asked), values]);
}
