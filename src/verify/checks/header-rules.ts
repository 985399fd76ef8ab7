import { type DeclaredHeader, responseWith } from '../../contract/contract.ts';
import { QUERY_NAMES } from '../../contract/preference.ts';
import { targetOf } from '../../http/origin.ts';
import { headerOf } from '../wire.ts';
import type { Answered, Check, Problem } from './check.ts';

/** What the contract says of a header's value beside its schema: the query that travels on, the scopes that it lists. */
export const headerRules: Check = {
  name: 'response_headers_conformance',
  concerns: (observation) => ruledHeaders(observation).length > 0,
  problemsOf: (observation) => ruledHeaders(observation).flatMap((header) => problemsWith(header, observation)),
};

function ruledHeaders({ operation, answer }: Answered): DeclaredHeader[] {
  const headers = operation && responseWith(operation, answer.status)?.headers.values();
  return [...(headers ?? [])].filter(
    ({ name, forwardsQueryExcept, listsScopes }) =>
      (forwardsQueryExcept !== undefined || listsScopes) && headerOf(answer, name) !== undefined,
  );
}

function problemsWith(header: DeclaredHeader, observation: Answered): Problem[] {
  const came = headerOf(observation.answer, header.name) ?? '';
  const problem = header.listsScopes
    ? scopeProblem(came, observation)
    : queryProblem(came, header.forwardsQueryExcept ?? [], observation);
  return problem === undefined ? [] : [{ came: `${header.name}: ${came}`, promised: `${header.name}: ${problem}` }];
}

/** Only who was let in has scopes to be told of. */
function scopeProblem(came: string, { expectation }: Answered): string | undefined {
  if (expectation.verdict !== 'accepted') return undefined;
  const { scopes, credential } = expectation.judged.credential;
  // Of a credential that nobody here knows, as in recorded traffic, nobody knows the scopes either.
  if (credential === '') return undefined;
  const told = came.split(',').filter(Boolean);
  const isTold = told.length === scopes.length && scopes.every((scope) => told.includes(scope));
  return isTold ? undefined : `the scopes of the credential, ${scopes.join(', ') || 'none'}.`;
}

function queryProblem(came: string, except: readonly string[], { exchange }: Answered): string | undefined {
  const asked = new URLSearchParams(targetOf(exchange.request.target).search);
  const passed = new URLSearchParams(came.split('?').slice(1).join('?'));
  const withheld = [...except, ...QUERY_NAMES];
  const leaked = except.find((name) => asked.has(name) && passed.getAll(name).includes(asked.get(name) ?? ''));
  if (leaked !== undefined) return `without ${leaked}, which is a secret.`;
  const lost = [...asked].find(([name, value]) => !withheld.includes(name) && !passed.getAll(name).includes(value));
  return lost === undefined ? undefined : `with the query of the request, and so with ${lost[0]}.`;
}
