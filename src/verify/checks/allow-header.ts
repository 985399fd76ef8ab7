import { headerOf } from '../wire.ts';
import type { Check } from './check.ts';

/** A 405 names the methods that the path has, no more and no less (RFC 9110, section 15.5.6). */
export const allowHeader: Check = {
  name: 'allow_header_conformance',
  concerns: ({ expectation, answer }) =>
    answer.status === 405 && expectation.verdict === 'refused' && expectation.allow !== undefined,
  problemsOf({ answer, expectation }, { api }) {
    if (expectation.verdict !== 'refused') return [];
    const there = (expectation.allow ?? []).map((method) => method.toUpperCase());
    const told = headerOf(answer, 'allow');
    const named = (told ?? '')
      .split(',')
      .map((method) => method.trim())
      .filter(Boolean);
    // OPTIONS may be answered anywhere, and HEAD wherever GET is.
    // What a server of a contract that is not ours has besides is not for its contract to say.
    const surplus = (api === undefined ? [] : named).filter(
      (method) => !there.includes(method) && method !== 'OPTIONS' && method !== 'HEAD',
    );
    const missing = there.filter((method) => !named.includes(method));
    if (surplus.length === 0 && missing.length === 0) return [];
    return [{ came: `Allow: ${told ?? 'none'}`, promised: `Allow names ${there.join(', ')}.` }];
  },
};
