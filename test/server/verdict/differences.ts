import type { Answered } from '../../exchange.ts';

/** A difference between mock and reference server that has to be. */
export interface Difference {
  match(title: string, mocked: Answered, served: Answered): boolean;
  reason: string;
}

/** All of them. One that no case shows any more has to go. */
export const differences: readonly Difference[] = [
  {
    match: (title, mocked, served) =>
      /avatarUrl|AvatarByUrl/.test(title) &&
      mocked.status === 200 &&
      served.status === 422 &&
      served.body.includes('Nothing could be fetched from avatarUrl.'),
    reason: 'Whether an address leads to a picture is for the web to say. The mock does not ask; here nobody answers.',
  },
];
