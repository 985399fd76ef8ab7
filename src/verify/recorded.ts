import { readFileSync } from 'node:fs';
import type { Coverage } from './coverage/coverage.ts';
import { expectedOf } from './expect.ts';
import type { Expectation } from './expectation.ts';
import type { Summary } from './finding.ts';
import { exchangeIn, type HarEntry, harIn, isCut } from './har-entries.ts';
import type { Observation } from './observation.ts';
import { verdictsOn } from './observe.ts';
import { Protocol, type ProtocolOptions } from './protocol.ts';
import type { Report } from './reports/report.ts';
import type { Subject } from './subject.ts';

/** What only the server of that time knew: who the caller was, and what there was. */
const OF_THE_MOMENT = [401, 403, 404, 409, 410, 412, 429];

/**
 * Holds recorded traffic against contracts: the entries of a HAR that lead to their operations. Credentials are taken
 * for good, since real ones are nobody's to know, and for bad where the answer says so.
 * @throws Error when the file is no HAR.
 */
export async function verifyRecorded(
  file: string,
  subjects: readonly Subject[],
  options: Omit<ProtocolOptions, 'origin' | 'server'>,
  report: Report,
): Promise<{ summary: Summary; coverage: Coverage }> {
  const entries = harIn(textOf(file), file);
  const protocol = new Protocol(subjects, report, { ...options, origin: file, server: undefined });
  await protocol.begin();
  let strange = 0;
  const hasCredentials = entries.some(bringsCredential);
  if (!hasCredentials) protocol.note('The recording has no credentials: who may and who may not was not looked at.');
  for (const entry of entries) if (!(await judgeEntry(entry, subjects, protocol, hasCredentials))) strange++;
  if (strange > 0)
    protocol.note(`${strange} of ${entries.length} recorded requests lead to no operation of these contracts.`);
  return protocol.end();
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Error(`${file} does not exist; --har wants an HTTP Archive.`);
    if (code === 'EISDIR') throw new Error(`${file} is a folder; --har wants an HTTP Archive.`);
    throw new Error(`${file} cannot be read: ${message}`);
  }
}

/** Whether the entry is about an operation of one of the contracts. */
async function judgeEntry(
  entry: HarEntry,
  subjects: readonly Subject[],
  protocol: Protocol,
  hasCredentials: boolean,
): Promise<boolean> {
  const exchange = exchangeIn(entry);
  for (const subject of subjects) {
    const expected = await expectedOf(subject, exchange.origin, exchange.request, true);
    const { operation } = expected;
    const isVeiled = !hasCredentials && isRefusedForNobody(expected.expectation);
    const expectation: Expectation = isVeiled ? { verdict: 'open' } : expected.expectation;
    if (operation === undefined && expectation.verdict === 'open') continue;
    if (!isWhole(entry)) {
      protocol.note('Exchanges without their whole bodies were passed over: record the HAR with content.');
      return true;
    }
    const about = operation ?? subject.contract.operations[0];
    const { request } = exchange;
    const title = `${request.method} ${request.target}, recorded ${entry.startedDateTime}`;
    const observation: Observation = {
      contract: subject.contract,
      operation,
      tried: about && {
        contract: subject.contract,
        operation: about,
        source: 'recorded',
        title,
        request,
        tolerates: OF_THE_MOMENT,
      },
      expectation,
      exchange,
    };
    await protocol.observed(observation);
    await protocol.judged(subject, observation, verdictsOn(subject, observation));
    return true;
  }
  return false;
}

/** Browsers leave credentials out of what they save, unless they are told not to. */
function bringsCredential({ request: { headers, url } }: HarEntry): boolean {
  return headers.some(({ name }) => /^(authorization|cookie)$/i.test(name)) || /[?&][^=]*token=/i.test(url);
}

function isRefusedForNobody(expectation: Expectation): boolean {
  return expectation.verdict === 'refused' && expectation.kind === 'credentialMissing';
}

/** Whether the recording has both bodies, as far as there were any: Portrait's own recordings cut large ones. */
function isWhole({ request: { postData }, response: { content } }: HarEntry): boolean {
  return !isCut(postData) && !isCut(content) && (content.text !== undefined || content.size === 0);
}
