import type { operations } from '../../../generated/mastodon.d.ts';
import { successBody } from '../../contract/examples.ts';
import type { Handler, Handlers } from '../../server/handler.ts';
import { withPictures } from './pictures.ts';
import type { Account, PictureKey, Records } from './records.ts';

export const handlers: Handlers<operations, Records> = {
  deleteProfileAvatar: deletion('deleteProfileAvatar', 'avatar'),
  deleteProfileHeader: deletion('deleteProfileHeader', 'header'),
};

/**
 * Puts the placeholder in the place of a picture and removes its file and its still variant. The other picture stays;
 * a profile without this one is answered likewise (facts sheet 1.1).
 */
function deletion(id: keyof operations, key: PictureKey): Handler<operations[keyof operations], Records> {
  const stillKey = `${key}_static` as const;
  return async ({ subject, origin }, world, { contract }) => {
    const placeholder = new URL(successBody<Account>(contract, id)[key]).pathname;
    const account = await world.change(async (change) => {
      const before = await change.read('account', subject);
      if (before[key] === placeholder) return before;
      for (const path of new Set([before[key], before[stillKey]])) await change.removePicture(path);
      const after: Account = { ...before, [key]: placeholder, [stillKey]: placeholder };
      await change.write('account', subject, after);
      return after;
    });
    return { status: 200, body: withPictures(account, (path) => `${origin}${path}`) };
  };
}
