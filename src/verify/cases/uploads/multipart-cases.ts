import { gzipSync } from 'node:zlib';
import { BOUNDARY, type Form, type FormPart, fieldPart, filePart, formBytes } from './form.ts';
import { impostors } from './impostors.ts';
import { goodPictures, mistyped } from './picture-kinds.ts';
import { bilevelPng, commentedJpeg, hugeCanvasGif, type Kind, paddedJpeg, picture, turned } from './pictures.ts';
import type { Expected, Target, Upload, UploadCase } from './upload-case.ts';

const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const KIBIBYTE = 1024;
/** More octets than any form may have. */
const FAR_OVER = 7 * KIBIBYTE * KIBIBYTE;

/** As parts, some more kinds are sent; what becomes of each where it is not among those that the operation takes. */
const partPictures: typeof goodPictures = [...goodPictures, ['interlaced-png', 'image/png'], ['avif', 'image/avif']];
const mistypedParts: typeof mistyped = [...mistyped, ['gif', 'image/png']];

const refusedTypes = [
  'image/jpg',
  'image/pjpeg',
  'image/bmp',
  'image/tiff',
  'image/svg+xml',
  'image/*',
  'text/plain',
  'application/octet-stream',
  'multipart/mixed',
  'jpeg',
];

const wrongMediaTypes: readonly (string | undefined)[] = [
  'application/json',
  'application/x-www-form-urlencoded',
  `multipart/mixed; boundary=${BOUNDARY}`,
  `multipart/related; boundary=${BOUNDARY}`,
  'multipart',
  'image/jpeg',
  'application/octet-stream',
  '',
  undefined,
];

/** What may be wrong with a Content-Type that says `multipart/form-data`. */
const wrongBoundaries: readonly [title: string, type: string][] = [
  ['no boundary', 'multipart/form-data'],
  ['an empty boundary', 'multipart/form-data; boundary='],
  ['an empty boundary in quotes', 'multipart/form-data; boundary=""'],
  ['another boundary than its body', 'multipart/form-data; boundary=somebody-elses'],
  ['a boundary without its quote at the end', `multipart/form-data; boundary="${BOUNDARY}`],
  ['a parameter that is none', 'multipart/form-data; boundary'],
];

const boundaries: readonly [title: string, boundary: string, type: string][] = [
  ['of 70 characters', 'b'.repeat(70), `multipart/form-data; boundary=${'b'.repeat(70)}`],
  // RFC 2046 allows 70; there is no reason to refuse more.
  ['of 200 characters', 'b'.repeat(200), `multipart/form-data; boundary=${'b'.repeat(200)}`],
  [
    'of dashes, as browsers make them',
    '----WebKitFormBoundary7MA4YWxkTrZu0gW',
    'multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW',
  ],
  ['in quotes', BOUNDARY, `multipart/form-data; boundary="${BOUNDARY}"`],
  ['of all characters that need quotes', "a'()+_,-./:=? z", 'multipart/form-data; boundary="a\'()+_,-./:=? z"'],
  ['after other parameters', BOUNDARY, `multipart/form-data; charset=utf-8; boundary=${BOUNDARY}; x=y`],
  ['without a blank before it', BOUNDARY, `multipart/form-data;boundary=${BOUNDARY}`],
  ['with its parameter in capitals', BOUNDARY, `multipart/form-data; BOUNDARY=${BOUNDARY}`],
  ['of a media type in capitals', BOUNDARY, `MULTIPART/Form-Data; boundary=${BOUNDARY}`],
];

/** Dispositions that name a file in ways that people and programs use. */
const fileNames: readonly [title: string, parameters: string][] = [
  ['a file name in Chinese', 'filename="头像.jpg"'],
  ['a file name with an emoji', 'filename="me 🙂.jpg"'],
  ['a file name with escaped quotes', 'filename="my \\"best\\" side.jpg"'],
  ['a file name with percent signs', 'filename="50%25 of me.jpg"'],
  ['a file name of RFC 5987 beside a plain one', 'filename="avatar.jpg"; filename*=UTF-8\'\'%e5%a4%b4%e5%83%8f.jpg'],
  ['a file name of RFC 5987 alone', "filename*=UTF-8''%e5%a4%b4%e5%83%8f.jpg"],
  ['a file name without quotes', 'filename=avatar.jpg'],
  ['a file name with a path of Windows', 'filename="C:\\\\pictures\\\\me.jpg"'],
  ['a file name that climbs', 'filename="../../etc/passwd"'],
  ['a file name with a null', 'filename="avatar.php%00.jpg"'],
  ['a file name without an extension', 'filename="me"'],
  ['a file name of 4000 characters', `filename="${'n'.repeat(4000)}.jpg"`],
];

/** Every multipart case; `casesFor` picks those of an operation. */
export const multipartCases: readonly UploadCase[] = [
  ...partPictures.map(
    ([kind, type]): UploadCase => ({
      title: `a good ${kind}`,
      upload: async (target) => form([await file(target, kind, type)]),
      expected: ifTaken(type, 'accepted'),
    }),
  ),
  ...boundaries.map(
    ([title, boundary, type]): UploadCase => ({
      title: `a boundary ${title}`,
      upload: async (target) => form([await file(target)], { boundary }, { 'content-type': type }),
      expected: 'accepted',
    }),
  ),
  ...fileNames.map(
    ([title, parameters]): UploadCase => ({
      title,
      upload: async (target) => form([await partWith(target, `form-data; name="${target.part}"; ${parameters}`)]),
      expected: 'accepted',
    }),
  ),
  ...mistypedParts.map(
    ([kind, declared]): UploadCase => ({
      title: `a ${kind} that is declared as ${declared}`,
      upload: async (target) => form([await file(target, kind, declared)]),
      expected: ifTaken(declared, 'pictureMistyped'),
    }),
  ),
  ...impostors.map(
    ([what, bytes]): UploadCase => ({
      title: `${what} that is declared as image/jpeg`,
      upload: ({ part }) => form([filePart(part, 'image/jpeg', bytes)]),
      expected: 'pictureInvalid',
    }),
  ),
  ...refusedTypes.map(
    (type): UploadCase => ({
      title: `a good jpeg that is declared as ${type}`,
      upload: async (target) => form([await file(target, 'jpeg', type)]),
      expected: 'partTypeRefused',
    }),
  ),
  ...(['jpeg', 'progressive-jpeg', 'png', 'gif', 'webp', 'avif'] as const).map(
    (kind): UploadCase => ({
      title: `the first half of a ${kind}`,
      upload: async ({ part, width }) => form([filePart(part, typeOf(kind), half(await picture(kind, width)))]),
      expected: ifTaken(typeOf(kind), 'pictureInvalid'),
    }),
  ),
  ...wrongBoundaries.map(
    ([title, type]): UploadCase => ({
      title: `a form with ${title}`,
      upload: async (target) => form([await file(target)], {}, { 'content-type': type }),
      expected: 'formMalformed',
    }),
  ),
  ...wrongMediaTypes.map(
    (type): UploadCase => ({
      title: type === undefined ? 'a form without a Content-Type' : `a form whose Content-Type is “${type}”`,
      upload: async (target) => {
        const { body } = await form([await file(target)]);
        return { headers: type === undefined ? {} : { 'content-type': type }, body };
      },
      expected: 'mediaTypeUnsupported',
    }),
  ),

  ...cases('accepted', {
    'a form that is sent in chunks': async (target) => ({ ...(await form([await file(target)])), chunked: true }),
    'unknown fields and files around the picture': async (target) =>
      form([
        fieldPart('title', 'Me'),
        filePart('attachment', 'text/plain', 'Not a picture.'),
        await file(target),
        fieldPart('z', ''),
      ]),
    'the picture before everything else': async (target) =>
      form([await file(target), fieldPart('title', 'Me'), fieldPart('tag', 'a')]),
    'unknown fields of one name': async (target) =>
      form([fieldPart('tag', 'a'), fieldPart('tag', 'b'), await file(target)]),
    'a field in a charset that nobody knows': async (target) =>
      form([
        {
          head: ['Content-Disposition: form-data; name="title"', 'Content-Type: text/plain; charset=klingon'],
          content: 'x',
        },
        await file(target),
      ]),
    'fields named like properties of every object': async (target) =>
      form([
        fieldPart('__proto__', 'x'),
        fieldPart('constructor', 'x'),
        fieldPart('toString', 'x'),
        await file(target),
      ]),
    '32 parts': async (target) => form([...fields(31), await file(target)]),
    'a preamble and an epilogue': async (target) =>
      form([await file(target)], { preamble: 'This is a form.\r\n', epilogue: 'There is no more.\r\n' }),
    'a closing delimiter without a line end': async (target) =>
      form([await file(target)], { closing: `--${BOUNDARY}--` }),
    'Content-Transfer-Encoding: binary': async (target) =>
      form([await partWith(target, disposition(target), 'Content-Transfer-Encoding: binary')]),
    'unknown part headers': async (target) =>
      form([await partWith(target, disposition(target), 'X-Unknown: 1', 'Content-Length: 5')]),
    'a part type in capitals': async (target) => form([await file(target, 'jpeg', 'IMAGE/JPEG')]),
    'a part type with a parameter': async (target) => form([await file(target, 'jpeg', 'image/jpeg; charset=binary')]),
    'header names in small letters': async ({ part, width }) =>
      form([
        {
          head: [`content-disposition: form-data; name="${part}"; filename="a.jpg"`, 'content-type: image/jpeg'],
          content: await picture('jpeg', width),
        },
      ]),
    'a part name without quotes': async (target) =>
      form([await partWith(target, `form-data; name=${target.part}; filename="a.jpg"`)]),
    'Content-Encoding: identity': async (target) => form([await file(target)], {}, { 'content-encoding': 'identity' }),
    'a jpeg with something behind its end': async ({ part, width }) =>
      form([
        filePart(part, 'image/jpeg', Buffer.concat([await picture('jpeg', width), Buffer.from('and there is more')])),
      ]),
    'a jpeg that is a script as well': async ({ part, width }) =>
      form([filePart(part, 'image/jpeg', commentedJpeg(await picture('jpeg', width), '*/=1;alert(1);/*'))]),
    'a picture with the delimiter of another form in it': async ({ part, width }) =>
      form([
        filePart(
          part,
          'image/jpeg',
          commentedJpeg(await picture('jpeg', width), '\r\n--another\r\nContent-Disposition: form-data\r\n\r\n'),
        ),
      ]),
    'a picture that is exactly as large as allowed': async ({ part, width, limit }) =>
      form([filePart(part, 'image/jpeg', paddedJpeg(await picture('jpeg', width), limit))]),
    'almost as many pixels as allowed': ({ part, maxPixels }) =>
      form([filePart(part, 'image/png', bilevelPng(8_000, Math.floor(maxPixels / 8_000)))]),
  }),

  ...cases('partMissing', {
    'a form without parts': () => form([]),
    'a form with other parts only': () => form([fieldPart('title', 'Me'), filePart('attachment', 'image/jpeg', 'x')]),
    'the name in capitals': async ({ part, width }) =>
      form([filePart(part.toUpperCase(), 'image/jpeg', await picture('jpeg', width))]),
    'the name with brackets': async ({ part, width }) =>
      form([filePart(`${part}[]`, 'image/jpeg', await picture('jpeg', width))]),
    'the name with a blank behind it': async ({ part, width }) =>
      form([filePart(`${part} `, 'image/jpeg', await picture('jpeg', width))]),
    'a file input of a browser in which no file was chosen': ({ part }) =>
      form([filePart(part, 'application/octet-stream', '', '')]),
    'a part without Content-Disposition': async ({ width }) =>
      form([{ head: ['Content-Type: image/jpeg'], content: await picture('jpeg', width) }]),
    'a disposition that is not form-data': async (target) =>
      form([await partWith(target, `attachment; name="${target.part}"; filename="a.jpg"`)]),
    'the picture behind the closing delimiter': async (target) =>
      form([fieldPart('title', 'Me')], { epilogue: (await form([await file(target)])).body?.toString('latin1') ?? '' }),
  }),
  ...cases('partRepeated', {
    'the picture twice': async (target) => form([await file(target), await file(target)]),
    'two different pictures': async (target) =>
      form([await file(target), fieldPart('title', 'Me'), await file(target, 'png')]),
    'a picture and a field of its name': async (target) => form([await file(target), fieldPart(target.part, 'text')]),
  }),
  ...cases('partNotFile', {
    'text where the file is due': ({ part }) => form([fieldPart(part, 'https://example.com/avatar.jpg')]),
    'a data URL where the file is due': ({ part }) => form([fieldPart(part, 'data:image/png;base64,iVBORw0KGgo=')]),
    'text in a charset that nobody knows where the file is due': ({ part }) =>
      form([
        {
          head: [`Content-Disposition: form-data; name="${part}"`, 'Content-Type: text/plain; charset=klingon'],
          content: 'x',
        },
      ]),
    'an empty field where the file is due': ({ part }) => form([fieldPart(part, '')]),
    'a picture without a file name': async (target) =>
      form([await partWith(target, `form-data; name="${target.part}"`)]),
    'a picture with an empty file name': async (target) => form([await file(target, 'jpeg', 'image/jpeg', '')]),
  }),
  ...cases('partTypeRefused', {
    'a file part without a Content-Type': async (target) =>
      form([{ head: [`Content-Disposition: ${disposition(target)}`], content: await picture('jpeg', target.width) }]),
    'an svg that says so': ({ part }) =>
      form([filePart(part, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg')]),
    'a pdf that says so': ({ part }) => form([filePart(part, 'application/pdf', '%PDF-1.4\n', 'a.pdf')]),
  }),
  ...cases('pictureInvalid', {
    'an empty file': ({ part }) => form([filePart(part, 'image/jpeg', '')]),
    'a picture that is base64, with Content-Transfer-Encoding': async (target) => {
      const { head } = await partWith(target, disposition(target), 'Content-Transfer-Encoding: base64');
      // RFC 7578, section 4.7: not to be used, and nobody decodes it.
      return form([{ head, content: (await picture('jpeg', target.width)).toString('base64') }]);
    },
    'a png whose pixels are damaged': async ({ part, width }) =>
      form([filePart(part, 'image/png', damaged(await picture('png', width)))]),
    'a jpeg with text before it': async ({ part, width }) =>
      form([filePart(part, 'image/jpeg', Buffer.concat([Buffer.from('x'), await picture('jpeg', width)]))]),
  }),
  ...cases('pictureTooLarge', {
    'a picture that is one octet too large': async ({ part, width, limit }) =>
      form([filePart(part, 'image/jpeg', paddedJpeg(await picture('jpeg', width), limit + 1))]),
    'something too large that is no picture either': ({ part, limit }) =>
      form([filePart(part, 'image/jpeg', Buffer.alloc(limit + 1))]),
  }),
  ...cases('bodyTooLarge', {
    'a form that is far too large': ({ part }) => form([filePart(part, 'image/jpeg', Buffer.alloc(FAR_OVER))]),
    'a form that is far too large, in chunks': async ({ part }) => ({
      ...(await form([filePart(part, 'image/jpeg', Buffer.alloc(FAR_OVER))])),
      chunked: true,
    }),
    'a small picture beside a field that is far too large': async (target) =>
      form([await file(target), fieldPart('note', 'x'.repeat(FAR_OVER))]),
  }),
  ...cases('pictureDimensions/maxPixels', {
    'a png of 400 million pixels': ({ part }) => form([filePart(part, 'image/png', bilevelPng(20_000, 20_000))]),
    'a row of pixels more than allowed': ({ part, maxPixels }) =>
      form([filePart(part, 'image/png', bilevelPng(8_000, Math.floor(maxPixels / 8_000) + 1))]),
    'a gif whose frames are too many pixels together': ({ part }) =>
      form([filePart(part, 'image/gif', hugeCanvasGif(2_000, 2_000, 40))]),
  }),
  ...cases('formMalformed', {
    'no closing delimiter': async (target) => form([await file(target)], { closing: '' }),
    'an end behind a file input in which no file was chosen': ({ part }) =>
      form([filePart(part, 'application/octet-stream', '', '')], { closing: '' }),
    'an end in the middle of the picture': async (target) => form([await file(target)], { closing: '' }, {}, 200),
    'an end in the middle of a part header': async (target) => form([await file(target)], { closing: '' }, {}, 60),
    'one line end after another in LF': async (target) => form([await file(target)], { newline: '\n' }),
    'no empty line before the data, as the seed prints it': ({ part }) =>
      raw(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${part}"; filename="a.webp"\r\nContent-Type: image/webp\r\n[DATA]\r\n--${BOUNDARY}--\r\n`,
      ),
    'a part without headers': async ({ width }) => form([{ head: [], content: await picture('jpeg', width) }]),
    'a part whose name is missing': async (target) => form([await partWith(target, 'form-data; filename="a.jpg"')]),
    'a part header without a colon': ({ part }) =>
      form([{ head: [`Content-Disposition form-data; name="${part}"`], content: 'x' }]),
    'a null in a part header': ({ part }) => form([filePart(part, 'image/jpeg\u0000', 'x')]),
    'a part header of 20 KiB': async (target) =>
      form([await partWith(target, disposition(target), `X-Long: ${'x'.repeat(20 * KIBIBYTE)}`)]),
    '33 parts': async (target) => form([...fields(32), await file(target)]),
    '2000 parts': async (target) => form([...fields(1999), await file(target)]),
    'no delimiter at all': async ({ width }) => ({
      headers: { 'content-type': FORM_TYPE },
      body: await picture('jpeg', width),
    }),
    'JSON in the name of a form': () => raw('{"avatar": "https://example.com/avatar.jpg"}'),
    'a line end alone': () => raw('\r\n'),
  }),
  ...cases('mediaTypeUnsupported', {
    'a form in gzip': async (target) => {
      const { body = Buffer.alloc(0) } = await form([await file(target)]);
      return { headers: { 'content-type': FORM_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(body) };
    },
    'a form that claims to be in Brotli': async (target) =>
      form([await file(target)], {}, { 'content-encoding': 'br' }),
  }),
  ...cases('bodyMissing', {
    'an empty body of a form': () => ({ headers: { 'content-type': FORM_TYPE }, body: Buffer.alloc(0) }),
    'an empty body in chunks': () => ({ headers: { 'content-type': FORM_TYPE }, body: Buffer.alloc(0), chunked: true }),
    'no body and no Content-Type': () => ({ headers: {}, body: undefined }),
  }),
  ...cases('bodyIncomplete', {
    'a form that stops arriving': async (target) => ({
      ...(await form([await file(target)], { closing: '' })),
      stops: true,
    }),
  }),

  {
    title: 'a picture exactly as wide as it has to be',
    when: ({ minWidth }) => minWidth !== undefined,
    upload: async ({ part, minWidth = 1 }) => form([filePart(part, 'image/jpeg', await picture('jpeg', minWidth))]),
    expected: 'accepted',
  },
  {
    title: 'a picture one pixel too narrow',
    when: ({ minWidth }) => minWidth !== undefined,
    upload: async ({ part, minWidth = 1 }) => form([filePart(part, 'image/jpeg', await picture('jpeg', minWidth - 1))]),
    expected: 'pictureDimensions/minWidth',
  },
  {
    title: 'a picture that is wide enough only as it lies on its side',
    when: ({ minWidth }) => minWidth !== undefined,
    upload: async ({ part, minWidth = 1 }) =>
      form([filePart(part, 'image/jpeg', await turned(await picture('jpeg', minWidth)))]),
    expected: 'pictureDimensions/minWidth',
  },
  {
    title: 'a picture of one pixel',
    upload: ({ part }) => form([filePart(part, 'image/png', bilevelPng(1, 1))]),
    expected: ({ minWidth }) => (minWidth === undefined ? 'accepted' : 'pictureDimensions/minWidth'),
  },
];

function cases(expected: Expected, uploads: Record<string, UploadCase['upload']>): UploadCase[] {
  return Object.entries(uploads).map(([title, upload]) => ({ title, upload, expected }));
}

/** What is expected where the declared type is one that the operation takes; others are refused for it. */
function ifTaken(type: string, expected: Expected): UploadCase['expected'] {
  return ({ types }) => (types.includes(type) ? expected : 'partTypeRefused');
}

/** A form; of its octets only the first `upTo` where that is given. */
async function form(
  parts: readonly FormPart[],
  options: Form = {},
  headers: Record<string, string> = {},
  upTo?: number,
): Promise<Upload> {
  return { headers: { 'content-type': FORM_TYPE, ...headers }, body: formBytes(parts, options).subarray(0, upTo) };
}

function raw(text: string): Upload {
  return { headers: { 'content-type': FORM_TYPE }, body: Buffer.from(text) };
}

async function file(
  { part, width }: Target,
  kind: Kind = 'jpeg',
  type = typeOf(kind),
  filename?: string,
): Promise<FormPart> {
  return filePart(part, type, await picture(kind, width), filename);
}

/** A good JPEG under this disposition, with more header lines. */
async function partWith({ width }: Target, disposition: string, ...lines: string[]): Promise<FormPart> {
  return {
    head: [`Content-Disposition: ${disposition}`, 'Content-Type: image/jpeg', ...lines],
    content: await picture('jpeg', width),
  };
}

function disposition({ part }: Target): string {
  return `form-data; name="${part}"; filename="avatar.jpg"`;
}

function typeOf(kind: Kind): string {
  return partPictures.find(([one]) => one === kind)?.[1] ?? '';
}

function fields(count: number): FormPart[] {
  return Array.from({ length: count }, (_, index) => fieldPart(`field${index}`, String(index)));
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

/** Other octets in the middle. */
function damaged(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  return Buffer.concat([bytes.subarray(0, middle), Buffer.alloc(16, 0x5a), bytes.subarray(middle + 16)]);
}
