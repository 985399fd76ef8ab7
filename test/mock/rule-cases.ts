import type { Json } from '../../src/contract/document.ts';
import { privateUrls } from '../../src/verify/cases/fuzz/random-bodies.ts';
import type { Asked } from '../corpus.ts';
import type { Sent } from '../exchange.ts';

/** Bodies of `updateMyProfile` that are right. */
export const goodProfiles: readonly Json[] = [
  { timezone: 'US/Central' },
  { timezone: 'Asia/Kathmandu' },
  { timezone: 'UTC' },
  { locale: 'en' },
  { locale: 'pt_BR' },
  { locale: 'zh-CN' },
  { annotations: [annotationOf('com.example.one', 4_000), annotationOf('com.example.two', 4_000)] },
];

/** Those that are wrong in a way that no schema can say, and words of the answer. */
export const badProfiles: readonly [body: Json, words: string][] = [
  [{ timezone: 'Mars/Olympus' }, 'timezone'],
  [{ timezone: '+01:00' }, 'timezone'],
  [{ locale: 'zz' }, 'locale'],
  [{ locale: 'en_QX' }, 'locale'],
  [
    { annotations: [annotationOf('com.example.one'), annotationOf('com.example.one')] },
    'annotations must have at most one',
  ],
  [{ annotations: [annotationOf('com.example.one', 8_192)] }, 'annotations of a user must take at most 8192'],
];

/** Addresses of pictures that `replaceMyAvatarByUrl` takes as they stand: the seed's, whose host is gone, and others. */
export const goneUrls: readonly string[] = ['https://via.placeholder.com/150'];
export const publicUrls: readonly string[] = ['http://8.8.8.8/a.jpg', 'http://[2606:4700::1111]/a.jpg'];

/** All bodies above. */
export const ruleRequests: readonly Asked[] = [
  ...[...goodProfiles, ...badProfiles.map(([body]) => body)].map(
    (body): Asked => [`updateMyProfile ${JSON.stringify(body).slice(0, 80)}`, profileRequest(body)],
  ),
  ...[...goneUrls, ...publicUrls, ...privateUrls].map((url): Asked => [`replaceMyAvatarByUrl ${url}`, urlRequest(url)]),
];

/** `updateMyProfile` with this body. */
export function profileRequest(body: Json): Sent {
  return jsonRequest('PATCH', '/users/me', 'portrait-adnapi-update-profile', body);
}

/** `replaceMyAvatarByUrl` with this address. */
export function urlRequest(avatarUrl: string): Sent {
  return jsonRequest('PUT', '/api/public/user/me/avatar', 'portrait-user-6', { avatarUrl });
}

function jsonRequest(method: string, path: string, token: string, body: Json): Sent {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { method, path, headers, body: JSON.stringify(body) };
}

function annotationOf(type: string, octets = 0): Json {
  return { type, value: { text: 'x'.repeat(octets) } };
}
