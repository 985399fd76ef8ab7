import { randomBytes } from 'node:crypto';
import type { components, operations } from '../../../generated/app-net.d.ts';
import type { UploadedPicture } from '../../contract/uploads.ts';
import { type ConvertedPicture, cleaned, squared } from '../../images/conversion.ts';
import { converted } from '../../server/converted.ts';
import type { Checked, Handlers, Tools } from '../../server/handler.ts';
import type { World } from '../../server/world.ts';
import { type Answer, answer, type General } from './answer.ts';
import { profileAfter } from './profile.ts';
import type { Profile, Records } from './records.ts';

type About = Pick<Checked<unknown>, 'subject' | 'origin'>;

interface Redirect {
  status: 302;
  headers: { Location: string };
}

export const handlers: Handlers<operations, Records> = {
  replaceMyProfile: change,
  updateMyProfile: change,
  getMyAvatar: redirectTo('avatar'),
  getUserAvatar: redirectTo('avatar'),
  uploadMyAvatar: upload('avatar', squared),
  getMyCover: redirectTo('cover'),
  getUserCover: redirectTo('cover'),
  uploadMyCover: upload('cover', cleaned),
};

/** Recorded addresses end in such a number and a token that tells nothing (facts sheet 2.5). */
const TOKEN_BYTES = 24;

function* newPaths(): Generator<string> {
  for (;;) yield `/image/5/${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** A replacement is an update in which the contract demands four keys. */
async function change(
  { subject, origin, query, body }: About & { query: General; body: components['schemas']['UserUpdate'] },
  world: World<Records>,
  { contract }: Tools,
): Promise<Answer> {
  return world.change(async ({ read, write }) => {
    const after = profileAfter(await read('profile', subject), body, contract);
    await write('profile', subject, after);
    return answer(await read('pictures', subject), after, query, origin);
  });
}

/** The server appends the query of the request. */
function redirectTo(kind: 'avatar' | 'cover') {
  return async ({ subject, origin }: About, world: World<Records>): Promise<Redirect> => {
    const pictures = await world.read('pictures', subject);
    return { status: 302, headers: { Location: `${origin}${pictures[kind]}` } };
  };
}

/** The former picture stays where it is: whoever has its address can still see it. */
function upload(kind: 'avatar' | 'cover', convert: (picture: UploadedPicture) => Promise<ConvertedPicture>) {
  return async (
    { subject, origin, query, picture }: About & { query: General; picture: UploadedPicture },
    world: World<Records>,
  ): Promise<Answer> => {
    const { bytes, type, width, height } = await converted(convert(picture), kind);
    return world.change(async ({ read, write, addPicture }) => {
      const profile = await read('profile', subject);
      const path = await addPicture(newPaths(), { owner: subject, type, bytes, resize: true });
      const after: Profile = { ...profile, [`${kind}_image`]: { width, height, is_default: false } };
      const pictures = { ...(await read('pictures', subject)), [kind]: path };
      await write('profile', subject, after);
      await write('pictures', subject, pictures);
      return answer(pictures, after, query, origin);
    });
  };
}
