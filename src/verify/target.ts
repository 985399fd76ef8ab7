import { randomBytes } from 'node:crypto';
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
}

const HEALTH = '/_portrait/health';
const RESET = '/_portrait/reset';

/**
 * Who answers there.
 * @throws Error when nobody does, with the way out.
 */
export async function targetAt(wire: Wire): Promise<Target> {
  const { answer, problem } = await wire.send({ method: 'GET', target: HEALTH, headers: {} });
  if (answer === undefined) {
    throw new Error(`${wire.origin} gives no answer: ${problem} Is the server running, and is this its address?`);
  }
  const told = toldBy(answer.body.toString());
  const isPortrait = told?.server?.startsWith('portrait ') === true;
  const remembers = !isPortrait || told?.server !== 'portrait mock';
  const run = randomBytes(4).toString('hex');
  return {
    server: isPortrait ? [told?.server, told?.version].filter(Boolean).join(' ') : undefined,
    isPortrait,
    remembers,
    isLoopback: /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(wire.origin).hostname),
    session(number) {
      const own = { [SESSION_HEADER]: `verify-${run}-${number}` };
      const within = (request: WireRequest): WireRequest =>
        isPortrait && remembers ? { ...request, headers: { ...request.headers, ...own } } : request;
      return {
        within,
        async renew() {
          if (isPortrait && remembers) await wire.send(within({ method: 'POST', target: RESET, headers: {} }));
        },
      };
    },
  };
}

function toldBy(body: string): { server?: string; version?: string } | undefined {
  try {
    return JSON.parse(body) as { server?: string; version?: string };
  } catch {
    return undefined;
  }
}
