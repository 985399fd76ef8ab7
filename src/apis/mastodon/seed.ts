import type { Contract } from '../../contract/contract.ts';
import { successBody } from '../../contract/examples.ts';
import type { Seed } from '../../server/world.ts';
import { withPictures } from './pictures.ts';
import type { Account, Records } from './records.ts';

/**
 * The account of the contract's story before its first chapter, with an avatar and a header image: deleting the one and
 * then the other gives the examples of the seed (facts sheet 1.2).
 */
export function seed(contract: Contract): Seed<Records> {
  const account = successBody<Account>(contract, 'deleteProfileAvatar');
  const { avatar, avatar_static } = successBody<Account>(contract, 'deleteProfileHeader', 'headerDeletedAvatarKept');
  const whole: Account = { ...account, avatar, avatar_static };
  return { account: { [account.id]: withPictures(whole, (url) => new URL(url).pathname) } };
}
