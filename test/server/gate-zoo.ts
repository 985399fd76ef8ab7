import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { AnswerCheck } from '../../src/contract/conformance.ts';
import { folderOf } from '../../src/contract/sources.ts';
import { answerDeclared, subjectOf } from './gate-contract.ts';
import { type Animal, begin, LIMITS } from './gate-server.ts';

/** An animal that breaks its contract. */
export interface Beast extends Animal {
  check: AnswerCheck;
  /** Pointer to what it breaks; left out where that is no place of the document. */
  at?: string;
  /** Its answer never arrives whole, or spoils the connection: there is nothing to compare without the gate. */
  spoils?: boolean;
  /** The gate cannot take back what it does: it is reported only. */
  stands?: boolean;
}

const avatar = subjectOf('creators-hub', 'getMyAvatar');
const account = subjectOf('mastodon', 'deleteProfileAvatar');
const deletion = subjectOf('adapty', 'deleteProfile');
const redirect = subjectOf('app-net', 'getMyAvatar');
const profile = subjectOf('app-net', 'replaceMyProfile');
const picture = subjectOf('zoo', 'getPicture');
const anyPicture = subjectOf('zoo', 'getAnyPicture');
const text = subjectOf('zoo', 'getText');
const animals = subjectOf('zoo', 'listAnimals');

/** A picture of the type that its name says. */
export function pictureFile(ending: string): string {
  return join(folderOf('creators-hub'), `examples/pictures/andrew_ryan.${ending}`);
}

const AVATAR_200 = '/components/responses/MyCurrentAvatar';
const AVATAR_TYPE = `${AVATAR_200}/content`;
const AVATAR_JSON = `${AVATAR_TYPE}/application~1json`;
const AVATAR_STATUSES = '/paths/~1user~1me~1avatar/get/responses';
const PICTURE_JPEG = '/paths/~1picture/get/responses/200/content/image~1jpeg';
const UNCHECKED_LIMIT = '/components/headers/XRateLimitLimit';

const statuses: Beast[] = [
  {
    name: 'answers an undeclared 201 by json',
    of: avatar,
    check: 'status',
    at: AVATAR_STATUSES,
    send: (res, { value }) => res.status(201).json(value),
  },
  {
    name: 'answers 418 by sendStatus',
    of: avatar,
    check: 'status',
    at: AVATAR_STATUSES,
    send: (res) => res.sendStatus(418),
  },
  {
    name: 'answers 202 by writeHead',
    of: avatar,
    check: 'status',
    send: (res, good) => res.writeHead(202, good.headers).end(good.text),
  },
  {
    name: 'answers 206 by statusCode',
    of: avatar,
    check: 'status',
    send: (res, good) => {
      begin(res, good).statusCode = 206;
      res.end(good.text);
    },
  },
  {
    name: 'answers 299 with a reason of its own',
    of: avatar,
    check: 'status',
    send: (res, good) => res.writeHead(299, 'Almost', good.headers).end(good.text),
  },
  { name: 'redirects where nothing does', of: avatar, check: 'status', send: (res) => res.redirect('/elsewhere') },
  { name: 'answers 304 to no condition', of: avatar, check: 'status', send: (res) => res.status(304).end() },
  {
    name: 'answers 206 to a range by sendFile',
    of: picture,
    check: 'status',
    headers: { range: 'bytes=0-9' },
    send: (res) => res.sendFile(pictureFile('jpg')),
  },
  {
    name: 'answers an undeclared status to HEAD',
    of: avatar,
    check: 'status',
    method: 'HEAD',
    send: (res, { value }) => res.status(202).json(value),
  },
  {
    name: 'hints early',
    of: avatar,
    check: 'status',

    send: (res, { value }) => {
      res.writeEarlyHints({ link: '</a.css>; rel=preload' });
      res.json(value);
    },
  },
  {
    name: 'says that it is processing',
    of: avatar,
    check: 'status',

    send: (res, { value }) => {
      res.writeProcessing();
      res.json(value);
    },
  },
];

const headers: Beast[] = [
  {
    name: 'leaves a required header out',
    of: account,
    check: 'header',
    at: UNCHECKED_LIMIT,
    send: (res, { value }) => res.json(value),
  },
  {
    name: 'removes a required header again',
    of: account,
    check: 'header',
    at: UNCHECKED_LIMIT,
    send: (res, good) => {
      begin(res, good).removeHeader('X-RateLimit-Limit');
      res.end(good.text);
    },
  },
  {
    name: 'sends a word for an integer by setHeader',
    of: account,
    check: 'header',
    at: `${UNCHECKED_LIMIT}/schema`,
    send: (res, good) => {
      begin(res, good).setHeader('X-RateLimit-Limit', 'many');
      res.end(good.text);
    },
  },
  {
    name: 'sends an integer in hexadecimal by set',
    of: account,
    check: 'header',
    send: (res, good) => begin(res, good).set('X-RateLimit-Limit', '0x12').json(good.value),
  },
  {
    name: 'sends less than the minimum by writeHead',
    of: account,
    check: 'header',
    send: (res, good) => res.writeHead(200, { ...good.headers, 'X-RateLimit-Limit': 0 }).end(good.text),
  },
  {
    name: 'sends a malformed date by an array to writeHead',
    of: account,
    check: 'header',
    at: '/components/headers/XRateLimitReset/schema',
    send: (res, good) =>
      res.writeHead(200, Object.entries({ ...good.headers, 'X-RateLimit-Reset': 'tomorrow' }).flat()).end(good.text),
  },
  {
    name: 'repeats a header by an array of values',
    of: account,
    check: 'header',
    send: (res, good) => {
      begin(res, good).setHeader('X-RateLimit-Limit', ['30', '30']);
      res.end(good.text);
    },
  },
  {
    name: 'repeats a header by appendHeader',
    of: account,
    check: 'header',
    send: (res, good) => begin(res, good).appendHeader('X-RateLimit-Remaining', '1').end(good.text),
  },
  {
    name: 'sets what is no constant by setHeaders',
    of: avatar,
    check: 'header',
    at: '/components/headers/CacheControl/schema',
    send: (res, good) => {
      begin(res, good).setHeaders(new Map([['Cache-Control', 'public']]));
      res.end(good.text);
    },
  },
  {
    name: 'overrides a good header in writeHead',
    of: avatar,
    check: 'header',
    send: (res, good) => begin(res, good).writeHead(200, { 'cache-control': 'private' }).end(good.text),
  },
  {
    name: 'challenges with another scheme',
    of: avatar,
    check: 'header',
    send: (res) => {
      const good = answerDeclared(avatar.operation, 401);
      begin(res, good).set('WWW-Authenticate', 'Basic realm="x"').send(good.text);
    },
  },
  {
    name: 'redirects to nowhere by writeHead',
    of: redirect,
    check: 'header',
    at: '/components/headers/AvatarLocation',
    send: (res) => res.writeHead(302).end(),
  },
  {
    name: 'redirects to no absolute URL',
    of: redirect,
    check: 'header',
    at: '/components/headers/AvatarLocation/schema',
    send: (res) => res.location('avatar.jpg').status(302).end(),
  },
  {
    name: 'lists what is no integer',
    of: animals,
    check: 'header',
    send: (res, good) => begin(res, good).set('X-Legs', '2, four').json(good.value),
  },
  {
    name: 'says yes for true',
    of: animals,
    check: 'header',
    send: (res, good) => begin(res, good).set('X-Tame', 'yes').json(good.value),
  },
];

const mediaTypes: Beast[] = [
  {
    name: 'sends HTML by send',
    of: avatar,
    check: 'mediaType',
    at: AVATAR_TYPE,
    send: (res) => res.send('<p>Hello</p>'),
  },
  {
    name: 'sends JSON as HTML by send',
    of: avatar,
    check: 'mediaType',
    at: AVATAR_TYPE,
    send: (res, good) => res.send(good.text),
  },
  {
    name: 'sends JSON without a type by end',
    of: avatar,
    check: 'mediaType',
    at: AVATAR_TYPE,
    send: (res, good) => res.end(good.text),
  },
  {
    name: 'sends problem details for JSON',
    of: avatar,
    check: 'mediaType',
    send: (res, good) => res.type('application/problem+json').send(good.text),
  },
  {
    name: 'sends two types',
    of: avatar,
    check: 'mediaType',
    send: (res, good) => {
      res.setHeader('Content-Type', ['application/json', 'text/html']);
      res.end(good.text);
    },
  },
  {
    name: 'sends a type that is none',
    of: avatar,
    check: 'mediaType',
    send: (res, good) => res.writeHead(200, { 'Content-Type': 'json' }).end(good.text),
  },
  {
    name: 'wraps JSON in a script by jsonp',
    of: avatar,
    check: 'mediaType',
    query: '?callback=f',
    send: (res, good) => res.jsonp(good.value),
  },
  {
    name: 'sends a file for JSON by download',
    of: avatar,
    check: 'mediaType',
    send: (res) => res.download(pictureFile('jpg')),
  },
  {
    name: 'passes on to the page for paths unknown',
    of: avatar,
    check: 'mediaType',
    send: (_res, _good, _request, next) => next(),
  },
  {
    name: 'codes the body by a pipe through gzip',
    of: avatar,
    check: 'mediaType',
    at: AVATAR_JSON,
    send: (res, good) => {
      begin(res, good).setHeader('Content-Encoding', 'gzip');
      Readable.from([good.text]).pipe(createGzip()).pipe(res);
    },
  },
  {
    name: 'sends a type without a body',
    of: deletion,
    check: 'mediaType',
    send: (res) => res.type('json').status(204).end(),
  },
  {
    name: 'sends another type to HEAD',
    of: avatar,
    check: 'mediaType',
    method: 'HEAD',
    send: (res) => res.type('html').end(),
  },
  {
    name: 'sends a PNG where a JPEG is declared',
    of: picture,
    check: 'mediaType',
    send: (res) => res.sendFile(pictureFile('png')),
  },
];

const charsets: Beast[] = [
  {
    name: 'says latin1',
    of: avatar,
    check: 'charset',
    at: AVATAR_JSON,
    send: (res, good) => res.writeHead(200, { 'Content-Type': 'application/json; charset=latin1' }).end(good.text),
  },
  {
    name: 'says two charsets',
    of: avatar,
    check: 'charset',
    send: (res, good) => {
      res.setHeader('Content-Type', 'application/json; charset=utf-8; charset=latin1');
      res.end(good.text);
    },
  },
  {
    name: 'sends UTF-16',
    of: avatar,
    check: 'charset',
    send: (res, good) => {
      res.setHeader('Content-Type', 'application/json; charset=utf-16le');
      res.end(good.text, 'utf16le');
    },
  },
  {
    name: 'sends ISO-8859-1 without saying so',
    of: avatar,
    check: 'charset',
    send: (res) => {
      res.setHeader('Content-Type', 'application/json');
      res.end('{"avatarUrl":"https://example.com/é.jpg"}', 'latin1');
    },
  },
  {
    name: 'cuts a letter in two',
    of: avatar,
    check: 'charset',
    send: (res) => {
      res.setHeader('Content-Type', 'application/json');
      res.write(Buffer.from('{"avatarUrl":"https://example.com/é').subarray(0, -1));
      res.end('"}');
    },
  },
  {
    name: 'gives a picture a charset',
    of: picture,
    check: 'charset',
    send: (res) => res.sendFile(pictureFile('jpg'), { headers: { 'Content-Type': 'image/jpeg; charset=utf-8' } }),
  },
];

const bodies: Beast[] = [
  {
    name: 'stops in the middle of JSON',
    of: avatar,
    check: 'json',
    at: AVATAR_JSON,
    send: (res, good) => {
      begin(res, good).write(good.text.slice(0, 20));
      res.end();
    },
  },
  { name: 'sends nothing for JSON', of: avatar, check: 'json', send: (res, good) => begin(res, good).end() },
  {
    name: 'sends JSON twice',
    of: avatar,
    check: 'json',
    send: (res, good) => {
      begin(res, good).write(good.text);
      res.write(good.text);
      res.end();
    },
  },
  {
    name: 'begins with a byte order mark',
    of: avatar,
    check: 'json',
    send: (res, good) => begin(res, good).end(`\ufeff${good.text}`),
  },
  { name: 'sends NaN', of: avatar, check: 'json', send: (res, good) => begin(res, good).send('NaN') },
  {
    name: 'sends null by json',
    of: avatar,
    check: 'schema',
    at: '/components/schemas/Avatar',
    send: (res) => res.json(null),
  },
  {
    name: 'sends a number for a text by json',
    of: avatar,
    check: 'schema',
    at: '/components/schemas/Avatar/properties/avatarUrl',
    send: (res) => res.json({ avatarUrl: 6 }),
  },
  {
    name: 'forgets a property by send',
    of: avatar,
    check: 'schema',
    at: '/components/schemas/Avatar/properties/avatarUrl',
    send: (res) => res.send({}),
  },
  {
    name: 'sends no URL for a URL',
    of: avatar,
    check: 'schema',
    send: (res) => res.json({ avatarUrl: 'http://[avatar' }),
  },
  {
    name: 'refuses in another shape',
    of: avatar,
    check: 'schema',
    at: '/components/schemas/Failure/properties/error',
    send: (res) =>
      res.set(answerDeclared(avatar.operation, 401).headers).status(401).json({ avatarUrl: null, message: 'no' }),
  },
  {
    name: 'fails in another shape',
    of: avatar,
    check: 'schema',
    send: (res) => res.status(500).json({ stack: 'at …' }),
  },
  {
    name: 'breaks a rule deep inside, by a pipe',
    of: account,
    check: 'schema',
    at: '/components/schemas/Source/properties/privacy',
    send: (res, good) =>
      Readable.from([Buffer.from(good.text.replace(/"privacy":"\w+"/, '"privacy":"secret"'))]).pipe(begin(res, good)),
  },
  {
    name: 'breaks a rule behind two references',
    of: profile,
    check: 'schema',
    at: '/components/schemas/UserEnvelope/properties/meta/properties/code',
    send: (res, good) => begin(res, good).json({ ...(good.value as object), meta: { code: 201 } }),
  },
  {
    name: 'adds a property, by an iterator',
    of: animals,
    check: 'schema',
    at: '/components/schemas/Animal',
    send: (res, good) =>
      pipeline([Buffer.from('[{"name":"Ada",'), Buffer.from('"legs":4,"wings":2}]')], begin(res, good)),
  },
  {
    name: 'breaks a rule in a list',
    of: animals,
    check: 'schema',
    at: '/components/schemas/Legs',
    send: (res, good) =>
      begin(res, good).json([
        { name: 'Ada', legs: 4 },
        { name: 'Bo', legs: 3 },
      ]),
  },
  {
    name: 'sends a text that is too long',
    of: text,
    check: 'schema',
    send: (res) => res.type('text/plain').send('A text that is longer than twenty letters.'),
  },
];

const emptyBodies: Beast[] = [
  {
    name: 'gives a 204 a body by end',
    of: deletion,
    check: 'emptyBody',
    at: '/components/responses/ProfileDeleted',
    send: (res, good) => begin(res, good).end('{}'),
  },
  {
    name: 'gives a 204 a body by write',
    of: deletion,
    check: 'emptyBody',
    send: (res, good) => {
      begin(res, good).write('{}');
      res.end();
    },
  },
  {
    name: 'says where to by redirect',
    of: redirect,
    check: 'emptyBody',
    send: (res) => res.redirect('https://example.com/avatar.jpg'),
  },
  {
    name: 'pipes a page into a redirect',
    of: redirect,
    check: 'emptyBody',
    send: (res, good) => Readable.from(['<p>Elsewhere</p>']).pipe(begin(res, good)),
  },
];

const JPEG = { 'Content-Type': 'image/jpeg' };

const pictures: Beast[] = [
  {
    name: 'sends a PNG as a JPEG by sendFile',
    of: picture,
    check: 'pictureBytes',
    at: PICTURE_JPEG,
    send: (res) => res.sendFile(pictureFile('png'), { headers: JPEG }),
  },
  {
    name: 'sends a text as a JPEG by send',
    of: picture,
    check: 'pictureBytes',
    at: PICTURE_JPEG,
    send: (res) => res.set(JPEG).send(Buffer.from('JFIF, honestly')),
  },
  {
    name: 'sends no octet as a JPEG',
    of: picture,
    check: 'pictureBytes',
    send: (res) => res.writeHead(200, JPEG).end(),
  },
  {
    name: 'sends two octets of a JPEG',
    of: picture,
    check: 'pictureBytes',
    send: (res) => res.writeHead(200, JPEG).end(Buffer.from([0xff, 0xd8])),
  },
  {
    name: 'sends base64 of a JPEG',
    of: picture,
    check: 'pictureBytes',
    send: (res) => res.writeHead(200, JPEG).end('/9j/4AAQSkZJRg=='),
  },
  {
    name: 'sends a GIF as WebP',
    of: anyPicture,
    check: 'pictureBytes',
    send: (res) => res.sendFile(pictureFile('gif'), { headers: { 'Content-Type': 'image/webp' } }),
  },
  {
    name: 'sends sound as WebP',
    of: anyPicture,
    check: 'pictureBytes',
    send: (res) => res.type('webp').end(Buffer.from('RIFF\0\0\0\0WAVEfmt ')),
  },
  {
    name: 'sends a film as AVIF',
    of: anyPicture,
    check: 'pictureBytes',
    send: (res) => res.type('image/avif').end(Buffer.from('\0\0\0\x14ftypisom\0\0\0\0mp42', 'latin1')),
  },
  {
    name: 'sends SVG as PNG by write',
    of: anyPicture,
    check: 'pictureBytes',
    send: (res) => {
      res.type('png').write('<svg xmlns="http://www.w3.org/2000/svg">');
      res.end('</svg>');
    },
  },
];

const lengths: Beast[] = [
  {
    name: 'announces more than it sends',
    of: avatar,
    check: 'length',
    spoils: true,
    at: AVATAR_200,
    send: (res, good) => {
      begin(res, good).setHeader('Content-Length', 500);
      res.end(good.text);
    },
  },
  {
    name: 'announces less than it writes',
    of: avatar,
    check: 'length',
    spoils: true,
    send: (res, good) => {
      res.writeHead(200, { ...good.headers, 'Content-Length': 5 });
      res.write(good.text);
      res.end();
    },
  },
  {
    name: 'announces characters, not octets',
    of: animals,
    check: 'length',
    spoils: true,
    send: (res, good) => {
      const body = '[{"name":"Bär","legs":4}]';
      begin(res, good).setHeader('Content-Length', body.length);
      res.end(body);
    },
  },
  {
    name: 'announces a word',
    of: avatar,
    check: 'length',
    spoils: true,
    send: (res, good) => {
      begin(res, good).setHeader('Content-Length', 'long');
      res.end(good.text);
    },
  },
  {
    name: 'announces the length of no body',
    of: deletion,
    check: 'length',
    spoils: true,
    send: (res, good) => {
      begin(res, good).setHeader('Content-Length', 0);
      res.end();
    },
  },
  {
    name: 'announces chunks and a length',
    of: avatar,
    check: 'length',
    spoils: true,
    send: (res, good) => {
      begin(res, good).setHeader('Transfer-Encoding', 'chunked');
      res.setHeader('Content-Length', good.text.length);
      res.end(good.text);
    },
  },
  {
    name: 'writes more than can be held',
    of: avatar,
    check: 'size',
    send: (res, good) => {
      begin(res, good).write('"');
      for (let k = 0; k < 80; k++) res.write('x'.repeat(1024));
      res.end('"');
    },
  },
  {
    name: 'ends with more than can be held',
    of: avatar,
    check: 'size',
    send: (res, good) => begin(res, good).end(`"${'x'.repeat(LIMITS.maxOctets)}"`),
  },
  {
    name: 'pipes more than can be held',
    of: picture,
    check: 'size',
    send: (res) => Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(8_000, 0xff))).pipe(res.type('jpg')),
  },
  {
    name: 'adds trailers',
    of: avatar,
    check: 'trailer',
    send: (res, good) => {
      begin(res, good).setHeader('Trailer', 'X-Sum');
      res.write(good.text);
      res.addTrailers({ 'X-Sum': '1' });
      res.end();
    },
  },
];

const silences: Beast[] = [
  { name: 'never answers', of: avatar, check: 'unanswered', spoils: true, send: () => undefined },
  {
    name: 'sends the head and no more',
    of: avatar,
    check: 'unanswered',
    spoils: true,
    send: (res, good) => begin(res, good).flushHeaders(),
  },
  { name: 'destroys the answer', of: avatar, check: 'unanswered', spoils: true, send: (res) => res.destroy() },
  {
    name: 'throws before it says anything',
    of: avatar,
    check: 'unanswered',
    spoils: true,
    send: () => {
      throw new Error('a bad day');
    },
  },
  {
    name: 'cuts the connection',
    of: avatar,
    check: 'unanswered',
    spoils: true,
    stands: true,
    send: (_res, _good, request) => request.socket.destroy(),
  },
  {
    name: 'throws after a part of the body',
    of: avatar,
    check: 'incomplete',
    spoils: true,
    send: (res, good) => {
      begin(res, good).write(good.text.slice(0, 9));
      throw new Error('a bad day');
    },
  },
  {
    name: 'rejects after a part of the body',
    of: avatar,
    check: 'incomplete',
    spoils: true,
    send: async (res, good) => {
      begin(res, good).write(good.text.slice(0, 9));
      await Promise.reject(new Error('a bad day'));
    },
  },
  {
    name: 'pipes what breaks off',
    of: avatar,
    check: 'incomplete',
    spoils: true,
    send: (res, good) => pipeline(breakingOff(good.text), begin(res, good)),
  },
  {
    name: 'destroys the answer after its head',
    of: avatar,
    check: 'incomplete',
    spoils: true,
    send: (res, good) => {
      begin(res, good).flushHeaders();
      res.destroy();
    },
  },
  {
    name: 'writes after the end',
    of: avatar,
    check: 'afterEnd',
    spoils: true,
    stands: true,
    send: (res, good) => {
      res.json(good.value);
      res.write('more');
    },
  },
  {
    name: 'ends twice',
    of: avatar,
    check: 'afterEnd',
    spoils: true,
    stands: true,
    send: (res, good) => {
      res.json(good.value);
      res.end('more');
    },
  },
];

async function* breakingOff(body: string): AsyncGenerator<Buffer> {
  yield Buffer.from(body.slice(0, 9));
  throw new Error('a bad day');
}

/** Everything that the gate has to catch. */
export const beasts: readonly Beast[] = [
  ...statuses,
  ...headers,
  ...mediaTypes,
  ...charsets,
  ...bodies,
  ...emptyBodies,
  ...pictures,
  ...lengths,
  ...silences,
];
