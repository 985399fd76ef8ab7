import { describe, expect, it } from '@jest/globals';
import { type Allowance, rateHeaders } from '../../src/contract/limits.ts';
import { operations } from '../contracts.ts';
import { headerFaults } from '../declared.ts';

const ALLOWANCE: Allowance = {
  allowed: true,
  limit: 300,
  remaining: 41,
  resetAt: Date.UTC(2023, 5, 26, 9, 40),
  retryAfterSeconds: 12,
};
const SPENT: Allowance = { ...ALLOWANCE, allowed: false, remaining: 0 };

/** By API: what its headers say. */
const WANTED: Record<string, Record<string, string>> = {
  mastodon: {
    'X-RateLimit-Limit': '300',
    'X-RateLimit-Remaining': '41',
    'X-RateLimit-Reset': '2023-06-26T09:40:00.000000Z',
  },
  'app-net': { 'X-RateLimit-Limit': '300', 'X-RateLimit-Remaining': '41', 'X-RateLimit-Reset': '12' },
  adapty: {},
};

const limited = operations.filter(([, , { rateLimits }]) => rateLimits.length > 0);

describe.each(limited)('%s', (_, contract, operation) => {
  const [success] = operation.responses.values();
  const tooMany = operation.responses.get(429);

  it('says in its success what is left', () => {
    expect(success && rateHeaders(success, ALLOWANCE)).toEqual(WANTED[contract.api]);
  });

  it('declares 429, which says when to come again', () => {
    const headers = tooMany === undefined ? {} : rateHeaders(tooMany, SPENT);
    expect(headers[contract.api === 'mastodon' ? 'X-RateLimit-Reset' : 'Retry-After']).toBeDefined();
    expect(headers['X-RateLimit-Remaining'] ?? '0').toBe('0');
  });

  it('has values that its own schemas allow', () => {
    for (const response of operation.responses.values()) {
      const values = rateHeaders(response, response.status === 429 ? SPENT : ALLOWANCE);
      for (const [name, value] of Object.entries(values)) {
        const header = response.headers.get(name.toLowerCase());
        expect(header && headerFaults(contract, header, value)).toEqual([]);
      }
    }
  });

  it('has limits of at least one request in at least one second', () => {
    for (const { requests, seconds, per } of operation.rateLimits) {
      expect([requests, seconds].every((number) => Number.isInteger(number) && number > 0)).toBe(true);
      expect(['credential', 'owner', 'address']).toContain(per);
    }
  });
});

describe.each(operations.filter(([, , { rateLimits }]) => rateLimits.length === 0))('%s', (_, _contract, operation) => {
  it('has no limit, and says nothing of any', () => {
    expect([...operation.responses.keys()]).not.toContain(429);
    for (const response of operation.responses.values()) expect(rateHeaders(response, ALLOWANCE)).toEqual({});
  });
});

describe('operations with limits', () => {
  it('are those of Mastodon and Adapty and the writes of App.net', () => {
    expect(limited.map(([title]) => title)).toEqual([
      'mastodon deleteProfileAvatar',
      'mastodon deleteProfileHeader',
      'adapty deleteProfile',
      'app-net replaceMyProfile',
      'app-net updateMyProfile',
      'app-net uploadMyAvatar',
      'app-net uploadMyCover',
    ]);
  });
});
