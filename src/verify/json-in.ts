import type { Json } from '../contract/document.ts';
import { nestsTooDeep } from '../contract/json-body.ts';

/**
 * What a body says as JSON; undefined where it is none, or nests so deep that nobody can walk through it: what comes
 * from a server under test may be anything.
 */
export function jsonIn(body: Buffer): Json | undefined {
  const text = body.toString();
  try {
    return nestsTooDeep(text) ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
