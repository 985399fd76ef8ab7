import { apis } from '../../src/apis/index.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import { logOf } from '../../src/edge/log.ts';
import { startServer } from '../../src/server/server.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { CaseSource } from '../../src/verify/case.ts';
import { CHECK_NAMES } from '../../src/verify/checks/names.ts';
import { type Subject, subjectNamed } from '../../src/verify/subject.ts';
import { targetAt } from '../../src/verify/target.ts';
import { verify } from '../../src/verify/verify.ts';
import { wireTo } from '../../src/verify/wire.ts';
import type { Mutant } from './mutant.ts';
import { mutatedApi } from './mutated-api.ts';

/** What became of a mutant. `by` is the check that found it, and in what; undefined where nothing did. */
export interface Verdict {
  key: string;
  by: string | undefined;
  tookMs: number;
}

const REFUSALS: readonly CaseSource[][] = [
  ['security', 'routes', 'failures', 'examples'],
  ['uploads'],
  ['parameters', 'bodies'],
];
const MEMORY: readonly CaseSource[][] = [['workflows'], ['sequences']];
const CHANCE: readonly CaseSource[][] = [['fuzz']];

/** What most likely finds it comes first: tables and rules are for refusals, all else is for those who come back. */
function stagesFor({ file }: Mutant): readonly CaseSource[][] {
  const isRefusal = /\/(failures|rules)\.ts$/.test(file);
  return isRefusal ? [...REFUSALS, ...MEMORY, ...CHANCE] : [...MEMORY, ...REFUSALS, ...CHANCE];
}

const FUZZ = 10;
const SEED = 20_260_101;
const CONNECTIONS = 2;
/** For one stage. */
const MAX_TIME_MS = 240_000;

const subjects = new Map<string, Promise<Subject>>();

/** Starts a server with the mutant in it, and lets `portrait verify` look for it. `alive` is called now and then. */
export async function trialOf(mutant: Mutant, alive: () => void): Promise<Verdict> {
  const began = performance.now();
  const by = await foundBy(mutant, alive).catch((error: Error) => `start: ${error.message}`);
  return { key: mutant.key, by, tookMs: performance.now() - began };
}

async function foundBy(mutant: Mutant, alive: () => void): Promise<string | undefined> {
  const api = await mutatedApi(mutant);
  const storage = await openStorage({ memory: true });
  try {
    const listening = await startServer(new Map([[api, bundledDocument(mutant.api)]]), {
      ...{ storage, host: '127.0.0.1', port: 0, gate: 'strict', anyToken: false, rateLimits: true },
      ...{ sessionIdleMs: 3_600_000, fetchFrom: [], log: logOf('off') },
    });
    try {
      return await findingAt(listening.origin, mutant, alive);
    } finally {
      await listening.stop();
    }
  } finally {
    await storage.close();
  }
}

async function findingAt(origin: string, mutant: Mutant, alive: () => void): Promise<string | undefined> {
  const wire = wireTo(origin, { timeoutMs: 10_000, connections: CONNECTIONS });
  try {
    const target = await targetAt(wire);
    const subject = await subjectOf(mutant.api);
    for (const stage of stagesFor(mutant)) {
      const options = {
        ...{ seed: SEED, fuzz: FUZZ, connections: CONNECTIONS, maxTimeMs: MAX_TIME_MS },
        ...{ readOnly: false, failFast: true, checks: new Set(CHECK_NAMES), sources: new Set(stage) },
      };
      const report = { observed: async () => alive(), end: async () => {} };
      const { summary } = await verify(wire, target, [subject], options, report);
      const [finding] = summary.findings;
      if (finding !== undefined) return `${finding.check} ${finding.operation ?? ''} “${finding.title}”`;
    }
    return undefined;
  } finally {
    wire.close();
  }
}

function subjectOf(api: string): Promise<Subject> {
  const sound = apis.find(({ name }) => name === api);
  if (sound === undefined) throw new Error(`There is no API “${api}”.`);
  const subject = subjects.get(api) ?? subjectNamed(sound, new Map());
  subjects.set(api, subject);
  return subject;
}
