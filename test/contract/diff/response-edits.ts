import { bundledDocument } from '../../../src/contract/sources.ts';
import { all, drop, type Edit, push, rename, set, without } from './edit.ts';

const AVATAR = 'paths./api/v1/profile/avatar.delete.responses';
const ACCOUNT = 'components.schemas.CredentialAccount';
const RESET = 'components.headers.XRateLimitReset';

/** What callers get: statuses, headers, bodies, examples. */
export const responseEdits: Edit[] = [
  ['mastodon', 'a success is gone', 'breaking', drop(`${AVATAR}.200`)],
  ['mastodon', 'a failure is gone', 'risky', drop(`${AVATAR}.410`)],
  ['mastodon', 'a failure is new', 'risky', set(`${AVATAR}.409`, { $ref: '#/components/responses/NotFound' })],
  ['app-net', 'a success is new', 'risky', set('paths./users/me.put.responses.202', { description: 'Later.' })],
  [
    'creators-hub',
    'a success is 204 instead of 200',
    'breaking',
    all(rename('paths./user/me/avatar.put.responses.200', '204')),
  ],
  [
    'mastodon',
    'a required property is gone',
    'breaking',
    all(drop(`${ACCOUNT}.properties.acct`), without(`${ACCOUNT}.required`, 'acct')),
  ],
  ['mastodon', 'an optional property is gone', 'breaking', drop(`${ACCOUNT}.properties.indexable`)],
  ['mastodon', 'a property is no longer required', 'breaking', without(`${ACCOUNT}.required`, 'followers_count')],
  ['mastodon', 'a property becomes required', 'safe', push(`${ACCOUNT}.required`, 'indexable')],
  ['mastodon', 'a property is new', 'safe', set(`${ACCOUNT}.properties.pronouns`, { type: 'string' })],
  ['mastodon', 'a property may be null', 'breaking', set(`${ACCOUNT}.properties.locked.type`, ['boolean', 'null'])],
  ['mastodon', 'a property is never null any more', 'safe', set(`${ACCOUNT}.properties.discoverable.type`, 'boolean')],
  ['mastodon', 'a property of another type', 'breaking', set(`${ACCOUNT}.properties.followers_count.type`, 'string')],
  ['app-net', 'an enum gains a value', 'breaking', push('components.schemas.User.properties.type.enum', 'group')],
  ['app-net', 'an enum loses a value', 'safe', without('components.schemas.User.properties.type.enum', 'feed')],
  ['mastodon', 'a text may be longer', 'breaking', set(`${ACCOUNT}.properties.username.maxLength`, 300)],
  ['mastodon', 'a text is shorter', 'safe', set(`${ACCOUNT}.properties.username.maxLength`, 20)],
  ['mastodon', 'a text of another pattern', 'breaking', set(`${ACCOUNT}.properties.id.pattern`, '^[0-9a-f]+$')],
  ['mastodon', 'a text of any form', 'breaking', drop(`${ACCOUNT}.properties.created_at.format`)],
  ['mastodon', 'a property is deprecated', 'safe', set(`${ACCOUNT}.properties.group.deprecated`, true)],
  ['mastodon', 'a header is gone', 'breaking', drop('components.responses.AvatarDeleted.headers.X-Request-Id')],
  [
    'mastodon',
    'a header is new',
    'safe',
    set('components.responses.AvatarDeleted.headers.ETag', { schema: { type: 'string' }, example: '"a"' }),
  ],
  ['mastodon', 'a header may be absent', 'breaking', set(`${RESET}.required`, false)],
  [
    'app-net',
    'a header no longer says that it is required',
    'breaking',
    drop('components.headers.AvatarLocation.required'),
  ],
  ['mastodon', 'a header is always there', 'safe', set('components.headers.XRequestId.required', true)],
  [
    'mastodon',
    'a header of another type',
    'breaking',
    all(set(`${RESET}.schema`, { type: 'integer' }), set(`${RESET}.example`, 5)),
  ],
  [
    'app-net',
    'a header tells something else of the rate limit',
    'breaking',
    set('components.headers.RateLimitRemaining.x-rate', 'limit'),
  ],
  ['app-net', 'a header no longer has the scopes', 'breaking', drop('components.headers.OAuthScopes.x-lists-scopes')],
  [
    'app-net',
    'one more parameter does not travel on',
    'breaking',
    push('components.headers.AvatarLocation.x-forwards-query-except', 'w'),
  ],
  [
    'app-net',
    'a parameter travels on',
    'risky',
    without('components.headers.AvatarLocation.x-forwards-query-except', 'callback'),
  ],
  [
    'creators-hub',
    'a media type is gone',
    'breaking',
    rename('components.responses.CurrentAvatar.content.application/json', 'application/vnd.avatar+json'),
  ],
  [
    'creators-hub',
    'a media type is new',
    'risky',
    set('components.responses.CurrentAvatar.content.text/plain', { schema: { type: 'string' } }),
  ],
  [
    'creators-hub',
    'a failure has another text',
    'risky',
    set('components.examples.userUnknown.value.error', 'Nobody.'),
  ],
  [
    'creators-hub',
    'an example has other data',
    'risky',
    set('components.examples.avatar.value.avatarUrl', 'https://example.com/a.jpg'),
  ],
  [
    'creators-hub',
    'an example is gone',
    'risky',
    drop('components.responses.CurrentAvatar.content.application/json.examples.placeholderAvatar'),
  ],
  [
    'creators-hub',
    'an example has another name',
    'risky',
    rename('components.responses.CurrentAvatar.content.application/json.examples.placeholderAvatar', 'noAvatar'),
  ],
  [
    'creators-hub',
    'an example is new',
    'safe',
    set('components.responses.CurrentAvatar.content.application/json.examples.anotherAvatar', {
      $ref: '#/components/examples/avatar',
    }),
  ],
  ['creators-hub', 'an example has another summary', 'safe', set('components.examples.avatar.summary', 'A picture')],
  ['app-net', 'a parameter knows one thing less', 'risky', drop('components.parameters.UserId.examples.appdotnetById')],
  [
    'app-net',
    'an example speaks of somebody else',
    'risky',
    set('components.parameters.UserId.examples.adnapiById.x-subject', '3'),
  ],
  ['mastodon', 'a failure loses a translation', 'risky', drop('components.examples.invalidToken.x-translations')],
  [
    'mastodon',
    'a failure gains a translation',
    'safe',
    set('components.examples.invalidToken.x-translations.de', 'Das Token ist ungültig'),
  ],
  ['mastodon', 'another description', 'safe', set(`${ACCOUNT}.description`, 'An account.')],
  ['mastodon', 'another description of the contract', 'safe', set('info.description', 'Two operations.')],
  ['mastodon', 'another summary', 'safe', set('paths./api/v1/profile/avatar.delete.summary', 'Remove the avatar')],
  ['app-net', 'an operation has another tag', 'safe', set('paths./users/me/avatar.get.tags', ['Cover'])],
  ['app-net', 'an operation is deprecated', 'safe', set('paths./users/me/avatar.get.deprecated', true)],
  [
    'app-net',
    'a schema has another name',
    'risky',
    (document) => {
      const text = JSON.stringify(document).replaceAll('#/components/schemas/Image"', '#/components/schemas/Picture"');
      Object.assign(document, JSON.parse(text));
      rename('components.schemas.Image', 'Picture')(document);
    },
  ],
  [
    'creators-hub',
    'all examples are gone',
    'risky',
    drop('components.responses.CurrentAvatar.content.application/json.examples'),
  ],
  ['app-net', 'a header has another example', 'risky', set('components.headers.RateLimitLimit.example', 30)],
  [
    'creators-hub',
    'a schema has other examples',
    'safe',
    set('components.schemas.Avatar.properties.avatarUrl.examples', ['https://example.com/a.jpg']),
  ],
  [
    'mastodon',
    'a body has no schema any more',
    'breaking',
    drop('components.responses.AvatarDeleted.content.application/json.schema'),
  ],
  ['mastodon', 'a success has no body any more', 'breaking', drop('components.responses.AvatarDeleted.content')],
  ['mastodon', 'all headers are gone', 'breaking', drop('components.responses.AvatarDeleted.headers')],
  ['mastodon', 'nothing is required any more', 'breaking', drop(`${ACCOUNT}.required`)],
  ['app-net', 'any value instead of an enum', 'breaking', drop('components.schemas.User.properties.type.enum')],
  ['mastodon', 'a header in other case', 'safe', rename('components.responses.AvatarDeleted.headers.Vary', 'vary')],
  [
    'app-net',
    'a schema is written out where it is used',
    'same',
    set(
      'components.schemas.UserEnvelope.properties.data',
      bundledDocument('app-net').components?.['schemas']?.['User'],
    ),
  ],
];
