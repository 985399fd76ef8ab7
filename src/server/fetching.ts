import type { Contract } from '../contract/contract.ts';
import { invalidBody, refuse } from '../contract/failures.ts';
import { isBinarySchema, type UploadedPicture } from '../contract/uploads.ts';
import { GuardedFetchError } from '../http/guarded-fetch-error.ts';
import { isDecodable } from '../images/decoder.ts';
import type { Gallery } from '../images/gallery.ts';
import { inspectHeader } from '../images/picture.ts';

const TIMEOUT_MS = 5_000;
const MAX_REDIRECTS = 3;

/**
 * What fetches pictures for the handlers of one API. The contract's own pictures are here already: for them nobody goes
 * online. `allowed` are the `host:port`s that may be asked although they are private.
 */
export function pictureFetcher(
  contract: Contract,
  gallery: Gallery,
  allowed: readonly string[],
): (url: string) => Promise<UploadedPicture> {
  const maxBytes = largestPicture(contract);
  return async (url) => {
    const own = contract.pictures.find((picture) => picture.url === url);
    const bytes =
      own === undefined
        ? await fetched(url, maxBytes, allowed)
        : (await gallery.at(new URL(url).pathname, undefined))?.bytes;
    const found = bytes && (await inspectHeader(bytes));
    if (bytes === undefined || !found?.picture) {
      const problem = found === undefined || found.picture ? '' : `: ${found.problem}`;
      throw invalidBody([], `What the URL leads to is no picture${problem}.`, 'notAPicture');
    }
    if (!isDecodable(found))
      throw refuse('pictureDimensions', ['body'], 'The picture has too many pixels.', 'maxPixels');
    const { type, width, height, frames } = found;
    return { bytes, type, width, height, frames };
  };
}

async function fetched(url: string, maxBytes: number, allow: readonly string[]): Promise<Buffer> {
  // With its agent it is a tenth of the start-up time, and most servers never go online.
  const { guardedFetch } = await import('../http/guarded-fetch.ts');
  try {
    const { bytes } = await guardedFetch(url, { allow, maxBytes, timeoutMs: TIMEOUT_MS, maxRedirects: MAX_REDIRECTS });
    return bytes;
  } catch (error) {
    if (!(error instanceof GuardedFetchError)) throw error;
    throw invalidBody([], `The URL cannot be fetched: ${error.message}.`, error.code);
  }
}

/** Octets of the largest picture that any operation of the contract takes. */
function largestPicture({ operations }: Contract): number {
  const media = operations.flatMap(({ body }) => [...(body?.content.values() ?? [])]);
  const schemas = media.flatMap(({ schema, properties }) => [...(schema ? [schema] : []), ...properties.values()]);
  return Math.max(0, ...schemas.filter(isBinarySchema).map(({ maxLength = 0 }) => maxLength));
}
