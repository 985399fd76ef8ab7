import { routerOf } from '../../../src/contract/routes.ts';
import { targetOf } from '../../../src/http/origin.ts';
import { contracts } from '../../contracts.ts';
import { answerFaults } from '../../declared.ts';
import type { Answered } from '../../exchange.ts';
import { startOffline } from '../../hostile/offline.ts';
import type { RunningMock } from '../../mock-process.ts';
import type { SharedMock } from '../../shared-run/mock.ts';
import type { Difference } from './differences.ts';
import type { VerdictCase } from './verdict-case.ts';

/** A mock and a reference server that are asked the same. */
export interface Pair {
  /** Asks both, in a session that nobody had before. */
  compare(asked: VerdictCase): Promise<Disagreement[]>;
  /**
   * Compares many, several at a time. Gives what is not explained, also when it is asked again by itself: on a busy
   * machine, bodies stop arriving. Each explained difference that was met is added to `met`.
   */
  disagreements(
    cases: Iterable<VerdictCase>,
    explained: readonly Difference[],
    met?: Set<Difference>,
  ): Promise<string[]>;
  stop(): Promise<void>;
}

/** One that is shared is not stopped. */
type Mock = SharedMock & Partial<Pick<RunningMock, 'stop'>>;

/** What the two say differently, or how the reference server's answer breaks the contract. */
export interface Disagreement {
  mocked: Answered;
  served: Answered;
  told: string;
}

const AT_ONCE = 8;

/** More would only repeat what is wrong. */
const MAX_TOLD = 25;

const route = routerOf(contracts);

/** Starts a reference server with these options beside a mock. */
export async function pairOf(mocking: Promise<Mock>, ...options: string[]): Promise<Pair> {
  const [mock, server] = await Promise.all([mocking, startOffline('--log-format', 'off', ...options)]);
  let sessions = 0;
  const compare = async (asked: VerdictCase): Promise<Disagreement[]> => {
    sessions++;
    const session = `v-${sessions}`;
    const ask = (origin: string): Promise<Answered[]> =>
      asked.ask(origin, session).catch((error: Error) => [unanswered(error.message)]);
    const [mocked, served] = await Promise.all([ask(mock.origin), ask(server.origin)]);
    const pairs = Array.from({ length: Math.max(mocked.length, served.length) }, (_, index) => index);
    return pairs.flatMap((index) => disagreementOf(asked.requests[index], mocked[index], served[index]) ?? []);
  };
  return {
    compare,
    async disagreements(cases, explained, met = new Set()) {
      const unexplained = async (asked: VerdictCase): Promise<string[]> => {
        const found: string[] = [];
        for (const { mocked, served, told } of await compare(asked)) {
          const why = explained.find(({ match }) => match(asked.title, mocked, served));
          if (why === undefined) found.push(`${asked.title}: ${told}`);
          else met.add(why);
        }
        return found;
      };
      const queue = cases[Symbol.iterator]();
      const doubtful: VerdictCase[] = [];
      const ask = async (): Promise<void> => {
        for (let next = queue.next(); !next.done && doubtful.length < MAX_TOLD; next = queue.next()) {
          if ((await unexplained(next.value)).length > 0) doubtful.push(next.value);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
      const found: string[] = [];
      for (const asked of doubtful) found.push(...(await unexplained(asked)));
      return found;
    },
    async stop() {
      await Promise.all([mock.stop?.(), server.stop()]);
    },
  };
}

function unanswered(why: string): Answered {
  return { status: 0, headers: {}, rawHeaders: [], body: Buffer.from(why) };
}

/** Statuses are the same; so are all of a failure but for what the request or the moment names; a success is declared. */
function disagreementOf(
  request: VerdictCase['requests'][number] | undefined,
  mocked: Answered = unanswered('nothing'),
  served: Answered = unanswered('nothing'),
): Disagreement | undefined {
  const [wanted, got] = [shown(mocked), shown(served)];
  if (wanted !== got || mocked.status === 0)
    return { mocked, served, told: `the mock says ${wanted}, the server says ${got}` };
  if (request === undefined || request.method === 'HEAD' || served.status >= 400) return undefined;
  const found = route(request.method, targetOf(request.target).path);
  const faults = found.found === 'operation' ? answerFaults(found.contract, found.operation, served) : [];
  return faults.length === 0 ? undefined : { mocked, served, told: faults.join('; ') };
}

/** A verdict as it is compared: status, the headers that speak of it, the body of a failure. */
function shown({ status, headers, body }: Answered): string {
  if (status > 0 && status < 400) return String(status);
  const steady = Object.entries(headers).filter(([name]) => !CHANGING.test(name));
  return `${status} ${JSON.stringify(Object.fromEntries(steady.sort()))} ${body}`;
}

/** Of the moment, of the request's own id, of the caller's count; `sl-violations` has each validator's own words. */
const CHANGING = /^(date|connection|keep-alive|(x-)?request-id|x-ratelimit-.*|retry-after|sl-violations)$/;
