import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';
import type { Contract } from '../../contract/contract.ts';
import type { Sequence } from '../sequences/sequence.ts';
import { sequenceOf } from './run-workflow.ts';
import { checkedDocument } from './subset.ts';
import { workflowOf } from './workflow.ts';

/** Lies beside the contract. */
const FILE = 'workflows.arazzo.yaml';

/**
 * The workflows that are declared beside a contract's file, as sequences of the run; none where there is no such file.
 * @throws Error that names the file, the workflow and the step, where something in it is not understood.
 */
export function workflowsBeside(contractFile: string, contract: Contract): readonly Sequence[] {
  const file = join(dirname(contractFile), FILE);
  if (!existsSync(file)) return [];
  try {
    const { workflows } = checkedDocument(parse(readFileSync(file, 'utf8')));
    return workflows.map((workflow) => sequenceOf(workflowOf(workflow, contract)));
  } catch (error) {
    throw new Error(`${relative(cwd(), file)}: ${(error as Error).message}`);
  }
}
