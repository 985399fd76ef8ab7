import { randomBytes } from 'node:crypto';
import { jsonIn } from '../contract/json-body.ts';
import { SESSION_HEADER } from '../server/sessions.ts';
import type { Wire, WireRequest } from './wire.ts';

/** The server under test. */
export interface Target {
  /** `portrait serve 0.1.0`, where the server says so. */
  server: string | undefined;
  /** Whether it is Portrait's: then it answers `Prefer`, and starts from the contracts' examples. */
  isPortrait: boolean;
  /** Whether what was written can be read: the mock forgets at once. */
  remembers: boolean;
  isLoopback: boolean;
  /** Somebody's own view of the server, of which there are as many as are asked for. */
  session(number: number): Session;
}

/** Requests that are meant to see what the others of the same session did, and nobody else's doings. */
export interface Session {
  /** The request, in this session. */
  within(request: WireRequest): WireRequest;
  /** Puts everything back to where it began, counted requests included, where the server can do that. */
  renew(): Promise<void>;
  /** Has the server forget the session, where it was used and something may be changed. */
  leave(): Promise<void>;
}

const HEALTH = '/_portrait/health';
const RESET = '/_portrait/reset';
const SESSIONS = '/_portrait/sessions';

/**
 * Who answers there. With `readOnly` sessions are not reset, which is a POST: another one takes their place.
 * @throws Error when nobody does, with the way out.
 */
export async function targetAt(wire: Wire, readOnly = false): Promise<Target> {
  const { answer, problem } = await wire.send({ method: 'GET', target: HEALTH, headers: {} });
  if (answer === undefined) {
    throw new Error(`${wire.origin} gives no answer: ${problem} Is the server running, and is this its address?`);
  }
  const told = toldBy(answer.body);
  const isPortrait = told !== undefined;
  const remembers = told?.server !== 'portrait mock';
  const run = randomBytes(4).toString('hex');
  return {
    server: told && [told.server, told.version].filter(Boolean).join(' '),
    isPortrait,
    remembers,
    isLoopback: /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(wire.origin).hostname),
    session(number) {
      const hasSessions = isPortrait && remembers;
      let turn = 0;
      let isUsed = false;
      const within = (request: WireRequest): WireRequest => {
        if (!hasSessions) return request;
        isUsed = true;
        return { ...request, headers: { ...request.headers, [SESSION_HEADER]: `verify-${run}-${number}-${turn}` } };
      };
      return {
        within,
        async renew() {
          if (readOnly) turn++;
          else if (hasSessions) await wire.send(within({ method: 'POST', target: RESET, headers: {} }));
        },
        async leave() {
          if (isUsed && !readOnly) await wire.send(within({ method: 'DELETE', target: SESSIONS, headers: {} }));
        },
      };
    },
  };
}

/** What Portrait's own servers say of themselves; undefined for what does not read like them, to the letter. */
function toldBy(body: Buffer): { server: string; version: string } | undefined {
  const said = jsonIn(body);
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return undefined;
  const { server, version = '' } = said;
  if (typeof server !== 'string' || !/^portrait [a-z]+$/.test(server)) return undefined;
  return { server, version: typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : '' };
}
