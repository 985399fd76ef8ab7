import type { components, operations } from '../../../generated/creators-hub.d.ts';
import type { UploadedPicture } from '../../contract/uploads.ts';
import { asJpeg, type ConvertedPicture } from '../../images/conversion.ts';
import { converted } from '../../server/converted.ts';
import type { Checked, Handlers, Tools } from '../../server/handler.ts';
import type { World } from '../../server/world.ts';
import type { Records } from './records.ts';

/** What all operations ask of a request, be it about `me` or an id: who that is has been found out. */
type About = Pick<Checked<unknown>, 'subject' | 'origin'>;

interface Answer {
  status: 200;
  body: components['schemas']['Avatar'];
}

export const handlers: Handlers<operations, Records> = {
  getMyAvatar: tell,
  getUserAvatar: tell,
  replaceMyAvatarByUrl: copy,
  replaceUserAvatarByUrl: copy,
  uploadMyAvatarFile: keep,
  uploadUserAvatarFile: keep,
  uploadMyAvatarBytes: keep,
  uploadUserAvatarBytes: keep,
};

async function tell({ subject, origin }: About, world: World<Records>): Promise<Answer> {
  const { path } = await world.read('avatar', subject);
  return answer(origin, path);
}

async function keep(
  request: About & { picture: UploadedPicture },
  world: World<Records>,
  tools: Tools,
): Promise<Answer> {
  return replace(request, await converted(asJpeg(request.picture), 'avatar'), world, tools);
}

async function copy(
  request: About & { body: components['schemas']['AvatarUrlChange'] },
  world: World<Records>,
  tools: Tools,
): Promise<Answer> {
  const picture = await tools.fetchPicture(request.body.avatarUrl);
  return replace(request, await converted(asJpeg(picture), 'avatarUrl'), world, tools);
}

/** The new picture gets an address that nothing had before (facts sheet 3.5). */
async function replace(
  { subject, origin }: About,
  { bytes, type }: ConvertedPicture,
  world: World<Records>,
  { now }: Tools,
): Promise<Answer> {
  return world.change(async ({ read, addPicture, write }) => {
    await read('avatar', subject);
    const path = await addPicture(pathsFrom(now(), subject), { owner: subject, type, bytes, resize: false });
    await write('avatar', subject, { path });
    return answer(origin, path);
  });
}

/** Two uploads of one millisecond: the later one is dated into the next that is free. */
function* pathsFrom(time: number, userId: string): Generator<string> {
  for (let at = time; ; at += 1) yield `/${at}/userAvatars/${userId}/avatar.jpg`;
}

function answer(origin: string, path: string): Answer {
  return { status: 200, body: { avatarUrl: `${origin}${path}` } };
}
