import { all, drop, type Edit, push, set, without } from './edit.ts';

const AVATAR = 'paths./api/v1/profile/avatar.delete';
const BY_URL = 'paths./user/{userId}/avatar.put';

/** Who may call, how often, from where, and what tests rely on. */
export const promiseEdits: Edit[] = [
  ['mastodon', 'an alternative of security is gone', 'breaking', drop(`${AVATAR}.security.1`)],
  ['mastodon', 'an alternative of security is new', 'safe', push(`${AVATAR}.security`, { oauth2: ['profile'] })],
  [
    'mastodon',
    'security in another order',
    'same',
    (document) => {
      (document['paths'] as Record<string, { delete: { security: object[] } }>)[
        '/api/v1/profile/avatar'
      ]?.delete.security.reverse();
    },
  ],
  ['mastodon', 'one more scope is needed', 'breaking', push(`${AVATAR}.security.0.oauth2`, 'read')],
  ['creators-hub', 'another scope is needed', 'breaking', set(`${BY_URL}.security.0.bearerToken`, ['userAdmin'])],
  [
    'app-net',
    'a scope is needed where none was',
    'breaking',
    set('paths./users/me/avatar.get.security.0.userToken', ['basic']),
  ],
  ['app-net', 'a scope is no longer needed', 'safe', set('paths./users/me.put.security.0.userToken', [])],
  [
    'app-net',
    'what was public needs a token',
    'breaking',
    set('paths./users/{user_id}/cover.get.security', [{ userToken: [] }]),
  ],
  ['app-net', 'what needed a token is public', 'risky', set('paths./users/me/cover.get.security', [])],
  ['app-net', 'a token is optional', 'risky', push('paths./users/me/cover.get.security', {})],
  [
    'creators-hub',
    'the default security is stricter',
    'breaking',
    all(drop('security.1'), (document) => {
      for (const item of Object.values(document['paths'] as Record<string, Record<string, { security?: unknown }>>)) {
        if (item['get']) delete item['get'].security;
      }
    }),
  ],
  ['mastodon', 'a scheme is gone', 'breaking', drop('components.securitySchemes.bearerTokenQuery')],
  ['adapty', 'a credential goes elsewhere', 'breaking', set('components.securitySchemes.apikeyAuth.name', 'X-Api-Key')],
  [
    'creators-hub',
    'another hint at the form of tokens',
    'risky',
    set('components.securitySchemes.bearerToken.bearerFormat', 'opaque'),
  ],
  [
    'mastodon',
    'tokens come from elsewhere',
    'breaking',
    set('components.securitySchemes.oauth2.flows.authorizationCode.tokenUrl', 'https://mastodon.example/token'),
  ],
  [
    'mastodon',
    'a scope cannot be asked for',
    'breaking',
    drop('components.securitySchemes.oauth2.flows.authorizationCode.scopes.write'),
  ],
  [
    'mastodon',
    'a scope can be asked for',
    'safe',
    set('components.securitySchemes.oauth2.flows.authorizationCode.scopes.profile', 'The profile.'),
  ],
  [
    'app-net',
    'credentials in the body are no longer taken',
    'breaking',
    drop('components.securitySchemes.accessTokenInQuery.x-also-in-body'),
  ],
  [
    'creators-hub',
    'credentials in the body are taken',
    'safe',
    set('components.securitySchemes.cookieToken.x-also-in-body', true),
  ],
  ['creators-hub', "one's own needs the scope, too", 'breaking', drop(`${BY_URL}.x-owner-parameter`)],
  [
    'app-net',
    "one's own needs no scope",
    'safe',
    set('paths./users/{user_id}/avatar.get.x-owner-parameter', 'user_id'),
  ],
  ['mastodon', 'fewer requests are allowed', 'breaking', set('x-rate-limits.0.requests', 200)],
  ['mastodon', 'more requests are allowed', 'safe', set('x-rate-limits.0.requests', 400)],
  ['mastodon', 'the requests are for a longer time', 'breaking', set('x-rate-limits.0.seconds', 600)],
  ['mastodon', 'a limit is gone', 'safe', drop('x-rate-limits.1')],
  [
    'creators-hub',
    'a limit where none was',
    'breaking',
    set('x-rate-limits', [{ per: 'owner', requests: 10, seconds: 60 }]),
  ],
  ['app-net', 'a limit for writes holds for reads', 'breaking', drop('x-rate-limits.0.only')],
  ['app-net', 'an operation is limited now', 'breaking', drop('paths./users/me/avatar.get.x-rate-limits')],
  ['app-net', 'an operation is no longer limited', 'safe', set('paths./users/me.put.x-rate-limits', [])],
  ['mastodon', 'limits in another order', 'same', (document) => (document['x-rate-limits'] as object[]).reverse()],
  ['mastodon', 'pages of other origins are kept out', 'breaking', drop('x-cors')],
  ['mastodon', 'pages of one origin only', 'breaking', set('x-cors.allowOrigin', 'https://elk.zone')],
  [
    'adapty',
    'pages of other origins may come',
    'safe',
    set('x-cors', { allowOrigin: '*', allowMethods: ['DELETE'], allowHeaders: '*', preflightStatus: 204 }),
  ],
  ['mastodon', 'pages may no longer use a method', 'breaking', without('x-cors.allowMethods', 'DELETE')],
  ['mastodon', 'pages may read one header less', 'breaking', without('x-cors.exposeHeaders', 'X-Request-Id')],
  ['mastodon', 'pages may read one header more', 'safe', push('x-cors.exposeHeaders', 'ETag')],
  ['mastodon', 'preflights are kept for another time', 'safe', set('x-cors.maxAge', 600)],
  ['mastodon', 'preflights have another status', 'risky', set('x-cors.preflightStatus', 204)],
  ['mastodon', 'a test credential is gone', 'breaking', drop('x-test-credentials.1')],
  [
    'mastodon',
    'a test credential is new',
    'safe',
    push('x-test-credentials', { name: 'eve', credential: 'Bearer portrait-eve', scopes: ['write'] }),
  ],
  [
    'mastodon',
    'a test credential is written otherwise',
    'breaking',
    set('x-test-credentials.0.credential', 'Bearer rob'),
  ],
  ['mastodon', 'a test credential loses its scope', 'breaking', set('x-test-credentials.0.scopes', ['read'])],
  ['mastodon', 'a test credential gains a scope', 'risky', push('x-test-credentials.2.scopes', 'write')],
  ['mastodon', 'a test credential becomes bad', 'breaking', set('x-test-credentials.0.defect', 'revoked')],
  ['mastodon', 'a bad test credential becomes good', 'risky', drop('x-test-credentials.4.defect')],
  ['mastodon', 'a test credential is of somebody else', 'risky', set('x-test-credentials.0.owner', '7')],
  ['mastodon', 'a test credential is noticed later', 'risky', drop('x-test-credentials.6.afterScope')],
  [
    'mastodon',
    'test credentials in another order',
    'same',
    (document) => (document['x-test-credentials'] as object[]).reverse(),
  ],
  ['mastodon', 'a test credential has another description', 'safe', set('x-test-credentials.0.description', 'Rob.')],
  ['mastodon', 'a picture is gone', 'risky', drop('x-pictures.0')],
  [
    'mastodon',
    'a picture is new',
    'safe',
    push('x-pictures', { url: 'http://localhost:3000/a.png', file: 'examples/pictures/missing_avatar.png' }),
  ],
  ['mastodon', 'a picture has other bytes', 'risky', set('x-pictures.0.file', 'examples/pictures/missing_header.png')],
  ['app-net', 'a picture is no longer scaled', 'breaking', drop('x-pictures.0.resize')],
  ['mastodon', 'a documented promise is only chosen', 'risky', set(`${AVATAR}.x-provenance`, 'chosen')],
  [
    'mastodon',
    'a chosen promise is documented',
    'safe',
    set('components.responses.BadRequest.x-provenance', 'documented'),
  ],
  ['mastodon', 'an extension nobody knows', 'risky', set(`${AVATAR}.x-idempotent`, true)],
  [
    'app-net',
    'a flow of OAuth is gone',
    'breaking',
    drop('components.securitySchemes.userToken.flows.authorizationCode'),
  ],
  [
    'app-net',
    'a flow of OAuth is new',
    'safe',
    set('components.securitySchemes.userToken.flows.implicit', {
      authorizationUrl: 'https://account.app.net/oauth/authenticate',
      scopes: {},
    }),
  ],
  [
    'mastodon',
    "an operation falls back on the document's security, which is less",
    'breaking',
    drop(`${AVATAR}.security`),
  ],
  ['mastodon', 'security that no operation uses is gone', 'same', drop('security')],
  [
    'creators-hub',
    'an operation says the same of its security as the document',
    'same',
    drop('paths./user/me/avatar.get.security'),
  ],
  ['mastodon', 'no security anywhere', 'risky', all(drop('security'), drop(`${AVATAR}.security`))],
  [
    'mastodon',
    'a scheme is new',
    'safe',
    set('components.securitySchemes.signature', { type: 'http', scheme: 'signature' }),
  ],
  ['mastodon', 'nothing', 'same', () => {}],
];
