import type { Json } from '../../contract/document.ts';
import type { FailureDetail, FailureRow, FailureTable, Violation } from '../../contract/failures.ts';

/** Where a key has a text of its own, it is an example named after the key. */
const KEYS_WITH_TEXTS: readonly (string | undefined)[] = ['name', 'locale', 'timezone', 'description'];

/** The texts of what no schema can say of annotations. */
const ANNOTATION_TEXTS: Record<string, string> = { repeated: 'annotationTwice', tooLarge: 'annotationsTooLarge' };

/** This API has no 406, 413, 415 or 422: whatever is wrong with a request is 400 (facts sheet 2.2, 2.9). */
export const failures: FailureTable = {
  rules: {
    requestMalformed: { status: 400, example: 'malformedRequest' },
    preferenceUnknown: ({ violations: [{ message }] }) => ({
      status: 400,
      example: 'preferenceUnknown',
      message: `Bad Request: ${message}`,
    }),
    pathUnknown: { status: 404, example: 'pathUnknown' },
    methodNotAllowed: methodRow,
    credentialMissing: { status: 401, example: 'tokenMissing' },
    credentialMalformed: { status: 401, example: 'tokenMalformed' },
    credentialUnknown: { status: 401, example: 'tokenUnknown' },
    scopeMissing: { status: 403, example: 'scopeMissing' },
    parameterInvalid: ({ violations: [{ location }] }) => ({
      status: 400,
      example: location[1] === 'path' ? 'userIdInvalid' : 'flagInvalid',
    }),
    subjectUnknown: { status: 404, example: 'userUnknown' },
    bodyMissing: { status: 400, example: 'bodyMissing' },
    bodyIncomplete: { status: 400, example: 'bodyStalled' },
    bodyTooLarge: { status: 400, example: 'bodyTooLarge' },
    bodyMalformed: { status: 400, example: 'jsonMalformed' },
    bodyInvalid: bodyRow,
    mediaTypeUnsupported: { status: 400, example: ['notJson', 'notAForm'] },
    formMalformed: { status: 400, example: 'formMalformed' },
    partMissing: { status: 400, example: 'partMissing' },
    partRepeated: { status: 400, example: 'partTwice' },
    partNotFile: { status: 400, example: 'partIsText' },
    partTypeRefused: { status: 400, example: 'partTypeRefused' },
    pictureTooLarge: { status: 400, example: 'pictureTooLarge' },
    pictureInvalid: { status: 400, example: 'notAPicture' },
    pictureMistyped: { status: 400, example: 'notTheDeclaredType' },
    pictureDimensions: ({ violations: [{ code }] }) => ({
      status: 400,
      example: code === 'minWidth' ? 'coverTooNarrow' : 'tooManyPixels',
    }),
  },
  defects: {
    revoked: { status: 401, example: 'tokenRevoked' },
    expired: { status: 401, example: 'tokenExpired' },
    appToken: { status: 403, example: 'tokenOfApp' },
  },
  say(body, message) {
    const { meta } = body as { meta: { [key: string]: Json } };
    return { meta: { ...meta, error_message: message } };
  },
};

/** The methods stand in the text and, with commas but no blank, in `Allow` (facts sheet 2.2). */
function methodRow({ allow = [] }: FailureDetail): FailureRow {
  const methods = allow.join(',').toUpperCase();
  return {
    status: 405,
    example: 'methodNotAllowed',
    message: `Method not allowed. Please use: ${methods}`,
    headers: { Allow: methods },
  };
}

function bodyRow({ violations: [violation] }: FailureDetail): FailureRow {
  const [, , ...path] = violation.location;
  const key = path[0] ?? missingKey(violation);
  if (key === 'annotations') return { status: 400, example: ANNOTATION_TEXTS[violation.code] ?? 'annotationInvalid' };
  if (key === 'description' && path[1] === 'entities') return { status: 400, example: 'entitiesInvalid' };
  if (!KEYS_WITH_TEXTS.includes(key)) return { status: 400, example: 'bodyInvalid' };
  if (missingKey(violation) === undefined) return { status: 400, example: `${key}Invalid` };
  return { status: 400, example: path.length === 0 ? `${key}Missing` : `${key}TextMissing` };
}

/** The key that a validator misses; it says so in words only. */
function missingKey({ code, message }: Violation): string | undefined {
  return code === 'required' ? /property '([^']+)'/.exec(message)?.[1] : undefined;
}
