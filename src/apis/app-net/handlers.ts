import { randomBytes } from 'node:crypto';
import type { components, operations } from '../../../generated/app-net.d.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';
import type { UploadedPicture } from '../../contract/uploads.ts';
import { type ConvertedPicture, cleaned, squared } from '../../images/conversion.ts';
import { converted } from '../../server/converted.ts';
import type { Checked, Handlers, Tools } from '../../server/handler.ts';
import type { World } from '../../server/world.ts';
import { type Answer, answer, type General } from './answer.ts';
import { profileAfter } from './profile.ts';
import type { Member, Profile, Records } from './records.ts';

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
    const { member, profile } = known(await read('user', subject));
    const after = profileAfter(profile, body, contract);
    await write('user', subject, { ...member, profile: after });
    return answer(member, after, query, origin);
  });
}

/** The server appends the query of the request. */
function redirectTo(kind: 'avatar' | 'cover') {
  return async ({ subject, origin }: About, world: World<Records>): Promise<Redirect> => {
    const member = await world.read('user', subject);
    if (member === undefined) throw refuse('subjectUnknown', ['path', 'user_id'], `No user has the id ${subject}.`);
    return { status: 302, headers: { Location: `${origin}${member[kind]}` } };
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
      const { member, profile } = known(await read('user', subject));
      let path: string;
      do path = `${FOLDER}/${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      while (!(await addPicture({ path, owner: subject, type, bytes, resize: true })));
      const after: Profile = { ...profile, [`${kind}_image`]: { width, height, is_default: false } };
      const changed = { ...member, [kind]: path, profile: after };
      await write('user', subject, changed);
      return answer(changed, after, query, origin);
    });
  };
}

/** Whoever can call has a profile; only servers that take any token meet others. */
function known(member: Member | undefined): { member: Member; profile: Profile } {
  if (member?.profile === undefined) throw nobody();
  return { member, profile: member.profile };
}

function nobody(): Refusal {
  return refuse('credentialUnknown', ['header', 'authorization'], 'No user belongs to this token.');
}
