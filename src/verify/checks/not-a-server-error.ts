import type { Check } from './check.ts';

/** A 5xx is the server's own failure, unless it was asked for. */
export const notAServerError: Check = {
  name: 'not_a_server_error',
  concerns: ({ expectation }) => expectation.verdict !== 'asked',
  problemsOf: ({ answer, expectation, operation }, { api }) => {
    // Of a method that a server does not know, 501 is no failure (RFC 9110, section 15.6.2).
    const isUnknown = expectation.verdict === 'refused' && expectation.statuses.includes(answer.status);
    const isOpen = api === undefined && operation === undefined && answer.status === 501;
    if (answer.status < 500 || isUnknown || isOpen) return [];
    return [{ promised: 'No request, however odd, makes the server fail (5xx).' }];
  },
};
