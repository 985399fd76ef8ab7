import type { Contract } from '../../src/contract/contract.ts';
import type { TestCredential } from '../../src/contract/document.ts';
import { refuse } from '../../src/contract/failures.ts';
import type { UploadedPicture } from '../../src/contract/uploads.ts';
import type { Checked, Tools } from '../../src/server/handler.ts';
import { contracts } from '../contracts.ts';

export const ORIGIN = 'http://127.0.0.1:4020';

/** @throws Error when there is none of that name. */
export function contractNamed(api: string): Contract {
  const contract = contracts.find((one) => one.api === api);
  if (contract === undefined) throw new Error(`There is no ${api}.`);
  return contract;
}

/** @throws Error when there is none of that name. */
export function credentialNamed({ credentials, api }: Contract, name: string): TestCredential {
  const credential = credentials.find((one) => one.name === name);
  if (credential === undefined) throw new Error(`${api} has no credential ${name}.`);
  return credential;
}

/** What a test says of a request; else it is about the caller. */
export interface About {
  subject?: string;
  body?: unknown;
  picture?: UploadedPicture;
}

/** A request of this caller that has passed all checks, for whatever operation. */
export function checked(caller: TestCredential, about: About = {}): Checked<never> {
  return {
    path: {},
    query: {},
    body: undefined,
    picture: undefined,
    caller,
    subject: caller.owner ?? '',
    origin: ORIGIN,
    ...about,
  } as Checked<never>;
}

/** Tools without a web: nothing can be fetched, unless `more` says otherwise. */
export function toolsFor(contract: Contract, more: Partial<Tools> = {}): Tools {
  return {
    contract,
    now: () => Date.UTC(2026, 10, 21),
    fetchPicture: (url) => Promise.reject(refuse('bodyInvalid', ['body', 'avatarUrl'], url, 'notFetchable')),
    ...more,
  };
}
