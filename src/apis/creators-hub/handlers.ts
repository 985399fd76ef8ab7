import type { components, operations } from '../../../generated/creators-hub.d.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';
import { asJpeg, type ConvertedPicture } from '../../images/conversion.ts';
import { converted } from '../../server/converted.ts';
import type { Checked, Handlers, Tools } from '../../server/handler.ts';
import type { World } from '../../server/world.ts';
import type { Records } from './records.ts';

/** What all operations ask of a request, be it about `me` or an id: who that is has been found out. */
type About = Pick<Checked<unknown>, 'subject' | 'origin' | 'picture'>;

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
  const avatar = await world.read('avatar', subject);
  if (avatar === undefined) throw userUnknown(subject);
  return answer(origin, avatar.path);
}

async function keep(request: About, world: World<Records>, tools: Tools): Promise<Answer> {
  const { picture } = request;
  if (picture === undefined) throw new Error('An upload came without its picture.');
  return replace(request, await converted(asJpeg(picture), 'avatar'), world, tools);
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
  const path = await world.change(async (change) => {
    if ((await change.read('avatar', subject)) === undefined) throw userUnknown(subject);
    let time = now();
    // Two uploads of one millisecond: the later one is dated into the next that is free.
    while (!(await change.addPicture({ path: pathOf(time, subject), owner: subject, type, bytes, resize: false })))
      time += 1;
    await change.write('avatar', subject, { path: pathOf(time, subject) });
    return pathOf(time, subject);
  });
  return answer(origin, path);
}

function pathOf(time: number, userId: string): string {
  return `/${time}/userAvatars/${userId}/avatar.jpg`;
}

function answer(origin: string, path: string): Answer {
  return { status: 200, body: { avatarUrl: `${origin}${path}` } };
}

function userUnknown(id: string): Refusal {
  return refuse('subjectUnknown', ['path', 'userId'], `No user has the id ${id}.`);
}
