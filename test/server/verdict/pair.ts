import { routerOf } from '../../../src/contract/routes.ts';
import { targetOf } from '../../../src/http/origin.ts';
import { contracts } from '../../contracts.ts';
import { answerFaults } from '../../declared.ts';
import type { Answered } from '../../exchange.ts';
import { type RunningMock, startMock } from '../../mock-process.ts';
import { IN_MEMORY, type RunningServer, startServe } from '../../server-process.ts';
import type { Difference } from './differences.ts';
import type { VerdictCase } from './verdict-case.ts';

/** A mock and a reference server that are asked the same. */
export interface Pair {
  mock: RunningMock;
  server: RunningServer;
  /** What the two say differently of a case, and what of the reference server's answer breaks the contract. */
  compare(asked: VerdictCase): Promise<string[]>;
  /**
   * Compares many, several at a time. Gives what nobody explained; each explained difference that was met is added
   * to `met`.
   */
  disagreements(
    cases: Iterable<VerdictCase>,
    explained?: readonly Difference[],
    met?: Set<Difference>,
  ): Promise<string[]>;
  stop(): Promise<void>;
}

const AT_ONCE = 12;

/** More would only repeat what is wrong. */
const MAX_TOLD = 25;

const route = routerOf(contracts);

/** Starts both, with these options of theirs. */
export async function pairOf(...options: string[]): Promise<Pair> {
  const [mock, server] = await Promise.all([
    startMock('--log-format', 'off', ...options),
    startServe(IN_MEMORY, '--rate-limits', 'off', '--log-format', 'off', ...options),
  ]);
  let sessions = 0;
  const compare = async (asked: VerdictCase): Promise<string[]> => {
    sessions++;
    const session = `v-${sessions}`;
    const [mocked, served] = await Promise.all([asked.ask(mock.origin, session), asked.ask(server.origin, session)]);
    if (mocked.length !== served.length)
      return [`${mocked.length} answers of the mock, ${served.length} of the server`];
    return mocked.flatMap((answer, index) => differencesOf(asked.requests[index], answer, served[index] as Answered));
  };
  return {
    mock,
    server,
    compare,
    async disagreements(cases, explained = [], met = new Set()) {
      const queue = cases[Symbol.iterator]();
      const found: string[] = [];
      const ask = async (): Promise<void> => {
        for (let next = queue.next(); !next.done && found.length < MAX_TOLD; next = queue.next()) {
          const asked = next.value;
          const told = await compare(asked);
          const why = explained.find(({ match }) => match.test(asked.title));
          if (told.length > 0 && why !== undefined) met.add(why);
          else found.push(...told.map((difference) => `${asked.title}: ${difference}`));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
      return found;
    },
    async stop() {
      await Promise.all([mock.stop(), server.stop()]);
    },
  };
}

/** Statuses are the same; so are all of a failure but for what the request or the moment names; a success is declared. */
function differencesOf(
  request: VerdictCase['requests'][number] | undefined,
  mocked: Answered,
  served: Answered,
): string[] {
  const [wanted, got] = [shown(mocked), shown(served)];
  if (mocked.status !== served.status || (mocked.status >= 400 && wanted !== got)) {
    return [`the mock says ${wanted}, the server says ${got}`];
  }
  if (request === undefined || request.method === 'HEAD' || served.status >= 400) return [];
  const found = route(request.method, targetOf(request.target).path);
  return found.found === 'operation' ? answerFaults(found.contract, found.operation, served) : [];
}

/** A verdict as it is compared: status, the headers that speak of it, the body of a failure. */
function shown({ status, headers, body }: Answered): string {
  if (status < 400) return String(status);
  const steady = Object.entries(headers).filter(([name]) => !CHANGING.test(name));
  return `${status} ${JSON.stringify(Object.fromEntries(steady.sort()))} ${body}`;
}

/** Of the moment, of the request's own id, of the caller's count; `sl-violations` has each validator's own words. */
const CHANGING = /^(date|connection|keep-alive|(x-)?request-id|x-ratelimit-.*|retry-after|sl-violations)$/;
