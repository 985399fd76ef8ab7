import { apis } from '../src/apis/index.ts';
import { type Contract, contractOf, type Operation } from '../src/contract/contract.ts';
import { bundledDocument } from '../src/contract/sources.ts';

/** All contracts, as bundled. */
export const contracts: readonly Contract[] = apis.map(({ name }) => contractOf(name, bundledDocument(name)));

/** A row for `describe.each`: `api operationId`, its contract, the operation. */
export type OperationRow = [title: string, contract: Contract, operation: Operation];

/** All operations of all contracts. */
export const operations: readonly OperationRow[] = contracts.flatMap((contract) =>
  contract.operations.map((operation): OperationRow => [`${contract.api} ${operation.id}`, contract, operation]),
);
