import { type FailureKind, Refusal } from '../../contract/failures.ts';
import { judge } from '../../contract/judge.ts';
import type { ApiRequest } from '../../contract/request.ts';
import { refused } from '../expect.ts';
import type { Expectation } from '../expectation.ts';
import { declaredStatuses } from '../failure-statuses.ts';
import type { Subject } from '../subject.ts';
import type { WireRequest } from '../wire.ts';
import { foreignCourt, Undecided } from './court.ts';
import { undecided } from './undecided.ts';
import { unpromised } from './unpromised.ts';

/** Reasons that are Portrait's own: of what neither HTTP nor OpenAPI speaks, or not so closely. */
const OWN: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['preferenceUnknown', 'bodyTooLarge', 'bodyIncomplete', 'formMalformed', 'partRepeated', 'partNotFile'] as const),
  ...(['partTypeRefused', 'pictureTooLarge', 'pictureInvalid', 'pictureMistyped', 'pictureDimensions'] as const),
]);

/**
 * What a contract that is not ours says of a request: that it has to be accepted, or refused, where OpenAPI, the schemas
 * and HTTP say so; all else is open.
 */
export async function foreignVerdict(
  subject: Subject,
  asked: ApiRequest,
  wire: WireRequest,
  anyToken: boolean,
): Promise<Expectation> {
  const { prefer: _, ...headers } = asked.headers;
  const request: ApiRequest = { ...asked, headers };
  if (undecided(request) !== undefined) return { verdict: 'open' };
  try {
    const judged = await judge(request, foreignCourt(subject, anyToken));
    if (unpromised(request, judged.sent, wire) !== undefined) return { verdict: 'open' };
    return {
      verdict: 'accepted',
      statuses: [2, 3].flatMap((digit) => declaredStatuses(asked.operation, digit)),
      judged,
    };
  } catch (error) {
    if (error instanceof Undecided) return { verdict: 'open' };
    if (!(error instanceof Refusal)) throw error;
    return OWN.has(error.kind) ? { verdict: 'open' } : refused(subject, asked.operation, error, undefined);
  }
}
