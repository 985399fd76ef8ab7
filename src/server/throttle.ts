import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Contract, Operation } from '../contract/contract.ts';
import type { RateLimit } from '../contract/document.ts';
import type { Allowance } from '../contract/limits.ts';

/** Who makes a request, as far as rate limits ask. */
export interface Caller {
  /** Name of the known credential that came along, good or bad. */
  credential?: string | undefined;
  owner?: string | undefined;
  /** Of the connection, as Node tells it. */
  address: string;
}

/** Counts requests against the contracts' rate limits (`x-rate-limits`). */
export interface Throttle {
  /**
   * Counts one request, be it allowed or not, in one world; says what is left by the limit nearest exhaustion.
   * Undefined where no limit holds.
   */
  take(world: string, operation: Operation, caller: Caller): Allowance | undefined;
  /** Starts anew in one world. */
  forget(world: string): void;
}

export interface ThrottleOptions {
  /** Milliseconds since 1970. */
  now(): number;
  /** Nothing is counted and nobody refused: everybody always has the full allowance. */
  lifted?: boolean;
  /** Callers and worlds that are remembered at most, the least recent forgotten first. */
  remembered?: number;
}

const REMEMBERED = 50_000;

const READING = ['get', 'head', 'options'];

/** What was counted in one span. */
interface Count {
  span: number;
  requests: number;
}

/**
 * A throttle over the limits of these contracts. Spans are aligned, as those of Rack::Attack are (facts sheet 1.1): a
 * count is one small entry, and old ones need no clearing.
 */
export function throttleOf(contracts: readonly Contract[], options: ThrottleOptions): Throttle {
  const { now, lifted = false, remembered = REMEMBERED } = options;
  const limits = new Set(contracts.flatMap(({ operations }) => operations.flatMap(({ rateLimits }) => rateLimits)));
  const numbers = new Map([...limits].map((limit, index) => [limit, index]));
  // Made when somebody is counted: they take the room for all that they may remember at once.
  let counts: LRUCache<string, Count> | undefined;
  /** A world that is forgotten gets another number, so that its counts are nobody's and drop out in time. */
  let worlds: LRUCache<string, number> | undefined;
  let lastWorld = 0;

  const worldNumber = (world: string): number => {
    worlds ??= new LRUCache({ max: remembered });
    const known = worlds.get(world);
    if (known !== undefined) return known;
    lastWorld += 1;
    worlds.set(world, lastWorld);
    return lastWorld;
  };

  const counted = (key: string, span: number): number => {
    counts ??= new LRUCache({ max: remembered });
    const count = counts.get(key);
    if (count?.span === span) {
      count.requests += 1;
      return count.requests;
    }
    counts.set(key, { span, requests: 1 });
    return 1;
  };

  return {
    take(world, operation, caller) {
      let nearest: Allowance | undefined;
      const time = now();
      for (const limit of operation.rateLimits) {
        const who = countedFor(limit, operation, caller);
        if (who === undefined) continue;
        const span = Math.floor(time / (limit.seconds * 1000));
        const requests = lifted ? 0 : counted(`${worldNumber(world)} ${numbers.get(limit)} ${who}`, span);
        const allowance = allowanceOf(limit, requests, span, time);
        if (nearest === undefined || isNearer(allowance, nearest)) nearest = allowance;
      }
      return nearest;
    },
    forget: (world) => void worlds?.delete(world),
  };
}

function allowanceOf({ requests: limit, seconds }: RateLimit, requests: number, span: number, now: number): Allowance {
  const resetAt = (span + 1) * seconds * 1000;
  return {
    allowed: requests <= limit,
    limit,
    remaining: Math.max(limit - requests, 0),
    resetAt,
    retryAfterSeconds: Math.ceil((resetAt - now) / 1000),
  };
}

/** One that refuses goes first, of several the one that does so longest; else the one with the least left. */
function isNearer(one: Allowance, other: Allowance): boolean {
  if (one.allowed !== other.allowed) return !one.allowed;
  return one.allowed ? one.remaining < other.remaining : one.resetAt > other.resetAt;
}

/** Whose count a request adds to; undefined where the limit does not concern it. */
function countedFor({ per, only }: RateLimit, { method }: Operation, caller: Caller): string | undefined {
  if (only === 'writes' && READING.includes(method)) return undefined;
  if (per !== 'address') return caller[per];
  return caller.credential === undefined ? networkOf(caller.address) : undefined;
}

/** The network that counts as one caller: of IPv6 the first 64 bits, of IPv4 the address, mapped into IPv6 or not. */
export function networkOf(address: string): string {
  const ipv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (ipv4 !== undefined || !isIPv6(address)) return ipv4 ?? address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = groupsOf(head);
  const last = groupsOf(tail ?? '');
  const zeros = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0');
  const network = [...first, ...zeros, ...last].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

/** The groups of one side of `::`; an IPv4 address at the end stands for two. */
function groupsOf(side: string): string[] {
  return side === '' ? [] : side.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split(':');
}
