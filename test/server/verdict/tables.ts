import type { Contract, Operation } from '../../../src/contract/contract.ts';
import { credentialRequests } from '../../../src/verify/cases/credential-cases.ts';
import { goodRequest } from '../../../src/verify/cases/good-request.ts';
import { multipartCases } from '../../../src/verify/cases/uploads/multipart-cases.ts';
import { rawCases } from '../../../src/verify/cases/uploads/raw-cases.ts';
import type { UploadCase } from '../../../src/verify/cases/uploads/upload-case.ts';
import { operations } from '../../contracts.ts';
import { type Asked, corpusOf } from '../../corpus.ts';
import { DEEP } from '../../deep.ts';
import { routeRequests, strayRequests } from '../../mock/route-cases.ts';
import { ruleRequests } from '../../mock/rule-cases.ts';
import { subjectRequests } from '../../mock/subject-cases.ts';
import { seed } from '../../seed.ts';
import { targets } from '../../uploads/verdicts.ts';
import { casesOf, uploadCasesOf, type VerdictCase } from './verdict-case.ts';

/** Which operation an upload is put to, where the tests do not go deep. */

/** Every case of the mock's tables, and how many there are at least. */
export const tables: readonly [name: string, atLeast: number, cases: readonly VerdictCase[]][] = [
  ['credentials', 300, credentialCases()],
  ['multipart forms', 150, uploads(true, multipartCases)],
  ['raw bytes', 40, uploads(false, rawCases)],
  ['rules that no schema can say', 25, casesOf('rules', ruleRequests)],
  ['subjects', 40, casesOf('subjects', subjectRequests)],
  ['paths of no operation', 100, casesOf('paths', strayRequests)],
  ['paths and methods', 300, everyOperation(routeRequests)],
  ['preferences, parameters, bodies', 1_000, everyOperation(corpusOf)],
  ['failures that are made up', 15, everyOperation(madeUpRequests)],
];

/**
 * Each case of a table of uploads at one of the operations that have it, or at all of them: that each of them judges so
 * is tested of the mock by its own tables, and of the reference server by our own run.
 */
function uploads(form: boolean, table: readonly UploadCase[]): VerdictCase[] {
  const operationsOf = (one: UploadCase): VerdictCase[] =>
    targets(form).flatMap(([title, target]) => uploadCasesOf(title, [one], target));
  return table.flatMap((one, index) => {
    const cases = operationsOf(one);
    return DEEP ? cases : cases.filter((_, place) => place === (seed + index) % cases.length);
  });
}

export function credentialCases(): VerdictCase[] {
  return everyOperation(credentialRequests);
}

function madeUpRequests(contract: Contract, operation: Operation): Asked[] {
  return ['code=500', 'code=401'].map((code): Asked => {
    const prefer = `dynamic=true, seed=5, ${code}`;
    return [`Prefer: ${prefer}`, goodRequest(contract, operation, { headers: { prefer } })];
  });
}

function everyOperation(requests: (...row: Parameters<typeof corpusOf>) => readonly Asked[]): VerdictCase[] {
  return operations.flatMap(([title, contract, operation]) => casesOf(title, requests(contract, operation)));
}
