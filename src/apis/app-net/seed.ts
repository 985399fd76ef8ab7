import type { components } from '../../../generated/app-net.d.ts';
import type { Contract } from '../../contract/contract.ts';
import { bySubject, successBody, successHeaderExamples } from '../../contract/examples.ts';
import type { Seed } from '../../server/world.ts';
import type { Pictures, Profile, Records, User } from './records.ts';

type Envelope = components['schemas']['UserEnvelope'];

/**
 * The users that the redirects' examples speak of, with the pictures there, and the profile that the first examples
 * change: with this one each of them leads to the success that the contract shows.
 */
export function seed(contract: Contract): Seed<Records> {
  const { data } = successBody<Envelope>(contract, 'updateMyProfile', 'updatedProfileWithAnnotations');
  const pictures: Record<string, Pictures> = {};
  const covers = new Map(pathsOf(contract, 'getUserCover'));
  for (const [id, avatar] of pathsOf(contract, 'getUserAvatar')) {
    const cover = covers.get(id);
    if (cover !== undefined) pictures[id] = { avatar, cover };
  }
  return { pictures, profile: { [data.id]: profileOf(data) } };
}

/** The paths that an operation redirects to, by user id. */
function pathsOf(contract: Contract, operationId: string): [id: string, path: string][] {
  const examples = bySubject(successHeaderExamples(contract, operationId, 'location').values());
  return examples.map(([id, value]) => [id, new URL(String(value)).pathname]);
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
