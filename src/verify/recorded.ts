import { readFileSync } from 'node:fs';
import type { Coverage } from './coverage/coverage.ts';
import { expectedOf } from './expect.ts';
import type { Summary } from './finding.ts';
import { exchangeIn, type HarEntry, harIn } from './har-entries.ts';
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
  const entries = harIn(readFileSync(file, 'utf8'), file);
  const protocol = new Protocol(subjects, report, { ...options, origin: file, server: undefined });
  await protocol.begin();
  let strange = 0;
  for (const entry of entries) if (!(await judgeEntry(entry, subjects, protocol))) strange++;
  if (strange > 0)
    protocol.note(`${strange} of ${entries.length} recorded requests lead to no operation of these contracts.`);
  return protocol.end();
}

/** Whether the entry is about an operation of one of the contracts. */
async function judgeEntry(entry: HarEntry, subjects: readonly Subject[], protocol: Protocol): Promise<boolean> {
  const exchange = exchangeIn(entry);
  for (const subject of subjects) {
    const { operation, expectation } = await expectedOf(subject, exchange.origin, exchange.request, true);
    if (operation === undefined && expectation.verdict === 'open') continue;
    if (!isWhole(entry)) {
      protocol.note('Answers without their bodies were passed over: record the HAR with content.');
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

/** Whether the recording has the answer's body, if there was one. */
function isWhole({ response: { content } }: HarEntry): boolean {
  return content.text !== undefined || content.size === 0;
}
