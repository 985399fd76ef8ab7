import type { components } from '../../../generated/mastodon.d.ts';

/** An account as its owner sees it. */
export type Account = components['schemas']['CredentialAccount'];

/** The pictures that a profile wears, by the keys of the account that they stand under. */
export type PictureKey = 'avatar' | 'header';

/** What the API remembers: accounts by id, with paths in the place of their pictures' URLs. */
export interface Records {
  account: Account;
}
