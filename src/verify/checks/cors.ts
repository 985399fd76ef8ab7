import type { Cors } from '../../contract/document.ts';
import { headerOf } from '../wire.ts';
import type { Answered, Check, Problem } from './check.ts';

/** Scripts of another origin may read each answer, and ask beforehand, as the contract's `x-cors` says (Fetch standard). */
export const cors: Check = {
  name: 'response_headers_conformance',
  concerns: (observation) => observation.contract.cors !== undefined && requested(observation, 'origin') !== undefined,
  problemsOf(observation) {
    const { cors: rules } = observation.contract;
    if (rules === undefined || observation.answer.status >= 500) return [];
    return [...originProblems(observation, rules), ...preflightProblems(observation, rules)];
  },
};

function originProblems({ answer }: Answered, { allowOrigin }: Cors): Problem[] {
  const came = headerOf(answer, 'access-control-allow-origin');
  if (came === allowOrigin) return [];
  return [
    {
      came: `Access-Control-Allow-Origin: ${came ?? 'none'}`,
      promised: `Access-Control-Allow-Origin: ${allowOrigin}.`,
    },
  ];
}

function preflightProblems(observation: Answered, { allowMethods, preflightStatus }: Cors): Problem[] {
  const { answer, exchange } = observation;
  const method = requested(observation, 'access-control-request-method');
  if (exchange.request.method !== 'OPTIONS' || method === undefined) return [];
  const problems: Problem[] = [];
  if (answer.status !== preflightStatus) problems.push({ promised: `${preflightStatus} for a preflight.` });
  const named = (headerOf(answer, 'access-control-allow-methods') ?? '').split(',').map((one) => one.trim());
  if (allowMethods.some((one) => !named.includes(one)))
    problems.push({
      came: `Access-Control-Allow-Methods: ${named.join(', ')}`,
      promised: `Access-Control-Allow-Methods: ${allowMethods.join(', ')}.`,
    });
  return problems;
}

function requested({ exchange }: Answered, name: string): string | undefined {
  return Object.entries(exchange.request.headers).find(([one]) => one.toLowerCase() === name)?.[1];
}
