/**
 * Holds a server against our contracts in a process of its own, without a test runner's weight: `node own-run-process.ts
 * ORIGIN SEED` prints what was found and what was covered as JSON.
 */
import { apis } from '../../src/apis/index.ts';
import { CHECK_NAMES } from '../../src/verify/checks/names.ts';
import { subjectNamed } from '../../src/verify/subject.ts';
import { targetAt } from '../../src/verify/target.ts';
import { verify } from '../../src/verify/verify.ts';
import { wireTo } from '../../src/verify/wire.ts';

/** Random requests of each kind to each operation; more of them are for `npm run verify`. */
const FUZZ = 8;
const MAX_TIME_MS = 280_000;

const [origin = '', seed = '1'] = process.argv.slice(2);
const wire = wireTo(origin, { timeoutMs: 20_000, connections: 8 });
const subjects = await Promise.all(apis.map((api) => subjectNamed(api, new Map())));
const { summary, coverage } = await verify(
  wire,
  await targetAt(wire),
  subjects,
  {
    ...{ seed: Number(seed), fuzz: FUZZ, connections: 8, maxTimeMs: MAX_TIME_MS, readOnly: false, failFast: false },
    checks: new Set(CHECK_NAMES),
  },
  { end() {} },
);
wire.close();
const findings = summary.findings.map(
  ({ check, api, operation, title, came, promised }) => `${check} ${api} ${operation}: ${title}: ${came} – ${promised}`,
);
process.stdout.write(JSON.stringify({ findings, coverage, exchanges: summary.exchanges }));
