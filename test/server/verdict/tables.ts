import type { Contract, Operation } from '../../../src/contract/contract.ts';
import { credentialRequests } from '../../../src/verify/cases/credential-cases.ts';
import { goodRequest } from '../../../src/verify/cases/good-request.ts';
import { multipartCases } from '../../../src/verify/cases/uploads/multipart-cases.ts';
import { rawCases } from '../../../src/verify/cases/uploads/raw-cases.ts';
import { operations } from '../../contracts.ts';
import { type Asked, corpusOf } from '../../corpus.ts';
import { routeRequests, strayRequests } from '../../mock/route-cases.ts';
import { ruleRequests } from '../../mock/rule-cases.ts';
import { subjectRequests } from '../../mock/subject-cases.ts';
import { targets } from '../../uploads/verdicts.ts';
import { casesOf, uploadCasesOf, type VerdictCase } from './verdict-case.ts';

/** Every case of the mock's tables, and how many there are at least. */
export const tables: readonly [name: string, atLeast: number, cases: readonly VerdictCase[]][] = [
  ['credentials', 300, credentialCases()],
  ['multipart forms', 150, targets(true).flatMap(([title, target]) => uploadCasesOf(title, multipartCases, target))],
  ['raw bytes', 40, targets(false).flatMap(([title, target]) => uploadCasesOf(title, rawCases, target))],
  ['rules that no schema can say', 25, casesOf('rules', ruleRequests)],
  ['subjects', 40, casesOf('subjects', subjectRequests)],
  ['paths of no operation', 100, casesOf('paths', strayRequests)],
  ['paths and methods', 300, everyOperation(routeRequests)],
  ['preferences, parameters, bodies', 1_000, everyOperation(corpusOf)],
  ['failures that are made up', 15, everyOperation(madeUpRequests)],
];

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
