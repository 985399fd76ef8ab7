import { gzipSync } from 'node:zlib';
import type { Contract, Media, Operation } from '../../contract/contract.ts';
import type { Json } from '../../contract/document.ts';
import { isForm } from '../../contract/received.ts';
import { bodyLimitOf, isBinary } from '../../contract/uploads.ts';
import type { Asked, Sent } from './asked.ts';
import { variantsOfAll } from './boundaries.ts';
import { withHeader } from './change-request.ts';
import { addressNames, privateUrls } from './fuzz/random-bodies.ts';
import { goodRequest } from './good-request.ts';
import { sampleOf } from './sample.ts';

/** Texts that are no JSON, or not quite what they look like. */
const ODD_TEXTS: readonly [title: string, text: string | Buffer][] = [
  ['an empty body', ''],
  ['blanks', '  '],
  ['the body null', 'null'],
  ['the body false', 'false'],
  ['the body 0', '0'],
  ['an empty text', '""'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['half of a value', '{"a": '],
  ['a comma too many', '{"a":1,}'],
  ['single quotes', "{'a':1}"],
  ['two values', '{} {}'],
  ['a byte order mark', '\ufeff{}'],
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['a key twice', '{"name":1,"name":"two"}'],
  ['a key of every object', '{"__proto__":{"name":"x"}}'],
  ['half of a surrogate pair', '{"name":"\\ud800"}'],
  ['a number beyond all bounds', '{"name":1e999}'],
  ['deep nesting', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
];

const OTHER_TYPES = [
  'text/plain',
  'application/xml',
  'application/octet-stream',
  'multipart/form-data',
  'image/png',
  '',
];

/** Nothing at all, other media types, codings, too much; texts that are no JSON, and bodies at the edges of the schema. */
export function bodyCases(contract: Contract, operation: Operation): Asked[] {
  const { body } = operation;
  if (body === undefined) return [];
  const good = goodRequest(contract, operation);
  const typed = (type: string, text = good.body): Sent => ({ ...withHeader(good, 'content-type', type), body: text });
  const bytes = Buffer.from(good.body ?? '');
  return [
    ['no body', { ...withHeader(good, 'content-type', undefined), body: undefined }],
    ['no body, but its Content-Type', { ...good, body: undefined }],
    ['no Content-Type', withHeader(good, 'content-type', undefined)],
    ...OTHER_TYPES.map((type): Asked => [`the Content-Type “${type}”`, typed(type)]),
    ['a body in gzip', { ...withHeader(good, 'content-encoding', 'gzip'), body: gzipSync(bytes) }],
    ['Content-Encoding: identity', withHeader(good, 'content-encoding', 'identity')],
    ['more octets than any body may have', { ...good, body: Buffer.alloc(bodyLimitOf(body) + 1, 0x20) }],
    ...[...body.content.values()].flatMap((media) => jsonCases(contract, operation, media)),
  ];
}

function jsonCases(contract: Contract, operation: Operation, media: Media): Asked[] {
  if (isBinary(media) || isForm(media) || !/[/+]json$/.test(media.type)) return [];
  const good = goodRequest(contract, operation, { type: media.type });
  const values = [...media.examples.values()].map(({ value = null }) => value);
  const bases = values.length === 0 ? [sampleOf(contract.document, media.schema ?? {})] : values;
  const variants = variantsOfAll(contract.document, media.schema ?? {}, bases);
  return [
    ...ODD_TEXTS.map(([title, text]): Asked => [title, { ...good, body: text }]),
    ...privateAddresses(contract, media, bases).map(
      ([title, value]): Asked => [title, { ...good, body: JSON.stringify(value) }],
    ),
    ...variants.map(([title, value]): Asked => [title, { ...good, body: JSON.stringify(value) }]),
  ];
}

/** Addresses in private networks, where an API that knows its pictures takes an address in the body. */
function privateAddresses({ pictures }: Contract, media: Media, [base]: readonly Json[]): [string, Json][] {
  if (pictures.length === 0 || typeof base !== 'object' || base === null || Array.isArray(base)) return [];
  return addressNames(media).flatMap((name) =>
    privateUrls.map((url): [string, Json] => [`${name} is ${url}`, { ...base, [name]: url }]),
  );
}
