import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';
import type { Contract } from '../../contract/contract.ts';
import type { Sequence } from '../sequences/sequence.ts';
import { workflowsFile } from './file.ts';
import { sequenceOf } from './run-workflow.ts';
import { checkedDocument } from './subset.ts';
import { workflowOf } from './workflow.ts';

/** What is declared beside a contract. */
export interface Workflows {
  sequences: readonly Sequence[];
  /** Why there are none, though there is a file of workflows. */
  note?: string;
}

/**
 * The workflows that are declared beside a contract's file, as sequences of the run; none where there is no such file,
 * or where it is about another contract.
 * @throws Error that names the file, the workflow and the step, where something in it is not understood.
 */
export function workflowsBeside(contractFile: string, contract: Contract): Workflows {
  const file = workflowsFile(contractFile);
  if (!existsSync(file)) return { sequences: [] };
  try {
    const { workflows, sourceDescriptions } = checkedDocument(parse(readFileSync(file, 'utf8')));
    const isAbout = sourceDescriptions.some(({ url }) => resolve(dirname(file), url) === resolve(contractFile));
    if (!isAbout) return { sequences: [], note: `${relative(cwd(), file)} is about ${urls(sourceDescriptions)}.` };
    return { sequences: workflows.map((workflow) => sequenceOf(workflowOf(workflow, contract))) };
  } catch (error) {
    throw new Error(`${relative(cwd(), file)}: ${(error as Error).message}`);
  }
}

function urls(sources: readonly { url: string }[]): string {
  return sources.map(({ url }) => url).join(' and ');
}
