import type { Contract, Operation } from '../../src/contract/contract.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import type { Asked } from '../corpus.ts';
import type { Sent } from '../exchange.ts';

/** Paths that no operation has, and the API in whose shape they are answered; none: problem details. */
export const UNKNOWN_PATHS: readonly [path: string, api: string | undefined][] = [
  ['/api/v1/profile', 'mastodon'],
  ['/api/v1/profile/', 'mastodon'],
  ['/api/v1/profile/avatar/', 'mastodon'],
  ['/api/v1/profile/xyz', 'mastodon'],
  ['/api/v1/profile/avatar/static', 'mastodon'],
  ['/api/v1/accounts/verify_credentials', 'mastodon'],
  ['/api/v1/profile/Avatar', 'mastodon'],
  ['/api/v1//profile/avatar', 'mastodon'],
  ['/api/v2/server-side-api/profile', 'adapty'],
  ['/api/v2/server-side-api/profile/1', 'adapty'],
  ['/api/v2/anything', 'adapty'],
  ['/api/public', 'creators-hub'],
  ['/api/public/user/6', 'creators-hub'],
  ['/api/public/user/me/avatar/', 'creators-hub'],
  ['/api/public/user//avatar', 'creators-hub'],
  ['/api/public/user/6/profile/avatar', 'creators-hub'],
  ['/stream/0/posts', 'app-net'],
  ['/stream/0/users/@adnapi', 'app-net'],
  ['/stream/0/users/@adnapi/avatar/', 'app-net'],
  ['/stream', 'app-net'],
  ['/users/1558/header', 'app-net'],
  ['/users', 'app-net'],
  ['/', undefined],
  ['/api', undefined],
  ['/api/v9/whatever', undefined],
  ['/nothing-here', undefined],
  ['//api/v1/profile/avatar', undefined],
  ['/%', undefined],
  ['/%00', undefined],
];

/** The methods by which each of them is asked for. */
export const UNKNOWN_METHODS = ['GET', 'DELETE', 'PUT', 'PATCH'];

/** Paths of which OPTIONS asks for no leave, and the status of the answer. */
export const OPTIONS_PATHS: readonly [path: string, status: number][] = [
  ['/api/v1/profile/avatar', 404],
  ['/api/v2/server-side-api/profile/', 405],
  ['/api/public/user/me/avatar', 405],
  ['/users/me', 405],
  ['/nothing-here', 404],
];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS', 'PROPFIND'];

/** The methods that an operation's path has. */
export function methodsThere(contract: Contract, operation: Operation): string[] {
  return contract.operations.filter(({ path }) => path === operation.path).map(({ method }) => method.toUpperCase());
}

/** Those that it does not have. */
export function otherMethods(contract: Contract, operation: Operation): string[] {
  const there = methodsThere(contract, operation);
  return METHODS.filter((method) => !there.includes(method));
}

/** A path at each base path of its API, escaped, and with a server's origin before it. */
export function spellingsOf({ basePaths }: Contract, path: string, origin: string): string[] {
  const bare = path.slice(basePaths[0]?.length);
  const escaped = path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return [...basePaths.map((base) => `${base}${bare}`), escaped, `${origin}${path}`, `${origin.toUpperCase()}${path}`];
}

/** What a browser asks before it sends the operation from another origin. */
export function preflightOf({ method }: Operation, path: string): Sent {
  const headers = {
    origin: 'https://app.example',
    'access-control-request-method': method.toUpperCase(),
    'access-control-request-headers': 'authorization, content-type, prefer',
  };
  return { method: 'OPTIONS', path, headers };
}

/** Requests to paths of no operation. */
export const strayRequests: readonly Asked[] = [
  ...UNKNOWN_PATHS.filter(([path]) => path !== '/').flatMap(([path]) =>
    UNKNOWN_METHODS.map((method): Asked => [`${method} ${path}`, { method, path }]),
  ),
  ...OPTIONS_PATHS.map(([path]): Asked => [`OPTIONS ${path}`, { method: 'OPTIONS', path }]),
];

/** An operation's path by every method, in every spelling, from another origin. */
export function routeRequests(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const foreign = (prefer: object): Sent => ({
    ...good,
    headers: { ...good.headers, ...prefer, origin: 'https://app.example' },
  });
  return [
    ...otherMethods(contract, operation).map(
      (method): Asked => [
        `${method} at its path`,
        { method, path: good.path, headers: { authorization: good.headers['authorization'] } },
      ],
    ),
    ['HEAD at its path', { ...good, method: 'HEAD', body: undefined }],
    ...spellingsOf(contract, good.path, 'http://portrait.example').map(
      (path): Asked => [`its path as ${path}`, { ...good, path }],
    ),
    ['a preflight', preflightOf(operation, good.path)],
    ['from another origin', foreign({})],
    ['from another origin, asking for 500', foreign({ prefer: 'code=500' })],
    ['from another origin, asking for 599', foreign({ prefer: 'code=599' })],
  ];
}
