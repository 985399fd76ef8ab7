import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { type HarEntry, isCut } from '../../src/verify/har-entries.ts';
import type { JudgeFinding } from './finding.ts';
import { harEntriesIn } from './har-lines.ts';
import type { JudgeRun } from './judge-run.ts';
import type { JudgedServer } from './judged-servers.ts';
import { prismValidator } from './prism-validator.ts';

/** Seconds that one API may be asked for. */
const MAX_SECONDS = 120;
const MAX_SHOWN = 300;

/** How many exchanges were put to Prism, and what it says. */
export interface PrismFindings {
  exchanges: number;
  findings: JudgeFinding[];
}

/** Has `portrait verify` ask a server, and puts all that went over the wire to Prism. */
export async function prismOn(
  server: JudgedServer,
  contracts: readonly Contract[],
  run: JudgeRun,
): Promise<PrismFindings> {
  const all: PrismFindings = { exchanges: 0, findings: [] };
  for (const contract of contracts) {
    const file = join(run.folder, `prism-${server.name}-${contract.api}.har`);
    await record(server.origin, contract.api, file, run.seed);
    const { exchanges, findings } = await prismOnRecorded(contract, server.name, harEntriesIn(file));
    run.say(`prism: ${server.name}, ${contract.api}: ${exchanges} exchanges, ${findings.length} findings`);
    all.exchanges += exchanges;
    all.findings.push(...findings);
    if (!run.keep) rmSync(file);
  }
  return all;
}

/** @throws Error when `portrait verify` could not find out anything. What it finds itself is not for here. */
async function record(origin: string, api: string, file: string, seed: number): Promise<void> {
  const args = ['bin/portrait.js', 'verify', origin, '--api', api, '--seed', String(seed)];
  const limits = ['--max-time', String(MAX_SECONDS), '--report', `har=${file}`];
  const child = spawn(process.execPath, [...args, ...limits], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0 && code !== 1) throw new Error(`portrait verify ended with ${code}: ${told}`);
}

/**
 * What Prism says of recorded exchanges: any word about a response of an operation is a finding (`response`), and so is
 * a request that it objects to and the server has granted (`request`), unless only its beginning was recorded. The other way
 * round there is nothing to compare:
 * pictures, scopes, owners and the services' own rules are beyond Prism.
 */
export async function prismOnRecorded(
  contract: Contract,
  server: JudgeFinding['server'],
  entries: AsyncIterable<HarEntry> | Iterable<HarEntry>,
): Promise<PrismFindings> {
  const verdictOn = await prismValidator(contract);
  const findings: JudgeFinding[] = [];
  let exchanges = 0;
  for await (const entry of entries) {
    const verdict = await verdictOn(entry);
    if (verdict === undefined) continue;
    exchanges++;
    const about = { judge: 'prism', server, api: contract.api, operation: verdict.operation } as const;
    const { pathname, search } = new URL(entry.request.url);
    const came = `${entry.request.method} ${pathname}${search.slice(0, MAX_SHOWN)} was answered with ${verdict.status}`;
    const told = (check: string, problems: string[]): JudgeFinding[] =>
      problems.map((problem) => ({ ...about, check, text: `${problem.slice(0, MAX_SHOWN)} (${came})` }));
    findings.push(...told('response', verdict.response));
    const isRequestWhole = !isCut(entry.request.postData);
    if (verdict.status < 400 && isRequestWhole) findings.push(...told('request', verdict.request));
  }
  return { exchanges, findings };
}
