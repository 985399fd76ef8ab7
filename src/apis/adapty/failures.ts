import type { Json } from '../../contract/document.ts';
import type { FailureRow, FailureTable } from '../../contract/failures.ts';

/** One text for every credential that does not do (facts sheet 4.2). */
const NOT_AUTHENTICATED: FailureRow = { status: 401, example: 'notAuthenticated' };

export const failures: FailureTable = {
  rules: {
    requestMalformed: { status: 400, example: 'malformedRequest' },
    preferenceUnknown: ({ violations: [{ message }] }) => ({ status: 400, example: 'unknownPreference', message }),
    pathUnknown: { status: 404, example: 'pathUnknown' },
    credentialMissing: NOT_AUTHENTICATED,
    credentialMalformed: NOT_AUTHENTICATED,
    credentialUnknown: NOT_AUTHENTICATED,
    parameterMissing: { status: 400, example: 'identifierMissing' },
    parameterInvalid: { status: 400, example: 'platformUnknown' },
    subjectConflict: { status: 400, example: 'identifiersConflict' },
    subjectUnknown: { status: 404, example: 'profileNotFound' },
  },
  defects: {
    revoked: NOT_AUTHENTICATED,
    public: NOT_AUTHENTICATED,
  },
  say(body, message) {
    const failure = body as { errors: { [key: string]: Json }[] } & { [key: string]: Json };
    return { ...failure, errors: failure.errors.map((error) => ({ ...error, errors: [message] })) };
  },
};
