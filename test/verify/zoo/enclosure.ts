import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Api } from '../../../src/apis/index.ts';
import { logOf } from '../../../src/edge/log.ts';
import { startServer } from '../../../src/server/server.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import type { CheckName } from '../../../src/verify/checks/names.ts';
import type { Finding } from '../../../src/verify/finding.ts';
import { type Subject, subjectNamed } from '../../../src/verify/subject.ts';
import { targetAt } from '../../../src/verify/target.ts';
import { verify } from '../../../src/verify/verify.ts';
import { wireTo } from '../../../src/verify/wire.ts';
import { type Copy, copyOf, type Leaving } from './copy.ts';

const HOUR_MS = 3_600_000;
const CONNECTIONS = 3;

/** How a planted server is looked at. */
export interface Look {
  operations: readonly string[];
  checks: readonly CheckName[];
  timeoutMs?: number | undefined;
  failFast?: boolean;
  /** What is done while the server still runs. */
  meanwhile?(findings: readonly Finding[], origin: string): Promise<void>;
}

/** Starts a reference server from a copy with a bug, holds it against the true contract, and gives what was found. */
export async function findingsOf(
  api: Api,
  plant: (copy: Copy) => void,
  { operations, checks, timeoutMs = 10_000, failFast = true, meanwhile }: Look,
): Promise<readonly Finding[]> {
  const copy = copyOf(api);
  plant(copy);
  const storage = await openStorage({ memory: true });
  const running = await startServer(new Map([[copy.api, copy.document]]), {
    storage: keeping(storage, copy.keeping),
    host: '127.0.0.1',
    port: 0,
    gate: 'report',
    anyToken: copy.anyToken,
    rateLimits: true,
    sessionIdleMs: HOUR_MS,
    fetchFrom: [],
    log: logOf('off'),
  });
  if (copy.leaving !== undefined) spoil(running.server, copy.leaving);
  const wire = wireTo(running.origin, { timeoutMs, connections: CONNECTIONS });
  try {
    const options = {
      seed: 7,
      checks: new Set(checks),
      fuzz: 1,
      connections: CONNECTIONS,
      maxTimeMs: 120_000,
      readOnly: false,
      failFast,
      operations: new Set(operations),
    };
    const target = await targetAt(wire);
    const { summary } = await verify(wire, target, [await subjectOf(api)], options, { end() {} });
    await meanwhile?.(summary.findings, running.origin);
    return summary.findings;
  } finally {
    wire.close();
    await running.stop();
    await storage.close();
  }
}

const subjects = new Map<Api, Promise<Subject>>();

/** The true contract, made ready once. */
function subjectOf(api: Api): Promise<Subject> {
  const subject = subjects.get(api) ?? subjectNamed(api, new Map());
  subjects.set(api, subject);
  return subject;
}

/** A storage that keeps something else than what it is given. */
function keeping(storage: Storage, keep: Copy['keeping']): Storage {
  if (keep === undefined) return storage;
  const spoiled: Partial<Storage> = {
    change: (world, act) =>
      storage.change(world, (change) =>
        act({
          read: (record) => change.read(record),
          write: (record, value) => change.write(record, value),
          remove: (record) => change.remove(record),
          addPicture: (picture) => change.addPicture(keep(picture)),
          removePicture: (path) => change.removePicture(path),
        }),
      ),
  };
  return new Proxy(storage, {
    get: (whole, name) => {
      const value = spoiled[name as keyof Storage] ?? whole[name as keyof Storage];
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}

/** Changes each answer at the last moment: head and body are held until the end is there. */
function spoil(server: Server, change: (answer: Leaving, request: IncomingMessage) => void): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { writeHead, end } = response;
    let held: Pick<Leaving, 'status' | 'headers'> | undefined;
    Object.assign(response, {
      writeHead(status: number, ...more: unknown[]) {
        const given = more.find((one) => typeof one === 'object' && one !== null);
        held = { status, headers: { ...(response.getHeaders() as Record<string, string>), ...headersIn(given) } };
        return response;
      },
      end(body: string | Buffer = '') {
        const answer: Leaving = { ...(held ?? { status: response.statusCode, headers: {} }), body };
        change(answer, request);
        for (const name of response.getHeaderNames()) response.removeHeader(name);
        writeHead.call(response, answer.status, answer.headers);
        return end.call(response, answer.body, 'utf8');
      },
    });
  });
}

function headersIn(given: unknown): Record<string, string> {
  if (!Array.isArray(given)) return (given ?? {}) as Record<string, string>;
  return Object.fromEntries(given.flatMap((name, index) => (index % 2 === 0 ? [[name, given[index + 1]]] : [])));
}
