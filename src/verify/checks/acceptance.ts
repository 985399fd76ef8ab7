import { told } from '../failure-statuses.ts';
import type { Check } from './check.ts';

/** What the contract allows gets in, with a status that says so. What was asked for by `Prefer` comes as asked. */
export const positiveDataAcceptance: Check = {
  name: 'positive_data_acceptance',
  concerns: ({ expectation }) => expectation.verdict === 'accepted' || expectation.verdict === 'asked',
  problemsOf({ answer: { status }, expectation, tried }) {
    if (expectation.verdict !== 'accepted' && expectation.verdict !== 'asked') return [];
    const { statuses } = expectation;
    // Failures of the server are for another check.
    if (statuses.includes(status) || tried?.tolerates?.includes(status) === true) return [];
    if (status >= 500 && expectation.verdict === 'accepted') return [];
    const wanted = told(statuses);
    return [
      {
        promised:
          expectation.verdict === 'asked'
            ? `The request asks for ${wanted}.`
            : `The contract allows this request: ${wanted}.`,
      },
    ];
  },
};
