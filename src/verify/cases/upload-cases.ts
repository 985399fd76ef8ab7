import type { Contract, Operation } from '../../contract/contract.ts';
import type { WireRequest } from '../wire.ts';
import { wired } from './asked.ts';
import { goodRequest } from './good-request.ts';
import { multipartCases } from './uploads/multipart-cases.ts';
import { rawCases } from './uploads/raw-cases.ts';
import { casesFor, targetOf, type Upload } from './uploads/upload-case.ts';

/** An upload, made when its turn comes: pictures are large. */
export interface UploadAsked {
  title: string;
  /** Undefined for what only a connection can do, such as stopping amid a body. */
  make(): Promise<WireRequest | undefined>;
}

/** Forms and raw bodies of an operation that takes pictures: sound ones of every kind, spoiled ones, at every limit. */
export function uploadCases(contract: Contract, operation: Operation): UploadAsked[] {
  const target = targetOf(contract, operation);
  // Of files without a limit the contract says too little to be at its edges.
  if (target === undefined || target.limit === 0) return [];
  const good = goodRequest(contract, operation);
  const table = target.part === '' ? rawCases : multipartCases;
  const cases = casesFor(table, target);
  const accepted = cases.filter(({ expected }) => expected === 'accepted');
  // What is refused costs a server least: then whoever ends with the first finding has it soon.
  return [...cases.filter((one) => !accepted.includes(one)), ...accepted].map(({ title, upload }) => ({
    title,
    make: async () => uploaded(wired(good), await upload(target)),
  }));
}

function uploaded(
  good: WireRequest,
  { headers, body, chunked = false, stops = false }: Upload,
): WireRequest | undefined {
  if (stops) return undefined;
  const kept = Object.entries(good.headers).filter(([name]) => name.toLowerCase() !== 'content-type');
  return { ...good, headers: { ...Object.fromEntries(kept), ...headers }, body, chunked };
}
