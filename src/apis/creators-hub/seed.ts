import type { components } from '../../../generated/creators-hub.d.ts';
import type { Contract } from '../../contract/contract.ts';
import { bySubject, successExamples } from '../../contract/examples.ts';
import type { Seed } from '../../server/world.ts';
import type { Avatar, Records } from './records.ts';

/** The users that the examples of reading an avatar speak of (`x-subject`), with the avatars there. */
export function seed(contract: Contract): Seed<Records> {
  const examples = bySubject(successExamples(contract, 'getUserAvatar').values());
  const avatars = examples.map(([id, value]): [string, Avatar] => {
    const { avatarUrl } = value as components['schemas']['Avatar'];
    return [id, { path: new URL(avatarUrl).pathname }];
  });
  return { avatar: Object.fromEntries(avatars) };
}
