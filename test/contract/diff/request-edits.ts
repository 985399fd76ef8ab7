import { all, drop, type Edit, push, rename, set, without } from './edit.ts';

const PLATFORM = 'components.parameters.AdaptyPlatform';
const PROFILE = 'paths./api/v2/server-side-api/profile/.delete';
const MY_FILE = 'paths./user/me/updateAvatarFile.put.requestBody';
const MY_BYTES = 'paths./user/me/avatarBytes.put.requestBody';
const AVATAR_PART = 'components.schemas.AvatarForm.properties.avatar';
const COVER_PART = 'components.schemas.CoverForm.properties.cover';
const CONTENT_TYPE = `${MY_FILE}.content.multipart/form-data.encoding.avatar.contentType`;

/** What callers send: operations, parameters, bodies, pictures. */
export const requestEdits: Edit[] = [
  ['mastodon', 'an operation is gone', 'breaking', drop('paths./api/v1/profile/header.delete')],
  ['mastodon', 'a path is gone', 'breaking', drop('paths./api/v1/profile/header')],
  [
    'creators-hub',
    'a path has another name',
    'breaking',
    rename('paths./user/me/avatarBytes', '/user/me/updateAvatarBytes'),
  ],
  [
    'mastodon',
    'an operation is new',
    'safe',
    (document) => {
      const item = (document['paths'] as Record<string, Record<string, object>>)['/api/v1/profile/avatar'];
      if (item) item['get'] = { ...item['delete'], operationId: 'getProfileAvatar' };
    },
  ],
  ['app-net', 'an operationId is another', 'breaking', set('paths./users/me.put.operationId', 'updateWholeProfile')],
  [
    'app-net',
    'a path parameter has another name',
    'breaking',
    all(rename('paths./users/{user_id}/cover', '/users/{id}/cover'), (document) => {
      const { parameters } = (document['paths'] as Record<string, { get: { parameters: object[] } }>)[
        '/users/{id}/cover'
      ]?.get ?? { parameters: [] };
      parameters[0] = {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', pattern: '^(?:[0-9]+|@[A-Za-z0-9_]{1,20})$' },
        example: '3',
      };
    }),
  ],
  ['adapty', 'an optional parameter is gone', 'breaking', drop(`${PROFILE}.parameters.2`)],
  [
    'adapty',
    'an optional parameter is new',
    'safe',
    push(`${PROFILE}.parameters`, { name: 'adapty-trace', in: 'header', schema: { type: 'string' }, example: 'a' }),
  ],
  [
    'adapty',
    'a required parameter is new',
    'breaking',
    push(`${PROFILE}.parameters`, {
      name: 'adapty-app',
      in: 'header',
      required: true,
      schema: { type: 'string' },
      example: 'a',
    }),
  ],
  ['adapty', 'a parameter becomes required', 'breaking', set(`${PLATFORM}.required`, true)],
  ['creators-hub', 'a parameter of another pattern', 'breaking', set('components.schemas.UserId.maximum', 100)],
  ['adapty', 'an enum of a parameter loses a value', 'breaking', without(`${PLATFORM}.schema.enum`, 'web')],
  ['adapty', 'an enum of a parameter gains a value', 'safe', push(`${PLATFORM}.schema.enum`, 'tvOS')],
  [
    'adapty',
    'a parameter gets a pattern',
    'breaking',
    set('components.parameters.AdaptyProfileId.schema.pattern', '^[0-9a-f-]{36}$'),
  ],
  [
    'app-net',
    'a parameter has another default',
    'breaking',
    set('components.parameters.IncludeHtml.schema.default', 0),
  ],
  ['app-net', 'a parameter loses its default', 'breaking', drop('components.parameters.IncludeHtml.schema.default')],
  ['app-net', 'a parameter takes any text', 'safe', drop('components.parameters.UserId.schema.pattern')],
  ['app-net', 'a parameter of another type', 'breaking', set('components.parameters.Width.schema.type', 'integer')],
  [
    'app-net',
    'parameters in another order',
    'same',
    (document) => {
      (document['paths'] as Record<string, { get: { parameters: object[] } }>)[
        '/users/{user_id}/cover'
      ]?.get.parameters.reverse();
    },
  ],
  ['app-net', 'a body becomes optional', 'safe', set('paths./users/me.put.requestBody.required', false)],
  [
    'mastodon',
    'a body is wanted where none was',
    'breaking',
    set('paths./api/v1/profile/avatar.delete.requestBody', {
      required: true,
      content: { 'application/json': { schema: { type: 'object' }, example: {} } },
    }),
  ],
  ['creators-hub', 'a media type is no longer taken', 'breaking', drop(`${MY_BYTES}.content.image/gif`)],
  [
    'creators-hub',
    'a media type is taken as well',
    'safe',
    set(`${MY_BYTES}.content.image/avif`, { schema: { $ref: '#/components/schemas/PngBytes' } }),
  ],
  [
    'creators-hub',
    'a part of a form no longer takes a media type',
    'breaking',
    set(CONTENT_TYPE, 'image/jpeg, image/png, image/webp, image/gif'),
  ],
  [
    'creators-hub',
    'a part of a form takes one more media type',
    'safe',
    set(CONTENT_TYPE, 'image/jpeg, image/png, image/webp, image/gif, image/avif, image/heic'),
  ],
  [
    'creators-hub',
    'the media types of a part in another order',
    'same',
    set(CONTENT_TYPE, 'image/avif, image/jpeg, image/png, image/webp, image/gif'),
  ],
  ['app-net', 'a property becomes required', 'breaking', set('components.schemas.UserUpdate.required', ['name'])],
  [
    'app-net',
    'a property is no longer required',
    'safe',
    without('components.schemas.UserReplacement.required', 'locale'),
  ],
  ['app-net', 'a property is no longer spoken of', 'risky', drop('components.schemas.UserUpdate.properties.timezone')],
  [
    'app-net',
    'an optional property is new',
    'safe',
    set('components.schemas.UserUpdate.properties.pronouns', { type: 'string' }),
  ],
  [
    'app-net',
    'other properties are refused',
    'breaking',
    set('components.schemas.UserUpdate.additionalProperties', false),
  ],
  ['app-net', 'a text may be shorter only', 'breaking', set('components.schemas.ProfileName.maxLength', 40)],
  ['app-net', 'a text may be longer', 'safe', set('components.schemas.ProfileName.maxLength', 60)],
  ['app-net', 'a picture may have fewer octets', 'breaking', set(`${AVATAR_PART}.maxLength`, 500_000)],
  ['app-net', 'a picture may have more octets', 'safe', set(`${AVATAR_PART}.maxLength`, 2_000_000)],
  ['app-net', 'a picture must be wider', 'breaking', set(`${COVER_PART}.x-image.minWidth`, 1200)],
  ['app-net', 'a picture may be narrower', 'safe', set(`${COVER_PART}.x-image.minWidth`, 640)],
  ['app-net', 'a picture may have any width', 'safe', drop(`${COVER_PART}.x-image.minWidth`)],
  ['app-net', 'a picture must have a width', 'breaking', set(`${AVATAR_PART}.x-image.minWidth`, 100)],
  [
    'creators-hub',
    'a picture may have fewer pixels',
    'breaking',
    set('components.schemas.PngBytes.x-image.maxPixels', 1_000_000),
  ],
  ['creators-hub', 'no rule of pixels any more', 'safe', drop('components.schemas.PngBytes.x-image')],
  [
    'adapty',
    'one of two parameters must be there',
    'breaking',
    push(`${PROFILE}.x-required-any-of`, ['adapty-platform']),
  ],
  ['adapty', 'one more parameter is enough', 'safe', push(`${PROFILE}.x-required-any-of.0`, 'adapty-platform')],
  [
    'adapty',
    'one parameter is no longer enough',
    'breaking',
    without(`${PROFILE}.x-required-any-of.0`, 'adapty-profile-id'),
  ],
  ['adapty', 'no parameter must be there', 'safe', drop(`${PROFILE}.x-required-any-of`)],
  ['app-net', 'upper and lower case differ now', 'breaking', drop('components.parameters.UserId.x-case-insensitive')],
  [
    'adapty',
    'upper and lower case are the same now',
    'safe',
    set('components.parameters.AdaptyProfileId.x-case-insensitive', true),
  ],
  ['adapty', 'a parameter comes to name a thing', 'risky', set(`${PLATFORM}.x-identifies`, 'Platform')],
  ['app-net', 'one more server', 'safe', push('servers', { url: 'https://api.app.net' })],
  ['adapty', 'a server has moved', 'breaking', set('servers.0.url', 'https://api-eu.adapty.io')],
  ['mastodon', 'the default host is another', 'risky', set('servers.0.variables.instance.default', 'mastodon.social')],
  ['mastodon', 'a host must be of a list', 'breaking', set('servers.0.variables.instance.enum', ['mastodon.example'])],
  [
    'mastodon',
    'an operation has a server of its own',
    'risky',
    set('paths./api/v1/profile/avatar.delete.servers', [{ url: 'https://a.example' }]),
  ],
  ['app-net', 'a body of any form', 'safe', drop('paths./users/me.put.requestBody.content.application/json.schema')],
  ['creators-hub', 'parts of any media type', 'safe', drop(`${MY_FILE}.content.multipart/form-data.encoding`)],
  ['app-net', 'an empty value is taken', 'safe', set('components.parameters.Width.allowEmptyValue', true)],
  ['app-net', 'a parameter moves into the headers', 'breaking', set('components.parameters.Width.in', 'header')],
  [
    'app-net',
    'a list of values where any was taken',
    'breaking',
    set('components.parameters.Width.schema.enum', ['64', '200']),
  ],
  ['app-net', 'an object may not be empty', 'breaking', set('components.schemas.UserUpdate.minProperties', 1)],
  ['app-net', 'one more condition', 'breaking', set('components.schemas.UserUpdate.allOf', [{ required: ['name'] }])],
];
