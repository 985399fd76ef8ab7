import { dirname, join } from 'node:path';

/** Where the workflows of a contract are, if there are any: beside the contract's file. */
export function workflowsFile(contractFile: string): string {
  return join(dirname(contractFile), 'workflows.arazzo.yaml');
}
