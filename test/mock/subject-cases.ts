import type { Asked } from '../corpus.ts';

/** A value of a parameter, and the status that it leads to. */
export type SubjectCase = [value: string, status: number];

/** Of `getUserAvatar` of App.net. */
export const appNetUsers: readonly SubjectCase[] = [
  ['@adnapi', 302],
  ['%40adnapi', 302],
  ['%40%61dnapi', 302],
  ['1558', 302],
  ['@AdnApi', 302],
  ['@nobody', 404],
  ['99', 404],
  ['adnapi', 400],
  ['%2540adnapi', 400],
  ['%00', 400],
  ['%F0%9F%98%80', 400],
  ['@adnapi%2Favatar', 400],
];

/** Of `getUserAvatar` of Creators Hub. */
export const creatorsHubUsers: readonly SubjectCase[] = [
  ['6', 200],
  ['12', 200],
  ['8', 404],
  ['2147483647', 404],
  ['0', 400],
  ['-1', 400],
  ['2147483648', 400],
  ['abc', 400],
  ['6.5', 400],
  ['%36', 200],
];

/** The headers that name a profile of Adapty, and the status that they lead to. */
export const adaptyProfiles: readonly [headers: Record<string, string>, status: number][] = [
  [{ 'adapty-customer-user-id': 'customer-1001' }, 204],
  [{ 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 204],
  [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 204],
  [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-profile-id': '' }, 204],
  [
    {
      'adapty-customer-user-id': '',
      'adapty-profile-id': 'e1c7d593-04af-4b28-96d8-72e60b4f5a63',
      'adapty-platform': '',
    },
    204,
  ],
  [{ 'adapty-customer-user-id': 'customer-1001', 'content-type': 'application/json' }, 204],
  [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'iOS' }, 204],
  [{}, 400],
  [{ 'adapty-customer-user-id': '', 'adapty-profile-id': '' }, 400],
  [{ 'adapty-customer-user-id': 'customer-1002', 'adapty-profile-id': '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61' }, 400],
  [{ 'adapty-customer-user-id': 'customer-1001', 'adapty-platform': 'Symbian' }, 400],
  [{ 'adapty-customer-user-id': 'Customer-1001' }, 404],
  [{ 'adapty-profile-id': 'no-uuid' }, 404],
];

export const ADAPTY_KEY = { authorization: 'Api-Key secret_live_portrait.GoodKeyOfTheCoastApp000000000001' };
export const HUB_TOKEN = { authorization: 'Bearer portrait-user-6' };

/** All of the above as requests. */
export const subjectRequests: readonly Asked[] = [
  ...['/stream/0', ''].flatMap((base) =>
    appNetUsers.map(
      ([user]): Asked => [`${base}/users/${user}/avatar`, { method: 'GET', path: `${base}/users/${user}/avatar` }],
    ),
  ),
  ...creatorsHubUsers.map(
    ([user]): Asked => [
      `creators-hub user ${user}`,
      { method: 'GET', path: `/api/public/user/${user}/avatar`, headers: HUB_TOKEN },
    ],
  ),
  ...adaptyProfiles.map(
    ([headers]): Asked => [
      `adapty profile ${JSON.stringify(headers)}`,
      { method: 'DELETE', path: '/api/v2/server-side-api/profile/', headers: { ...ADAPTY_KEY, ...headers } },
    ],
  ),
];
