import { randomBytes } from 'node:crypto';
import type { components, operations } from '../../../generated/app-net.d.ts';
import { refuse } from '../../contract/failures.ts';
import type { UploadedPicture } from '../../contract/uploads.ts';
import { type ConvertedPicture, cleaned, squared } from '../../images/conversion.ts';
import { converted } from '../../server/converted.ts';
import type { Checked, Handlers, Tools } from '../../server/handler.ts';
import type { World } from '../../server/world.ts';
import { type Answer, answer, type General } from './answer.ts';
import { profileAfter } from './profile.ts';
import type { Profile, Records } from './records.ts';

type About = Pick<Checked<unknown>, 'subject' | 'origin' | 'picture'>;

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
const FOLDER = '/image/5';
const TOKEN_BYTES = 24;

/** A replacement is an update in which the contract demands four keys. */
async function change(
  { subject, origin, query, body }: About & { query: General; body: components['schemas']['UserUpdate'] },
  world: World<Records>,
  { contract }: Tools,
): Promise<Answer> {
  return world.change(async ({ read, write }) => {
    const after = profileAfter(known(await read('profile', subject)), body, contract);
    await write('profile', subject, after);
    return answer(known(await read('pictures', subject)), after, query, origin);
  });
}

/** The server appends the query of the request. */
function redirectTo(kind: 'avatar' | 'cover') {
  return async ({ subject, origin }: About, world: World<Records>): Promise<Redirect> => {
    const pictures = await world.read('pictures', subject);
    if (pictures === undefined) throw refuse('subjectUnknown', ['path', 'user_id'], `No user has the id ${subject}.`);
    return { status: 302, headers: { Location: `${origin}${pictures[kind]}` } };
  };
}

/** The former picture stays where it is: whoever has its address can still see it. */
function upload(kind: 'avatar' | 'cover', convert: (picture: UploadedPicture) => Promise<ConvertedPicture>) {
  return async (
    { subject, origin, query, picture }: About & { query: General },
    world: World<Records>,
  ): Promise<Answer> => {
    if (picture === undefined) throw new Error('An upload came without its picture.');
    const { bytes, type, width, height } = await converted(convert(picture), kind);
    return world.change(async ({ read, write, addPicture }) => {
      const profile = known(await read('profile', subject));
      let path: string;
      do path = `${FOLDER}/${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      while (!(await addPicture({ path, owner: subject, type, bytes, resize: true })));
      const after: Profile = { ...profile, [`${kind}_image`]: { width, height, is_default: false } };
      const pictures = { ...known(await read('pictures', subject)), [kind]: path };
      await write('profile', subject, after);
      await write('pictures', subject, pictures);
      return answer(pictures, after, query, origin);
    });
  };
}

/** Whoever can call has a profile and pictures; only servers that take any token meet others. */
function known<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw refuse('credentialUnknown', ['header', 'authorization'], 'No user belongs to this token.');
  return value;
}
