import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerDeclared, subjectOf } from './gate-contract.ts';
import { type Animal, begin } from './gate-server.ts';
import { pictureFile } from './gate-zoo.ts';

const avatar = subjectOf('creators-hub', 'getMyAvatar');
const account = subjectOf('mastodon', 'deleteProfileAvatar');
const deletion = subjectOf('adapty', 'deleteProfile');
const redirect = subjectOf('app-net', 'getMyAvatar');
const picture = subjectOf('zoo', 'getPicture');
const anyPicture = subjectOf('zoo', 'getAnyPicture');
const text = subjectOf('zoo', 'getText');
const animals = subjectOf('zoo', 'listAnimals');

const JPEG = pictureFile('jpg');

/** Handlers that keep their contract, each by another method. */
export const tame: readonly Animal[] = [
  { name: 'json', of: avatar, send: (res, good) => res.json(good.value) },
  { name: 'json with many headers', of: account, send: (res, good) => begin(res, good).json(good.value) },
  { name: 'send of an object', of: avatar, send: (res, good) => res.send(good.value) },
  { name: 'send of a text', of: avatar, send: (res, good) => res.type('json').send(good.text) },
  { name: 'end', of: avatar, send: (res, good) => begin(res, good).end(good.text) },
  { name: 'end of octets', of: avatar, send: (res, good) => begin(res, good).end(new TextEncoder().encode(good.text)) },
  { name: 'end in base64', of: picture, send: (res) => res.type('jpg').end('/9j/4AAQSkZJRg==', 'base64') },
  {
    name: 'writeHead with an object',
    of: account,
    send: (res, good) => res.writeHead(200, good.headers).end(good.text),
  },
  {
    name: 'writeHead with a list',
    of: account,
    send: (res, good) => res.writeHead(200, 'Fine', Object.entries(good.headers).flat()).end(good.text),
  },
  {
    name: 'writeHead over setHeader',
    of: avatar,
    send: (res, good) =>
      res.set('Content-Type', 'text/html').writeHead(200, { 'content-type': 'application/json' }).end(good.text),
  },
  {
    name: 'setHeaders',
    of: account,
    send: (res, good) => res.setHeaders(new Map(Object.entries(good.headers))).end(good.text),
  },
  {
    name: 'write, write, end',
    of: avatar,
    send: (res, good) => {
      begin(res, good).write(good.text.slice(0, 9));
      res.write(Buffer.from(good.text.slice(9, 20)));
      res.end(good.text.slice(20));
    },
  },
  {
    name: 'write in small pieces, in time',
    of: avatar,
    send: async (res, good) => {
      begin(res, good);
      for (const letter of good.text) await new Promise((resolve) => res.write(letter, resolve));
      res.end();
    },
  },
  {
    name: 'write out of memory that is used again',
    of: avatar,
    send: async (res, good) => {
      begin(res, good);
      const memory = Buffer.alloc(1);
      for (const octet of Buffer.from(good.text)) {
        memory[0] = octet;
        await new Promise((resolve) => res.write(memory, resolve));
      }
      res.end();
    },
  },
  {
    name: 'corked writes',
    of: avatar,
    send: (res, good) => {
      begin(res, good).cork();
      res.write(good.text.slice(0, 9));
      res.write(good.text.slice(9));
      res.uncork();
      res.end();
    },
  },
  {
    name: 'flushHeaders',
    of: avatar,
    send: (res, good) => {
      begin(res, good).flushHeaders();
      setImmediate(() => res.end(good.text));
    },
  },
  {
    name: 'chunks by its own wish',
    of: avatar,
    send: (res, good) => begin(res, good).set('Transfer-Encoding', 'chunked').end(good.text),
  },
  {
    name: 'pipe from a stream',
    of: account,
    send: (res, good) => Readable.from([Buffer.from(good.text)]).pipe(begin(res, good)),
  },
  {
    name: 'pipe from a file',
    of: picture,
    send: (res) => createReadStream(JPEG, { highWaterMark: 512 }).pipe(res.type('jpg')),
  },
  {
    name: 'pipeline',
    of: anyPicture,
    send: (res) => pipeline(createReadStream(pictureFile('avif')), new PassThrough(), res.type('image/avif')),
  },
  { name: 'sendFile', of: picture, send: (res) => res.sendFile(JPEG) },
  { name: 'sendFile of WebP', of: anyPicture, send: (res) => res.sendFile(pictureFile('webp')) },
  { name: 'sendFile of a GIF', of: anyPicture, send: (res) => res.sendFile(pictureFile('gif')) },
  { name: 'sendFile of a PNG', of: anyPicture, send: (res) => res.sendFile(pictureFile('png')) },
  { name: 'redirect', of: text, headers: { accept: 'text/plain' }, send: (res) => res.redirect('/text') },
  { name: 'location', of: redirect, send: (res, good) => begin(res, good).location('https://example.com/a.jpg').end() },
  {
    name: 'a refusal',
    of: avatar,
    send: (res) => {
      const refusal = answerDeclared(avatar.operation, 401);
      res.status(401).set(refusal.headers).json(refusal.value);
    },
  },
  { name: 'no body by end', of: deletion, send: (res, good) => begin(res, good).end() },
  { name: 'no body by sendStatus', of: deletion, send: (res, good) => begin(res, good).status(204).send() },
  { name: 'HEAD by json', of: avatar, method: 'HEAD', send: (res, good) => begin(res, good).json(good.value) },
  { name: 'HEAD by end', of: avatar, method: 'HEAD', send: (res, good) => begin(res, good).end() },
  { name: 'HEAD by a pipe', of: picture, method: 'HEAD', send: (res) => createReadStream(JPEG).pipe(res.type('jpg')) },
  { name: 'HEAD by sendFile', of: picture, method: 'HEAD', send: (res) => res.sendFile(JPEG) },
  { name: 'text', of: text, send: (res, good) => res.type('text/plain').send(good.text) },
  {
    name: 'lists and booleans in headers',
    of: animals,
    send: (res, good) => begin(res, good).set('X-Legs', ['2', '4']).json(good.value),
  },
];
