import type { Json } from '../../contract/document.ts';
import type { FailureDetail, FailureRow, FailureTable } from '../../contract/failures.ts';

/** Violations of the JSON body that concern its shape, not what the URL says. */
const SHAPE_CODES = ['required', 'type', 'bodyInvalid'];

/** Statuses and texts are chosen, after the vendor's order API (facts sheet 3.4, 3.6). */
export const failures: FailureTable = {
  rules: {
    requestMalformed: { status: 400, example: 'malformedRequest' },
    preferenceUnknown: ({ violations: [{ message }] }) => ({ status: 400, example: 'preferenceUnknown', message }),
    pathUnknown: { status: 404, example: 'pathUnknown' },
    methodNotAllowed: ({ allow = [] }) => ({
      status: 405,
      example: 'methodNotAllowed',
      headers: { Allow: allow.join(', ').toUpperCase() },
    }),
    credentialMissing: { status: 401, example: 'tokenMissing' },
    credentialMalformed: { status: 401, example: 'tokenMalformed' },
    credentialUnknown: { status: 401, example: 'tokenUnknown' },
    scopeMissing: { status: 403, example: 'userManageMissing' },
    parameterInvalid: idRow,
    subjectUnknown: { status: 404, example: 'userUnknown' },
    bodyMissing: { status: 400, example: 'bodyMissing' },
    bodyIncomplete: { status: 400, example: 'bodyStalled' },
    bodyTooLarge: { status: 413, example: ['pictureTooLarge', 'bodyTooLarge'] },
    bodyMalformed: { status: 400, example: 'jsonMalformed' },
    bodyInvalid: urlRow,
    mediaTypeUnsupported: { status: 415, example: ['notJson', 'notAForm', 'notAnImageType'] },
    formMalformed: { status: 400, example: 'formMalformed' },
    partMissing: { status: 400, example: 'avatarPartMissing' },
    partRepeated: { status: 400, example: 'avatarPartTwice' },
    partNotFile: { status: 400, example: 'avatarPartIsText' },
    partTypeRefused: { status: 415, example: 'partTypeRefused' },
    pictureTooLarge: { status: 413, example: 'pictureTooLarge' },
    pictureInvalid: { status: 422, example: 'notAPicture' },
    pictureMistyped: { status: 422, example: 'notTheDeclaredType' },
    pictureDimensions: { status: 422, example: 'tooManyPixels' },
    serverFailed: { status: 500, example: 'serverError' },
  },
  defects: {
    revoked: { status: 401, example: 'tokenRevoked' },
    expired: { status: 401, example: 'tokenExpired' },
  },
  say: (body, message) => ({ ...(body as { [key: string]: Json }), error: message }),
};

function idRow({ violations: [{ code }] }: FailureDetail): FailureRow {
  return { status: 400, example: code === 'type' ? 'userIdNotANumber' : 'userIdOutOfRange' };
}

function urlRow({ violations }: FailureDetail): FailureRow {
  const codes = violations.map(({ code }) => code);
  if (codes.some((code) => SHAPE_CODES.includes(code))) return { status: 400, example: 'avatarUrlMissing' };
  if (codes.includes('private')) return { status: 422, example: 'urlPrivate' };
  return { status: 422, example: codes.includes('maxLength') ? 'urlTooLong' : 'urlNotHttp' };
}
