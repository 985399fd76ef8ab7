import type { components } from '../../../generated/app-net.d.ts';
import type { Contract } from '../../contract/contract.ts';
import { successBody } from '../../contract/examples.ts';
import type { Seed } from '../../server/world.ts';
import type { Pictures, Profile, Records, User } from './records.ts';

type Envelope = components['schemas']['UserEnvelope'];

/**
 * The users that the redirects' examples speak of, with the pictures there, and the profile that the first examples
 * change: with this one each of them leads to the success that the contract shows.
 */
export function seed(contract: Contract): Seed<Records> {
  const { data } = successBody<Envelope>(contract, 'updateMyProfile', 'updatedProfileWithAnnotations');
  const covers = pathsOf(contract, 'getUserCover');
  const pictures = [...pathsOf(contract, 'getUserAvatar')].map(([id, avatar]): [string, Pictures] => [
    id,
    { avatar, cover: covers.get(id) ?? '' },
  ]);
  return { pictures: Object.fromEntries(pictures), profile: { [data.id]: profileOf(data) } };
}

/** The paths that an operation redirects to, by user id. */
function pathsOf({ operations }: Contract, operationId: string): Map<string, string> {
  const [redirect] = operations.find(({ id }) => id === operationId)?.responses.values() ?? [];
  const examples = [...(redirect?.headers.get('location')?.examples.values() ?? [])];
  return new Map(examples.map(({ value, 'x-subject': id = '' }) => [id, new URL(String(value)).pathname]));
}

function profileOf({ avatar_image, cover_image, description, annotations = [], ...user }: User): Profile {
  return {
    ...user,
    avatar_image: withoutUrl(avatar_image),
    cover_image: withoutUrl(cover_image),
    ...(description === undefined ? {} : { description: remembered(description) }),
    annotations,
  };
}

function withoutUrl({ url: _, ...image }: User['avatar_image']): Profile['avatar_image'] {
  return image;
}

function remembered({ text, entities }: NonNullable<User['description']>): NonNullable<Profile['description']> {
  return { text, entities: { mentions: [], hashtags: [], links: [], ...entities } };
}
