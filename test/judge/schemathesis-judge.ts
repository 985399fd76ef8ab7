import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { TestCredential } from '../../src/contract/document.ts';
import { ROOT } from '../../src/contract/sources.ts';
import type { JudgeFinding } from './finding.ts';
import type { JudgeRun } from './judge-run.ts';
import type { JudgedServer } from './judged-servers.ts';
import { failedChecksIn } from './schemathesis-report.ts';

/** Requests that are made up for each operation, and milliseconds after which it has to be done with a contract. */
const EXAMPLES = 20;
const PATIENCE_MS = 10 * 60_000;
/** Letters of its own words that are told where it fails. */
const MAX_SAID = 1_000;

/** What it ends with where it has judged: nothing found, or something. */
const JUDGED: readonly (number | null)[] = [0, 1];

const NDJSON_REPORT = 'report.ndjson';
const JSON_REPORT = 'report.json';

/** What of its JSON report is read. */
interface Told {
  complete: boolean;
  test_cases: { generated: number };
}

type Asked = Pick<JudgeRun, 'seed' | 'folder'>;

export interface SchemathesisFindings {
  cases: number;
  findings: JudgeFinding[];
}

/** Has Schemathesis ask a server, all phases, and gives what it finds. */
export async function schemathesisOn(
  program: string,
  server: JudgedServer,
  contracts: readonly Contract[],
  run: JudgeRun,
): Promise<SchemathesisFindings> {
  const all: SchemathesisFindings = { cases: 0, findings: [] };
  for (const contract of contracts) {
    const folder = join(run.folder, `schemathesis-${server.name}-${contract.api}`);
    const { cases, report } = await runSchemathesis(program, server.origin, contract, { ...run, folder });
    const before = all.findings.length;
    for await (const { check, endpoint, text } of failedChecksIn(report)) {
      const operation = operationAt(contract, endpoint);
      all.findings.push({ judge: 'schemathesis', server: server.name, api: contract.api, operation, check, text });
    }
    all.cases += cases;
    run.say(
      `schemathesis: ${server.name}, ${contract.api}: ${cases} cases, ${all.findings.length - before} checks failed`,
    );
  }
  return all;
}

/**
 * Runs it over one contract. Gives the file of its NDJSON report and the number of its cases.
 * @throws Error when it could not judge, with what it says.
 */
async function runSchemathesis(
  program: string,
  origin: string,
  contract: Contract,
  { seed, folder }: Asked,
): Promise<{ cases: number; report: string }> {
  mkdirSync(folder, { recursive: true });
  const said = join(folder, 'said.txt');
  const output = openSync(said, 'w');
  const args = schemathesisArgs(origin, contract, { seed, folder });
  // It leaves folders of its own where it is run.
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', output, output], timeout: PATIENCE_MS });
  const [code] = (await once(child, 'close')) as [number | null];
  closeSync(output);
  const told = JUDGED.includes(code)
    ? (JSON.parse(readFileSync(join(folder, JSON_REPORT), 'utf8')) as Told)
    : undefined;
  if (told?.complete !== true)
    throw new Error(`It ended with ${code} on ${contract.api}: ${readFileSync(said, 'utf8').slice(-MAX_SAID)}`);
  return { cases: told.test_cases.generated, report: join(folder, NDJSON_REPORT) };
}

/** How it is called: on the bundle of a contract as it stands, in all its phases, with reports into the folder. */
export function schemathesisArgs(origin: string, contract: Contract, { seed, folder }: Asked): string[] {
  return [
    ...['run', join(ROOT, `generated/${contract.api}.json`), '--url', `${origin}${contract.basePaths[0] ?? ''}`],
    ...['--header', `Authorization: ${ablestOf(contract).credential}`],
    ...['--phases', 'examples,coverage,fuzzing,stateful', '--max-examples', String(EXAMPLES)],
    ...['--seed', String(seed), '--generation-database', 'none', '--continue-on-failure', '--no-shrink'],
    ...['--suppress-health-check', 'all', '--request-timeout', '30', '--max-redirects', '0', '--no-color'],
    ...['--report', 'ndjson,json', '--report-ndjson-path', join(folder, NDJSON_REPORT)],
    ...['--report-json-path', join(folder, JSON_REPORT)],
  ];
}

/** The good test credential that may do most. */
export function ablestOf({ api, credentials, operations }: Contract): TestCredential {
  const allowed = ({ scopes = [] }: TestCredential): number =>
    operations.filter(
      ({ security }) =>
        security.length === 0 ||
        security.some((need) =>
          Object.values(need)
            .flat()
            .every((scope) => scopes.includes(scope)),
        ),
    ).length;
  const [ablest] = credentials
    .filter(({ defect }) => defect === undefined)
    .sort((one, other) => allowed(other) - allowed(one));
  if (ablest === undefined) throw new Error(`${api} has no good test credential.`);
  return ablest;
}

/** The operation at a method and path. A method that is not declared is put to the first operation of the path. */
function operationAt({ operations }: Contract, endpoint: string): string {
  const [method = '', path] = endpoint.split(' ', 2);
  const there = operations.filter((one) => one.path === path);
  return (there.find((one) => one.method === method.toLowerCase()) ?? there[0])?.id ?? endpoint;
}
