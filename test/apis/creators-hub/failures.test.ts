import { describe, expect, it } from '@jest/globals';
import { failures } from '../../../src/apis/creators-hub/failures.ts';
import { type FailureKind, failureRow, refuse } from '../../../src/contract/failures.ts';

/** What may be wrong with an address that is fetched, or with what is there, and the example that says so. */
const CASES: [kind: FailureKind, code: string, example: string][] = [
  ['bodyInvalid', 'private', 'urlPrivate'],
  ['bodyInvalid', 'notFetchable', 'urlNotFetchable'],
  ['bodyInvalid', 'notAPicture', 'urlNotAPicture'],
  ['bodyInvalid', 'maxLength', 'urlTooLong'],
  ['bodyInvalid', 'format', 'urlNotHttp'],
  ['bodyInvalid', 'pattern', 'urlNotHttp'],
  ['pictureTooLarge', 'pictureTooLarge', 'urlNotFetchable'],
];

describe('an avatarUrl', () => {
  it.each(CASES)('that is refused for %s, %s, is told %s', (kind, code, example) => {
    const { detail } = refuse(kind, ['body', 'avatarUrl'], 'No.', code);
    expect(failureRow(failures, kind, detail)).toEqual({ status: 422, example });
  });

  it.each(['required', 'type', 'bodyInvalid'])('that breaks the rule %s is a body of the wrong shape', (code) => {
    const { detail } = refuse('bodyInvalid', ['body'], 'No.', code);
    expect(failureRow(failures, 'bodyInvalid', detail)).toEqual({ status: 400, example: 'avatarUrlMissing' });
  });
});

describe('an uploaded picture', () => {
  it('that is too large is 413', () => {
    const { detail } = refuse('pictureTooLarge', ['body', 'avatar'], 'No.');
    expect(failureRow(failures, 'pictureTooLarge', detail)).toEqual({ status: 413, example: 'pictureTooLarge' });
  });
});
