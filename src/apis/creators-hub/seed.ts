import type { components } from '../../../generated/creators-hub.d.ts';
import type { Contract } from '../../contract/contract.ts';
import { successExamples } from '../../contract/examples.ts';
import type { Seed } from '../../server/world.ts';
import type { Avatar, Records } from './records.ts';

/** The users that the examples of reading an avatar speak of (`x-subject`), with the avatars there. */
export function seed(contract: Contract): Seed<Records> {
  const avatars = [...successExamples(contract, 'getUserAvatar').values()].map((example): [string, Avatar] => {
    const { avatarUrl } = example.value as components['schemas']['Avatar'];
    return [example['x-subject'] ?? '', { path: new URL(avatarUrl).pathname }];
  });
  return { avatar: Object.fromEntries(avatars) };
}
