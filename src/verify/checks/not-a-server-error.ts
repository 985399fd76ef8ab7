import type { Check } from './check.ts';

/** A 5xx is the server's own failure, unless it was asked for. */
export const notAServerError: Check = {
  name: 'not_a_server_error',
  concerns: ({ expectation }) => expectation.verdict !== 'asked',
  problemsOf: ({ answer }) =>
    answer.status < 500 ? [] : [{ promised: 'No request, however odd, makes the server fail (5xx).' }],
};
