import type { Json } from '../../src/contract/document.ts';

/** What a caller is told, letter by letter. */
export interface Wanted {
  status: number;
  body: Json;
  /** WWW-Authenticate; none where it is absent. */
  challenge?: string;
}

const adn = (code: number, message: string, slug?: string): Wanted => ({
  status: code,
  body: { meta: { code, error_message: message, ...(slug === undefined ? {} : { error_slug: slug }) } },
});
const rails = (status: number, error: string, code?: string, description = error): Wanted => ({
  status,
  body: { error },
  ...(code === undefined
    ? {}
    : { challenge: `Bearer realm="Doorkeeper", error="${code}", error_description="${description}"` }),
});
const hub = (status: number, error: string, challenge?: string): Wanted => ({
  status,
  body: { avatarUrl: null, error },
  ...(challenge === undefined ? {} : { challenge: `Bearer realm="creators-hub"${challenge}` }),
});
const hubInvalid = (description: string): string => `, error="invalid_token", error_description="${description}"`;
const NOT_AUTHENTICATED: Wanted = {
  status: 401,
  body: {
    errors: [{ source: 'non_field_errors', errors: ['Authentication credentials were not provided.'] }],
    error_code: 'not_authenticated',
    status_code: 401,
  },
};

const INSUFFICIENT_SCOPE: Wanted = rails(
  403,
  'This action is outside the authorized scopes',
  'insufficient_scope',
  'Access to this resource requires scope _write write:accounts_.',
);

/** The texts of the facts sheet (1.1, 2.2, 2.9, 3.6, 4.2), by API and by what is wrong or the credential's name. */
export const CREDENTIAL_TEXTS: Record<string, Record<string, Wanted>> = {
  mastodon: {
    missing: rails(401, 'The access token is invalid', 'invalid_token'),
    malformed: rails(401, 'The access token is invalid', 'invalid_token'),
    unknown: rails(401, 'The access token is invalid', 'invalid_token'),
    'rob-revoked': rails(401, 'The access token was revoked', 'invalid_token'),
    'rob-expired': rails(401, 'The access token expired', 'invalid_token'),
    'unconfirmed-write-accounts': rails(403, 'Your login is missing a confirmed e-mail address'),
    'pending-write-accounts': rails(403, 'Your login is currently pending approval'),
    'disabled-write-accounts': rails(403, 'Your login is currently disabled'),
    'app-write-accounts': rails(422, 'This method requires an authenticated user'),
    'rob-read-only': INSUFFICIENT_SCOPE,
    'unconfirmed-read-only': INSUFFICIENT_SCOPE,
    'app-read-only': INSUFFICIENT_SCOPE,
    'suspended-read-only': rails(403, 'Your login is currently disabled'),
  },
  adapty: {
    missing: NOT_AUTHENTICATED,
    malformed: NOT_AUTHENTICATED,
    unknown: NOT_AUTHENTICATED,
    'unknown-key': NOT_AUTHENTICATED,
    'revoked-key': NOT_AUTHENTICATED,
    'public-key': NOT_AUTHENTICATED,
    'other-app-secret-key': {
      status: 404,
      body: {
        errors: [{ source: null, errors: ['Profile not found'] }],
        error_code: 'profile_does_not_exist',
        status_code: 404,
      },
    },
  },
  'creators-hub': {
    missing: hub(401, 'No token came with the request. Send the header Authorization: Bearer <token>.', ''),
    malformed: hub(
      401,
      'The header Authorization does not have the form Bearer <token>. Put the word Bearer and one blank before the token.',
      hubInvalid('The token is not preceded by Bearer'),
    ),
    unknown: hub(
      401,
      'The token is not known on this instance. Generate one under Settings, API Access.',
      hubInvalid('The token is unknown'),
    ),
    revoked: hub(
      401,
      'The token was revoked. Generate a new one under Settings, API Access.',
      hubInvalid('The token was revoked'),
    ),
    expired: hub(
      401,
      'The token has expired. Generate a new one under Settings, API Access.',
      hubInvalid('The token has expired'),
    ),
    userSevenWithoutUserManage: hub(
      403,
      'This token may not change the avatar of another user. That needs the privilege userManage or a master token; for your own avatar put me in place of the ID.',
    ),
  },
  'app-net': {
    missing: adn(401, 'Call requires authentication: This view requires authentication and no token was provided.'),
    malformed: adn(
      401,
      'Call requires authentication: The header Authorization must be the word Bearer, a blank and a token.',
    ),
    unknown: adn(401, 'Call requires authentication: Invalid token.', 'invalid-token'),
    unknownToken: adn(401, 'Call requires authentication: Invalid token.', 'invalid-token'),
    revokedToken: adn(
      401,
      'Call requires authentication: User has not authorized this client or has revoked access.',
      'not-authorized',
    ),
    expiredToken: adn(401, 'Call requires authentication: Token has expired.', 'token-expired'),
    appToken: adn(403, 'Forbidden: This resource requires a user token'),
    reader: adn(403, 'Forbidden: You need the following scopes: update_profile'),
  },
};
