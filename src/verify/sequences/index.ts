import { deleteTwice } from './delete-twice.ts';
import { deletedPictures } from './deleted-pictures.ts';
import { rateLimit } from './rate-limit.ts';
import { redirects } from './redirects.ts';
import { requestIds } from './request-ids.ts';
import type { Sequence } from './sequence.ts';
import { toldApart } from './told-apart.ts';
import { uploadRoundTrip } from './upload-round-trip.ts';
import { writeThenRead } from './write-then-read.ts';

/** What several requests show together, for every contract. What only one contract has is in its workflows. */
export const sequences: readonly Sequence[] = [
  deleteTwice,
  deletedPictures,
  redirects,
  requestIds,
  toldApart,
  uploadRoundTrip,
  writeThenRead,
  rateLimit,
];
