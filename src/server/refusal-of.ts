import { Refusal, refuse } from '../contract/failures.ts';
import { PictureError } from '../images/picture-error.ts';
import { PicturesBusy } from '../images/work.ts';
import { StorageFailure } from '../storage/storage-failure.ts';
import type { ServerParts } from './parts.ts';

/**
 * The refusal that something thrown stands for: itself, a storage that fails, too much work, a picture that its conversion
 * finds to be none. Undefined for defects of ours.
 */
export function refusalOf({ log }: Pick<ServerParts, 'log'>, error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof PictureError) return refuse('pictureInvalid', ['body'], error.message);
  if (!(error instanceof StorageFailure || error instanceof PicturesBusy)) return undefined;
  log.error(error.message);
  return refuse('storageFailed', [], 'This server cannot do it just now; nothing has changed. Try again shortly.');
}
