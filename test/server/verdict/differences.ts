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
  {
    match: (_, mocked, served) =>
      mocked.headers['preference-applied']?.includes('dynamic=true') === true &&
      mocked.status >= 400 &&
      mocked.status === served.status,
    reason:
      'A made-up failure is what the mock adds; the reference server answers with the first example of the status.',
  },
];

/** Kinds of hostile requests to which even one server answers now so, now so: it is a matter of milliseconds. */
export const races: readonly string[] = ['header that drips for ever'];
