import type { Contract, Media, Operation } from '../../../contract/contract.ts';
import type { FailureKind } from '../../../contract/failures.ts';
import { filePartsOf } from '../../../contract/uploads.ts';

/** What the contract says about the file that an operation takes. */
export interface Target {
  contract: Contract;
  operation: Operation;
  /** Name of the form's file part; empty for raw bodies. */
  part: string;
  types: readonly string[];
  /** Octets of a picture at most. */
  limit: number;
  /** Pixels that a picture for this operation has to be wide at least. */
  minWidth: number | undefined;
  maxPixels: number;
  /** A width that is always wide enough. */
  width: number;
}

/** What goes over the wire, besides credentials. */
export interface Upload {
  headers: Record<string, string>;
  body: Buffer | undefined;
  /** Sent in chunks, without a Content-Length. */
  chunked?: boolean;
  /** Announces more octets than it sends, and stops. */
  stops?: boolean;
}

/** The verdict: accepted, or why not; with the violated rule where the API has a text of its own for it. */
export type Expected = 'accepted' | FailureKind | 'pictureDimensions/minWidth' | 'pictureDimensions/maxPixels';

/** A request as a function of the operation, and the verdict that each server has to give. */
export interface UploadCase {
  title: string;
  upload(target: Target): Promise<Upload> | Upload;
  expected: Expected | ((target: Target) => Expected);
  /** Whether the operation has such a case; every one unless told. */
  when?(target: Target): boolean;
}

const DEFAULT_WIDTH = 64;

/** The target of an upload operation; undefined when the operation takes no file. */
export function targetOf(contract: Contract, operation: Operation): Target | undefined {
  const [media, ...others] = [...(operation.body?.content.values() ?? [])];
  if (media === undefined) return undefined;
  const [file] = media.type.startsWith('multipart/') ? filePartsOf(media) : [];
  const [part, schema] = file ?? ['', media.schema];
  if (schema?.contentMediaType === undefined) return undefined;
  const rule = schema['x-image'] ?? {};
  return {
    contract,
    operation,
    part,
    types: file === undefined ? [media, ...others].map(({ type }: Media) => type) : (media.partTypes.get(part) ?? []),
    limit: schema.maxLength ?? 0,
    minWidth: rule.minWidth,
    maxPixels: rule.maxPixels ?? 0,
    width: Math.max(DEFAULT_WIDTH, rule.minWidth ?? 0),
  };
}

/** The cases that an operation has, their verdicts settled. */
export function casesFor(
  cases: readonly UploadCase[],
  target: Target,
): { title: string; expected: Expected; upload: UploadCase['upload'] }[] {
  return cases
    .filter(({ when }) => when === undefined || when(target))
    .map(({ title, upload, expected }) => ({
      title,
      upload,
      expected: typeof expected === 'function' ? expected(target) : expected,
    }));
}
