import type { FailureDetail, FailureRow, FailureTable } from '../../contract/failures.ts';

const INVALID_TOKEN: FailureRow = { status: 401, example: 'invalidToken' };
const DISABLED_LOGIN: FailureRow = { status: 403, example: 'disabledLogin' };
const NOT_FOUND: FailureRow = { status: 404, example: 'notFound' };

/** Rails has no 405: a wrong method is a path that does not exist (facts sheet 1.1). */
export const failures: FailureTable = {
  rules: {
    requestMalformed: { status: 400, example: 'malformedRequest' },
    preferenceUnknown: ({ violations: [{ message }] }: FailureDetail) => ({
      status: 400,
      example: 'unknownPreference',
      message,
    }),
    pathUnknown: NOT_FOUND,
    methodNotAllowed: NOT_FOUND,
    credentialMissing: INVALID_TOKEN,
    credentialMalformed: INVALID_TOKEN,
    credentialUnknown: INVALID_TOKEN,
    scopeMissing: { status: 403, example: 'insufficientScope' },
    storageFailed: { status: 503, example: 'temporaryProblem' },
  },
  defects: {
    revoked: { status: 401, example: 'revokedToken' },
    expired: { status: 401, example: 'expiredToken' },
    userless: { status: 422, example: 'userRequired' },
    unconfirmed: { status: 403, example: 'unconfirmedEmail' },
    pending: { status: 403, example: 'pendingApproval' },
    disabled: DISABLED_LOGIN,
    suspended: DISABLED_LOGIN,
  },
  say: (_, message) => ({ error: message }),
};
