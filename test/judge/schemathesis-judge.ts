import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { TestCredential } from '../../src/contract/document.ts';
import { ROOT } from '../../src/contract/sources.ts';
import type { JudgeFinding } from './finding.ts';
import type { JudgeRun } from './judge-run.ts';
import type { JudgedServer } from './judged-servers.ts';
import { failedChecksIn } from './schemathesis-report.ts';

/** Requests that are made up for each operation and phase, and seconds after which it has to be done. */
const EXAMPLES = 20;
const PATIENCE_S = 600;

/** What it ends with where it has judged: nothing found, or something. */
const JUDGED = [0, 1];

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
 * Runs it over one contract, as its bundle stands. Gives the file of its NDJSON report and the number of its cases.
 * @throws Error when it could not judge, with what it says.
 */
export async function runSchemathesis(
  program: string,
  origin: string,
  contract: Contract,
  { seed, folder }: Pick<JudgeRun, 'seed' | 'folder'>,
): Promise<{ cases: number; report: string; pid: number }> {
  mkdirSync(folder, { recursive: true });
  const files = { ndjson: join(folder, 'report.ndjson'), json: join(folder, 'report.json') };
  const args = [
    ...['run', join(ROOT, `generated/${contract.api}.json`), '--url', `${origin}${contract.basePaths[0] ?? ''}`],
    ...['--header', `Authorization: ${ablestOf(contract).credential}`],
    ...['--phases', 'examples,coverage,fuzzing,stateful', '--max-examples', String(EXAMPLES)],
    ...['--seed', String(seed), '--generation-database', 'none', '--continue-on-failure', '--no-shrink'],
    ...['--suppress-health-check', 'all', '--request-timeout', '30', '--max-redirects', '0', '--no-color'],
    ...['--report', 'ndjson,json', '--report-ndjson-path', files.ndjson, '--report-json-path', files.json],
  ];
  // It leaves folders of its own where it is run.
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_S * 1000 });
  const said = createWriteStream(join(folder, 'said.txt'));
  child.stdout.pipe(said, { end: false });
  child.stderr.pipe(said, { end: false });
  const [code] = (await once(child, 'close')) as [number | null];
  said.end();
  await once(said, 'close');
  if (code === null || !JUDGED.includes(code))
    throw new Error(
      `It ended with ${code} on ${contract.api}: ${readFileSync(join(folder, 'said.txt'), 'utf8').slice(-1000)}`,
    );
  const { test_cases: cases } = JSON.parse(readFileSync(files.json, 'utf8')) as { test_cases: { generated: number } };
  return { cases: cases.generated, report: files.ndjson, pid: child.pid ?? 0 };
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
