import type { Contract } from '../../contract/contract.ts';
import { identifyingExamples, subjectIn } from '../../contract/subjects.ts';
import type { Seed } from '../../server/world.ts';
import type { Records } from './records.ts';

/** The profiles that the examples of the identifying headers name. */
export function seed(contract: Contract): Seed<Records> {
  return { profile: Object.fromEntries(identifyingExamples(contract).map((example) => [subjectIn(example), {}])) };
}
