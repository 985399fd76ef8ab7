import { describe, expect, it } from '@jest/globals';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { RateLimit } from '../../src/contract/document.ts';
import { type Caller, networkOf, throttleOf } from '../../src/server/throttle.ts';
import { contracts } from '../contracts.ts';

/** The beginning of a span of 5 minutes, of an hour too. */
const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

/** A clock that stands still until it is set. */
function clockAt(time: number): { now(): number; time: number } {
  const clock = { time, now: () => clock.time };
  return clock;
}

function operationNamed(id: string, api: string): Operation {
  const found = contracts.find((one) => one.api === api)?.operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${api} has no ${id}.`);
  return found;
}

const deleteProfileAvatar = operationNamed('deleteProfileAvatar', 'mastodon');
const deleteProfileHeader = operationNamed('deleteProfileHeader', 'mastodon');
const updateMyProfile = operationNamed('updateMyProfile', 'app-net');
const getUserAvatar = operationNamed('getUserAvatar', 'app-net');

const ROB: Caller = { credential: 'rob-write', owner: '1', address: '192.0.2.1' };
const NOBODY: Caller = { address: '192.0.2.1' };

describe('a limit per credential', () => {
  it('allows 300 requests of a token over all operations in 5 minutes, then refuses until the next 5 begin', () => {
    const clock = clockAt(NOON + MINUTE);
    const throttle = throttleOf(contracts, clock);
    const all = Array.from({ length: 301 }, (_, index) =>
      throttle.take('', index % 2 === 0 ? deleteProfileAvatar : deleteProfileHeader, ROB),
    );
    expect(all[0]).toEqual({
      allowed: true,
      limit: 300,
      remaining: 299,
      resetAt: NOON + 5 * MINUTE,
      retryAfterSeconds: 240,
    });
    expect(all.map((one) => one?.remaining)).toEqual([...Array.from({ length: 300 }, (_, index) => 299 - index), 0]);
    expect(all.findIndex((one) => one?.allowed === false)).toBe(300);
    clock.time = NOON + 5 * MINUTE - 1;
    expect(throttle.take('', deleteProfileAvatar, ROB)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
    clock.time += 1;
    expect(throttle.take('', deleteProfileAvatar, ROB)).toMatchObject({ allowed: true, remaining: 299 });
  });

  it('is aligned with the clock, whenever the first request came', () => {
    const clock = clockAt(NOON + 5 * MINUTE - 500);
    const throttle = throttleOf(contracts, clock);
    expect(throttle.take('', deleteProfileAvatar, ROB)).toMatchObject({
      resetAt: NOON + 5 * MINUTE,
      retryAfterSeconds: 1,
    });
    clock.time += 500;
    expect(throttle.take('', deleteProfileAvatar, ROB)).toMatchObject({
      remaining: 299,
      resetAt: NOON + 10 * MINUTE,
      retryAfterSeconds: 300,
    });
  });

  it('counts writes apart where it is for writes only, and tells the limit nearest exhaustion', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    const takes = Array.from({ length: 21 }, () => throttle.take('', updateMyProfile, ROB));
    expect(takes[0]).toMatchObject({ limit: 20, remaining: 19, retryAfterSeconds: 60 });
    expect(takes[19]).toMatchObject({ allowed: true, limit: 20, remaining: 0 });
    expect(takes[20]).toMatchObject({ allowed: false, limit: 20, remaining: 0, retryAfterSeconds: 60 });
  });

  it('passes over reading where it is for writes only', () => {
    const limits: RateLimit[] = [{ per: 'credential', requests: 1, seconds: 60, only: 'writes' }];
    const reading: Operation = { ...getUserAvatar, rateLimits: limits };
    const writing: Operation = { ...updateMyProfile, rateLimits: limits };
    const contract = { operations: [reading, writing] } as Contract;
    const throttle = throttleOf([contract], clockAt(NOON));
    expect(throttle.take('', reading, ROB)).toBeUndefined();
    expect(throttle.take('', writing, ROB)).toMatchObject({ allowed: true, remaining: 0 });
    expect(throttle.take('', writing, ROB)).toMatchObject({ allowed: false });
  });
});

describe('a limit per owner', () => {
  it('allows 1500 requests of a person with all tokens together', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    for (let token = 0; token < 6; token++) {
      for (let index = 0; index < 250; index++) {
        const taken = throttle.take('', deleteProfileAvatar, { ...ROB, credential: `token ${token}` });
        expect([token, index, taken?.allowed]).toEqual([token, index, true]);
      }
    }
    const [own, other] = [ROB, { ...ROB, owner: '2' }].map((caller) =>
      throttle.take('', deleteProfileAvatar, { ...caller, credential: 'token 7' }),
    );
    expect(own).toMatchObject({ allowed: false, limit: 1500, remaining: 0 });
    expect(other).toMatchObject({ allowed: true, limit: 300 });
  });
});

describe('a limit per address', () => {
  it('counts callers without a known token only', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    for (let index = 0; index < 300; index++) throttle.take('', deleteProfileAvatar, NOBODY);
    expect(throttle.take('', deleteProfileAvatar, NOBODY)).toMatchObject({ allowed: false, limit: 300 });
    expect(throttle.take('', deleteProfileAvatar, ROB)).toMatchObject({ allowed: true, remaining: 299 });
    expect(throttle.take('', deleteProfileAvatar, { address: '192.0.2.2' })).toMatchObject({ remaining: 299 });
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::9', '2001:db8:1:2::/64'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('takes %s for the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a throttle', () => {
  it('counts worlds, APIs and callers apart', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    throttle.take('one', deleteProfileAvatar, ROB);
    expect(throttle.take('one', deleteProfileAvatar, ROB)?.remaining).toBe(298);
    expect(throttle.take('other', deleteProfileAvatar, ROB)?.remaining).toBe(299);
    expect(throttle.take('one', deleteProfileAvatar, { ...ROB, credential: 'rob-read-only' })?.remaining).toBe(299);
    expect(throttle.take('one', updateMyProfile, ROB)?.remaining).toBe(19);
  });

  it('takes nobody’s name for another’s', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    throttle.take('1 0', deleteProfileAvatar, { ...ROB, credential: 'a' });
    expect(throttle.take('1', deleteProfileAvatar, { ...ROB, credential: '0 a' })?.remaining).toBe(299);
  });

  it('forgets one world and no other', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    for (const world of ['one', 'other', '']) throttle.take(world, deleteProfileAvatar, ROB);
    throttle.forget('one');
    const left = ['one', 'other', ''].map((world) => throttle.take(world, deleteProfileAvatar, ROB)?.remaining);
    expect(left).toEqual([299, 298, 298]);
  });

  it('says nothing where no limit holds', () => {
    const throttle = throttleOf(contracts, clockAt(NOON));
    expect(throttle.take('', getUserAvatar, NOBODY)).toBeUndefined();
    expect(throttle.take('', operationNamed('getMyAvatar', 'creators-hub'), ROB)).toBeUndefined();
  });

  it('that is lifted refuses nobody and tells the full allowance', () => {
    const throttle = throttleOf(contracts, { ...clockAt(NOON + 1), lifted: true });
    const takes = Array.from({ length: 2000 }, () => throttle.take('', deleteProfileAvatar, ROB));
    const full = { allowed: true, limit: 300, remaining: 300, resetAt: NOON + 5 * MINUTE, retryAfterSeconds: 300 };
    expect(takes.filter((one) => JSON.stringify(one) !== JSON.stringify(full))).toEqual([]);
  });

  it('remembers so many callers and no more, the latest', () => {
    const throttle = throttleOf(contracts, { ...clockAt(NOON), remembered: 10 });
    const from = (index: number): Caller => ({ address: `198.51.100.${index}` });
    for (let index = 0; index < 20; index++) throttle.take('', deleteProfileAvatar, from(index));
    expect(throttle.take('', deleteProfileAvatar, from(19))?.remaining).toBe(298);
    expect(throttle.take('', deleteProfileAvatar, from(0))?.remaining).toBe(299);
  });

  it('stays small whoever calls', () => {
    const throttle = throttleOf(contracts, { ...clockAt(NOON), remembered: 1_000 });
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 200_000; index++) {
      throttle.take(`world ${index}`, deleteProfileAvatar, { address: `2001:db8:${(index % 65_536).toString(16)}::1` });
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });
});
