import { randomInt } from 'node:crypto';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { isSafe } from '../http/safe-methods.ts';
import { CHECK_NAMES, type CheckName } from './checks/names.ts';
import type { Outcome } from './conclusion.ts';
import { type Interruption, interruption } from './interruption.ts';
import type { OwnCredentials, Subject } from './subject.ts';
import type { Target } from './target.ts';

/** What the command line says. */
export interface VerifyCommand {
  api?: string[];
  spec?: string;
  credential?: Record<string, string>;
  only?: string[];
  skip?: string[];
  operation?: string[];
  seed?: number;
  fuzz: number;
  connections: number;
  timeout: number;
  maxTime: number;
  report?: string[];
  readOnly?: boolean;
  yes?: boolean;
  failFast?: boolean;
  har?: string;
  minCoverage?: number;
}

/** What the process ends with; with a signal's own status where one has interrupted it. */
const EXIT_STATUS: Record<Outcome, number> = { held: 0, broken: 1, uncovered: 1, unknown: 2, interrupted: 130 };

/**
 * Holds the server at an address against contracts. Gives what the process is to end with. Each step loads what it needs
 * when its turn comes: most runs in vain end before they need Prism, or the cases.
 * @throws Error when it cannot be found out, with the way out.
 */
export async function runVerify(url: string | undefined, command: VerifyCommand): Promise<number> {
  const checks = checksIn(command);
  const own = new Map(Object.entries(command.credential ?? {}));
  const subjects = await subjectsOf(command, own);
  const operations = operationsIn(command, subjects);
  const { veilOf } = await import('./veil.ts');
  const said = {
    ...{ seed: command.seed ?? randomInt(2 ** 31), checks, veiled: veilOf(own), minCoverage: command.minCoverage },
    ...(operations === undefined ? {} : { operations }),
  };
  if (command.har !== undefined) {
    if (url !== undefined)
      throw new Error(`With --har no server is asked, so ${url} has no meaning. Leave out the one or the other.`);
    await made(subjects);
    const { reportsTo } = await import('./reports/index.ts');
    const report = reportsTo(withTerminal(command.report ?? []));
    const { verifyRecorded } = await import('./recorded.ts');
    const { summary } = await verifyRecorded(command.har, subjects, said, report);
    return EXIT_STATUS[summary.conclusion.outcome];
  }
  const origin = addressIn(url);
  const { wireTo } = await import('./wire.ts');
  const wire = wireTo(withoutBase(origin, subjects), {
    timeoutMs: command.timeout * 1000,
    connections: command.connections,
  });
  let interrupted: Interruption | undefined;
  try {
    const readOnly = command.readOnly === true;
    const { targetAt } = await import('./target.ts');
    const target = await targetAt(wire, readOnly);
    await made(subjects);
    if (!readOnly) await mayWrite(target, subjects, origin, command.yes === true);
    const { reportsTo } = await import('./reports/index.ts');
    // Opened before anything is sent.
    const report = reportsTo(withTerminal(command.report ?? []));
    const maxTimeMs = command.maxTime * 1000;
    const chosen = { readOnly, maxTimeMs, ...(operations === undefined ? {} : { operations }) };
    const { isAnyoneThere } = await import('./presence.ts');
    if (!(await isAnyoneThere(wire, target, subjects, chosen))) throw new Error(absenceOf(subjects, origin, command));
    const { verify } = await import('./verify.ts');
    interrupted = interruption();
    const options = {
      ...said,
      fuzz: command.fuzz,
      // Without sessions, what one request writes is what the next one reads.
      connections: target.isPortrait ? command.connections : 1,
      maxTimeMs,
      readOnly,
      failFast: command.failFast === true,
      stop: interrupted.signal,
    };
    const { summary } = await verify(wire, target, subjects, options, report);
    const { outcome } = summary.conclusion;
    return (outcome === 'interrupted' ? interrupted.status() : undefined) ?? EXIT_STATUS[outcome];
  } finally {
    interrupted?.dispose();
    wire.close();
  }
}

/** The address without a base path that the contract's own paths begin with already. */
function withoutBase(address: string, subjects: readonly Subject[]): string {
  const { origin, pathname } = new URL(address);
  const base = pathname.replace(/\/$/, '');
  const isTheirs = subjects.every(({ contract }) =>
    contract.operations.some(({ basePaths }) => basePaths.includes(base)),
  );
  return base !== '' && isTheirs ? origin : address;
}

function addressIn(url: string | undefined): string {
  if (url === undefined)
    throw new Error('The address of a server is expected, or --har FILE: portrait verify http://127.0.0.1:4020');
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(url);
  const address = hasScheme ? url : `http://${url}`;
  if (hasScheme && !/^https?:/i.test(url))
    throw new Error(`“${url}” cannot be asked: http:// and https:// are what is spoken here.`);
  if (!URL.canParse(address)) throw new Error(`“${url}” is no address. An origin is expected: http://127.0.0.1:4020`);
  return address;
}

function checksIn({ only, skip = [] }: VerifyCommand): ReadonlySet<CheckName> {
  const named = [...(only ?? []), ...skip];
  const unknown = named.find((name) => !CHECK_NAMES.includes(name as CheckName));
  if (unknown !== undefined) throw new Error(`There is no check “${unknown}”. There are: ${CHECK_NAMES.join(', ')}.`);
  return new Set(CHECK_NAMES.filter((name) => (only ?? CHECK_NAMES).includes(name) && !skip.includes(name)));
}

function operationsIn({ operation }: VerifyCommand, subjects: readonly Subject[]): ReadonlySet<string> | undefined {
  if (operation === undefined) return undefined;
  const known = [...new Set(subjects.flatMap(({ contract }) => contract.operations.map(({ id }) => id)))];
  const unknown = operation.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`There is no operation “${unknown}”. There are: ${known.join(', ')}.`);
  return new Set(operation);
}

/** @throws Error when Prism cannot read a contract. */
async function made(subjects: readonly Subject[]): Promise<void> {
  for (const { prism } of subjects) await prism.made();
}

async function subjectsOf({ api = [], spec }: VerifyCommand, own: OwnCredentials): Promise<Subject[]> {
  const { subjectFrom, subjectNamed } = await import('./subject.ts');
  const { chosenApis } = await import('../apis/chosen.ts');
  const subjects =
    spec === undefined
      ? await Promise.all(chosenApis(api).map((one) => subjectNamed(one, own)))
      : [await subjectFrom(spec, own)];
  const known = subjects.flatMap(({ contract }) => [
    ...contract.schemes.keys(),
    ...(contract.document['x-test-credentials'] ?? []).map(({ name }) => name),
  ]);
  const unknown = [...own.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no credential or security scheme “${unknown}”. There are: ${known.join(', ')}.`);
  return subjects;
}

function absenceOf(subjects: readonly Subject[], origin: string, { api, spec }: VerifyCommand): string {
  const names = subjects.map(({ contract }) => contract.api).join(', ');
  const who = subjects.length === 1 ? `${names} does not answer` : `None of ${names} answers`;
  const what = `${who} at ${origin}: what should be there is answered with 404, as a path is that nobody has.`;
  const isChosen = api !== undefined || spec !== undefined;
  return `${what} ${isChosen ? 'Is this its address, with the path that comes before its own?' : 'Did you mean --spec FILE, or --api NAME?'}`;
}

/** Somebody else's server is not written to without a word. */
async function mayWrite(target: Target, subjects: readonly Subject[], origin: string, yes: boolean): Promise<void> {
  if (target.isLoopback || yes) return;
  const writes = subjects.flatMap(({ contract }) =>
    contract.operations
      .filter(({ method }) => !isSafe(method))
      .map(({ method, path, id }) => `  ${method.toUpperCase().padEnd(6)} ${path} (${contract.api} ${id})`),
  );
  if (writes.length === 0) return;
  const list = `These operations of ${origin} would be called, and change or delete something there:\n${writes.join('\n')}`;
  const wayOut = 'Say --yes to allow it, or --read-only to leave them out.';
  if (!stdin.isTTY || !stdout.isTTY) throw new Error(`${list}\n${wayOut}`);
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    const answer = await lines.question(`${list}\nGo on? (y/N) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error(`Nothing was sent. ${wayOut}`);
  } finally {
    lines.close();
  }
}

/** People see the run on the terminal, whatever else is written, unless something else goes there. */
function withTerminal(reports: readonly string[]): readonly string[] {
  return reports.every((report) => report.includes('=')) ? ['terminal', ...reports] : reports;
}
