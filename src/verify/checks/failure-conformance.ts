import { isDeepStrictEqual } from 'node:util';
import { jsonIn } from '../../contract/json-body.ts';
import { told } from '../failure-statuses.ts';
import { type Answered, type Check, inShort, type Problem } from './check.ts';

/** A refusal says what the contract has for its reason: the status, and where the API's words are known, those. */
export const failureConformance: Check = {
  name: 'failure_conformance',
  concerns: ({ expectation, answer }) => expectation.verdict === 'refused' && answer.status >= 400,
  problemsOf(observation) {
    const { expectation, answer, tried } = observation;
    if (expectation.verdict !== 'refused' || answer.status >= 500) return [];
    const { statuses, reason } = expectation;
    if (statuses.includes(answer.status)) return wordProblems(observation);
    if (tried?.tolerates?.includes(answer.status) === true) return [];
    return [{ promised: `${told(statuses)} for this reason: ${reason}` }];
  },
};

/** The body and the headers that an example has for this reason. */
function wordProblems({ expectation, answer, exchange }: Answered): Problem[] {
  if (expectation.verdict !== 'refused' || expectation.reply === undefined) return [];
  const { body, headers } = expectation.reply;
  const problems: Problem[] = [];
  if (body !== undefined && exchange.request.method !== 'HEAD' && !isDeepStrictEqual(jsonIn(answer.body), body)) {
    problems.push({ promised: `The body ${JSON.stringify(body)}, since: ${expectation.reason}` });
  }
  const challenge = headers.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1];
  const came = answer.headers['www-authenticate'];
  if (challenge !== undefined && came !== challenge) {
    problems.push({
      came: `${inShort(answer)} with WWW-Authenticate: ${came ?? 'none'}`,
      promised: `WWW-Authenticate: ${challenge}, since: ${expectation.reason}`,
    });
  }
  return problems;
}
