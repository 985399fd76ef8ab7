import type { FailureKind } from '../../contract/failures.ts';
import type { Expectation } from '../expectation.ts';
import { told } from '../failure-statuses.ts';
import type { Answered, Check, Problem } from './check.ts';
import type { CheckName } from './names.ts';

type Refused = Extract<Expectation, { verdict: 'refused' }>;

/** Which check has a reason for its own; every other reason is `negative_data_rejection`. */
const CHECK_OF: Partial<Record<FailureKind, CheckName>> = {
  credentialMissing: 'ignored_auth',
  credentialMalformed: 'ignored_auth',
  credentialUnknown: 'ignored_auth',
  credentialDefective: 'ignored_auth',
  scopeMissing: 'scope_enforcement',
  methodNotAllowed: 'unsupported_method',
  bodyMissing: 'empty_body',
  partMissing: 'part_encoding',
  partRepeated: 'part_encoding',
  partNotFile: 'part_encoding',
  partTypeRefused: 'part_encoding',
  formMalformed: 'part_encoding',
};

/** The checks by which what must be refused is refused, one for each kind of reason. */
export const rejectionChecks: readonly Check[] = [
  rejectionCheck('ignored_auth'),
  rejectionCheck('scope_enforcement'),
  rejectionCheck('unsupported_method'),
  rejectionCheck('empty_body'),
  rejectionCheck('part_encoding'),
  rejectionCheck('missing_required_header'),
  rejectionCheck('negative_data_rejection'),
];

function rejectionCheck(name: CheckName): Check {
  return {
    name,
    concerns: (observation) => refusedIn(observation) !== undefined && checkFor(observation) === name,
    problemsOf: (observation) => problemsOf(observation),
  };
}

/** Accepted, or refused for somebody else's reason; a failure of the server is for another check. */
function problemsOf(observation: Answered): Problem[] {
  const refused = refusedIn(observation);
  const { status } = observation.answer;
  if (refused === undefined || (status >= 400 && status < 600)) return [];
  return [{ promised: `Refused with ${told(refused.statuses)}: ${refused.reason}` }];
}

function refusedIn({ expectation }: Pick<Answered, 'expectation'>): Refused | undefined {
  return expectation.verdict === 'refused' ? expectation : undefined;
}

function checkFor({ expectation, operation }: Answered): CheckName {
  if (expectation.verdict !== 'refused') return 'negative_data_rejection';
  const { kind } = expectation;
  const isHeader = operation?.parameters.some(({ in: place, required }) => place === 'header' && required === true);
  if (kind === 'parameterMissing' || (kind === 'parameterInvalid' && isHeader && isMissing(expectation)))
    return 'missing_required_header';
  return CHECK_OF[kind] ?? 'negative_data_rejection';
}

function isMissing({ reason }: Refused): boolean {
  return /required/i.test(reason);
}
