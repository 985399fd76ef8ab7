import type { Json } from '../../contract/document.ts';
import type { FailureDetail, FailureRow, FailureTable } from '../../contract/failures.ts';

/** Violations of the JSON body that concern its shape, not what the URL says. */
const SHAPE_CODES = ['required', 'type', 'bodyInvalid'];

/** What came of fetching the URL, by the code that the guarded fetch gives. */
const FETCH_TEXTS: Record<string, string> = {
  private: 'urlPrivate',
  notFetchable: 'urlNotFetchable',
  notAPicture: 'urlNotAPicture',
};

/** Statuses and texts are chosen, after the vendor's order API (facts sheet 3.4, 3.6). */
export const failures: FailureTable = {
  rules: {
    requestMalformed: { status: 400, example: 'malformedRequest' },
    preferenceUnknown: ({ violations: [{ message }] }) => ({ status: 400, example: 'preferenceUnknown', message }),
    pathUnknown: { status: 404, example: 'pathUnknown' },
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
    pictureTooLarge: sizeRow,
    pictureInvalid: { status: 422, example: ['notAPicture', 'urlNotAPicture'] },
    pictureMistyped: { status: 422, example: 'notTheDeclaredType' },
    pictureDimensions: { status: 422, example: 'tooManyPixels' },
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

/** A picture that was fetched is not too large for this API, it is out of reach: the text of that names the limit. */
function sizeRow({ violations: [{ location }] }: FailureDetail): FailureRow {
  return location.includes('avatarUrl')
    ? { status: 422, example: 'urlNotFetchable' }
    : { status: 413, example: 'pictureTooLarge' };
}

function urlRow({ violations }: FailureDetail): FailureRow {
  const codes = violations.map(({ code }) => code);
  if (codes.some((code) => SHAPE_CODES.includes(code))) return { status: 400, example: 'avatarUrlMissing' };
  const fetched = FETCH_TEXTS[violations[0].code];
  return { status: 422, example: fetched ?? (codes.includes('maxLength') ? 'urlTooLong' : 'urlNotHttp') };
}
