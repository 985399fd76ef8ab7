import { beforeAll, expect, it } from '@jest/globals';
import { multipartCases } from '../../src/verify/cases/uploads/multipart-cases.ts';
import { rawCases } from '../../src/verify/cases/uploads/raw-cases.ts';
import { casesFor, type UploadCase } from '../../src/verify/cases/uploads/upload-case.ts';
import { jsonIn } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import { send } from './upload.ts';
import { targets } from './verdicts.ts';

const FILE = 'creators-hub uploadMyAvatarFile';
const BYTES = 'creators-hub uploadUserAvatarBytes';
const AVATAR = 'app-net uploadMyAvatar';
const COVER = 'app-net uploadMyCover';

/** Written by hand from the contracts' texts, so that the shared tables do not only agree with themselves. */
const literal: readonly [operation: string, title: string, status: number, text: string][] = [
  [
    FILE,
    'a good webp',
    200,
    'https://creatorshub.s3.eu-central-1.amazonaws.com/1677074922600/userAvatars/6/avatar.jpg',
  ],
  [
    FILE,
    'a good avif',
    200,
    'https://creatorshub.s3.eu-central-1.amazonaws.com/1677074922600/userAvatars/6/avatar.jpg',
  ],
  [FILE, 'a form without parts', 400, 'The form has no part named avatar.'],
  [FILE, 'the picture twice', 400, 'The form has more than one part named avatar.'],
  [FILE, 'text where the file is due', 400, 'The part avatar is a text field.'],
  [FILE, 'no empty line before the data, as the seed prints it', 400, 'The body is not valid multipart/form-data.'],
  [FILE, 'an empty body of a form', 400, 'The request has no body.'],
  [FILE, 'a form that stops arriving', 400, 'The body stopped arriving'],
  [FILE, 'a form that is far too large', 413, 'The picture is larger than 5242880 octets (5 MiB).'],
  [FILE, 'a picture that is one octet too large', 413, 'The picture is larger than 5242880 octets (5 MiB).'],
  [FILE, 'a good jpeg that is declared as image/jpg', 415, 'The part avatar is of a type that is not taken.'],
  [FILE, 'a form whose Content-Type is “application/json”', 415, 'This URL takes multipart/form-data'],
  [FILE, 'text that is declared as image/jpeg', 422, 'The bytes are not those of a picture'],
  [FILE, 'a png that is declared as image/jpeg', 422, 'The bytes are a picture, but not of the declared type.'],
  [FILE, 'a png of 400 million pixels', 422, 'The picture has more than 50 million pixels.'],
  [BYTES, 'a good jpeg', 200, 'https://creatorshub.s3.eu-central-1.amazonaws.com/'],
  [BYTES, 'an empty body', 400, 'The request has no body.'],
  [BYTES, 'a picture that stops arriving', 400, 'The body stopped arriving'],
  [BYTES, 'a picture that is one octet too large', 413, 'The picture is larger than 5242880 octets (5 MiB).'],
  [BYTES, 'a good jpeg whose Content-Type is “application/json”', 415, 'This URL takes the bytes of a picture'],
  [BYTES, 'svg that is declared as image/jpeg', 422, 'The bytes are not those of a picture'],
  [BYTES, 'a png that is declared as image/jpeg', 422, 'The bytes are a picture, but not of the declared type.'],
  [BYTES, 'a gif whose frames are too many pixels together', 422, 'The picture has more than 50 million pixels.'],
  [AVATAR, 'a good png', 200, 'https://example.com/new_avatar_image.jpg'],
  [AVATAR, 'a good webp', 400, 'Bad Request: The image must be sent as image/jpeg, image/png or image/gif.'],
  [AVATAR, 'a form without parts', 400, 'Bad Request: You must supply a avatar parameter.'],
  [AVATAR, 'a picture of one pixel', 200, 'https://example.com/new_avatar_image.jpg'],
  [
    AVATAR,
    'a picture that is one octet too large',
    400,
    'Bad Request: The avatar must be smaller than 1 MB (1048576 bytes).',
  ],
  [COVER, 'a picture exactly as wide as it has to be', 200, 'https://example.com/new_cover_image.jpg'],
  [COVER, 'a picture one pixel too narrow', 400, 'Bad Request: The cover must be at least 960 pixels wide.'],
  [COVER, 'a form without parts', 400, 'Bad Request: You must supply a cover parameter.'],
  [COVER, 'the picture twice', 400, 'Bad Request: The cover must be supplied once.'],
  [COVER, 'text where the file is due', 400, 'Bad Request: The cover must be a file'],
  [COVER, 'no closing delimiter', 400, 'Bad Request: The form could not be read.'],
  [COVER, 'an empty body of a form', 400, 'Bad Request: The request must have a body.'],
  [COVER, 'a form that stops arriving', 400, 'Bad Request: The body stopped arriving'],
  [COVER, 'a form that is far too large', 400, 'Bad Request: The body is too large.'],
  [
    COVER,
    'a picture that is one octet too large',
    400,
    'Bad Request: The cover must be smaller than 4 MB (4194304 bytes).',
  ],
  [
    COVER,
    'a form whose Content-Type is “application/json”',
    400,
    'Bad Request: The Content-Type must be multipart/form-data.',
  ],
  [COVER, 'html that is declared as image/jpeg', 400, 'Bad Request: The file could not be read as an image.'],
  [
    COVER,
    'a gif that is declared as image/png',
    400,
    'Bad Request: The image is not of the type that its Content-Type declares.',
  ],
  [COVER, 'a png of 400 million pixels', 400, 'Bad Request: The image must have at most 50 million pixels.'],
];

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock('--keep-origins');
});

// Several at a time: some wait for the server to give a body up.
it.concurrent.each(literal)('%s answers %s with %i: %s', async (operation, title, status, text) => {
  const { target, upload } = found(operation, title);
  const answer = await send(mock.origin, target, await upload(target));
  expect(answer.status).toBe(status);
  expect(JSON.stringify(jsonIn(answer))).toContain(text);
});

function found(operation: string, title: string) {
  const row = [...targets(true), ...targets(false)].find(([name]) => name === operation);
  if (row === undefined) throw new Error(`There is no upload operation ${operation}.`);
  const [, target] = row;
  const tables: readonly UploadCase[] = target.part === '' ? rawCases : multipartCases;
  const upload = casesFor(tables, target).find((one) => one.title === title)?.upload;
  if (upload === undefined) throw new Error(`${operation} has no case “${title}”.`);
  return { target, upload };
}
