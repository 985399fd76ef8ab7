import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './guarded-addresses.ts';
import { GuardedFetchError } from './guarded-fetch-error.ts';

/** Gives the addresses of a name, at least one. */
export type Resolve = (hostname: string) => Promise<string[]>;

const resolver = new Resolver({ timeout: 2_000, tries: 2 });

/**
 * Asks the name servers. Not the system: its names are not the caller's business, and its answers wait in the threads
 * that pictures are worked on in.
 */
export const resolvePublicly: Resolve = async (hostname) => {
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new GuardedFetchError('notFetchable', 'its host has no address');
  return addresses;
};

/**
 * What a connection asks for the addresses of its host. All of them have to be public; to one of just these it connects,
 * so a name that changes its answer in between gains nothing.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, { all }, callback) => {
    const found = (addresses: string[]): void => {
      if (addresses.some(isPrivateAddress)) {
        throw new GuardedFetchError('private', 'its host has a private address');
      }
      const answers = addresses.map((address) => ({ address, family: isIP(address) }));
      const [first = { address: '', family: 4 }] = answers;
      if (all) callback(null, answers);
      else callback(null, first.address, first.family);
    };
    resolve(hostname)
      .then(found)
      .catch((error: Error) => callback(error, ''));
  };
}
