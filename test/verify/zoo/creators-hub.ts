import type { Animal } from './animal.ts';
import { credential, forgetting, handle, operationIn, part, property, succeed } from './copy.ts';

const success = { status: 200, example: 'replacedAvatar' };

/** Bugs in Creators Hub's avatars: three ways to upload one, and who may whose. */
export const creatorsHubAnimals: readonly Animal[] = [
  {
    title: 'an avatar may be cached, however often it changes',
    operation: 'getMyAvatar',
    check: 'response_headers_conformance',
    plant: (copy) => {
      part(copy, 'headers', 'CacheControl').example = 'public, max-age=3600';
    },
  },
  {
    title: 'no challenge with a 401',
    operation: 'getMyAvatar',
    check: 'failure_conformance',
    plant: (copy) => void delete part(copy, 'responses', 'Unauthorized').headers?.['WWW-Authenticate'],
  },
  {
    title: 'an expired token is told to be unknown',
    operation: 'getMyAvatar',
    check: 'failure_conformance',
    plant: ({ defects }) => {
      defects['expired'] = { status: 401, example: 'tokenUnknown' };
    },
  },
  {
    title: 'the token in the cookie is not read',
    operation: 'getMyAvatar',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      operationIn(copy, 'getMyAvatar').security = [{ bearerToken: [] }];
    },
  },
  {
    title: 'a revoked token gets in',
    operation: 'getMyAvatar',
    check: 'ignored_auth',
    plant: (copy) => void delete credential(copy, 'revoked').defect,
  },
  {
    title: 'any token gets in',
    operation: 'getMyAvatar',
    check: 'ignored_auth',
    plant: (copy) => {
      copy.anyToken = true;
    },
  },
  {
    title: 'an address without its host',
    operation: 'getMyAvatar',
    check: 'response_schema_conformance',
    plant: (copy) =>
      succeed(copy, 'getMyAvatar', ({ body }) => ({
        body: { avatarUrl: new URL((body as { avatarUrl: string }).avatarUrl).pathname },
      })),
  },
  {
    title: 'no address, and a 200 all the same',
    operation: 'getMyAvatar',
    check: 'response_schema_conformance',
    plant: (copy) => succeed(copy, 'getMyAvatar', () => ({ body: { avatarUrl: null } })),
  },
  {
    title: 'JSON under another name',
    operation: 'getUserAvatar',
    check: 'content_type_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        headers['Content-Type'] = 'text/json';
      };
    },
  },
  {
    title: 'everybody has the avatar of the caller',
    operation: 'getUserAvatar',
    check: 'ensure_resource_availability',
    plant: (copy) => handle(copy, 'getUserAvatar', (right, { caller }) => right({ subject: caller.owner ?? '6' })),
  },
  {
    title: 'an id of 0 is somebody who is not there',
    operation: 'getUserAvatar',
    check: 'failure_conformance',
    plant: (copy) => void delete part(copy, 'schemas', 'UserId')['minimum'],
  },
  {
    title: 'Allow invents a method',
    operation: 'getUserAvatar',
    check: 'allow_header_conformance',
    plant: ({ rules }) => {
      rules.methodNotAllowed = { status: 405, example: 'methodNotAllowed', headers: { Allow: 'GET, PUT, DELETE' } };
    },
  },
  {
    title: 'an answer that is cut short of its length',
    operation: 'getUserAvatar',
    check: 'content_length',
    timeoutMs: 700,
    plant: (copy) => {
      copy.leaving = (answer, { method }) => {
        if (method === 'GET' && String(answer.body).includes('avatarUrl')) answer.body = '{"avatarUrl';
      };
    },
  },
  {
    title: 'any address will do, even one within the network',
    operation: 'replaceMyAvatarByUrl',
    check: 'negative_data_rejection',
    plant: (copy) => {
      copy.api.rules = {};
      handle(copy, 'replaceMyAvatarByUrl', (right, _, world, tools) =>
        right({}, world, { ...tools, fetchPicture: () => tools.fetchPicture(tools.contract.pictures[0]?.url ?? '') }),
      );
    },
  },
  {
    title: 'an address that is too long by one is fetched',
    operation: 'replaceMyAvatarByUrl',
    check: 'failure_conformance',
    plant: (copy) => {
      property(copy, 'AvatarUrlChange', 'avatarUrl').maxLength = 2_049;
    },
  },
  {
    title: 'keys that are to be ignored are refused',
    operation: 'replaceMyAvatarByUrl',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      part(copy, 'schemas', 'AvatarUrlChange')['additionalProperties'] = false;
    },
  },
  {
    title: 'an empty body changes nothing, successfully',
    operation: 'replaceMyAvatarByUrl',
    check: 'empty_body',
    plant: ({ rules }) => {
      rules.bodyMissing = success;
    },
  },
  {
    title: 'a picture by its address is not remembered',
    operation: 'replaceMyAvatarByUrl',
    check: 'ensure_resource_availability',
    plant: (copy) => handle(copy, 'replaceMyAvatarByUrl', (right, _, world) => right({}, forgetting(world))),
  },
  {
    title: 'an upload is answered and not stored',
    operation: 'uploadMyAvatarBytes',
    check: 'upload_round_trip',
    plant: (copy) => {
      copy.handlers['uploadMyAvatarBytes'] = copy.handlers['getMyAvatar'] as never;
    },
  },
  {
    title: 'an upload is stored and not remembered',
    operation: 'uploadMyAvatarBytes',
    check: 'ensure_resource_availability',
    plant: (copy) => handle(copy, 'uploadMyAvatarBytes', (right, _, world) => right({}, forgetting(world))),
  },
  {
    title: 'an upload is stored for somebody else',
    operation: 'uploadMyAvatarBytes',
    check: 'ensure_resource_availability',
    plant: (copy) => handle(copy, 'uploadMyAvatarBytes', (right) => right({ subject: '7' })),
  },
  {
    title: 'JPEGs that are declared as PNG',
    operation: 'uploadMyAvatarBytes',
    check: 'magic_bytes',
    plant: (copy) => {
      copy.keeping = (picture) => ({ ...picture, type: 'image/png' });
    },
  },
  {
    title: 'half of the bytes are stored',
    operation: 'uploadMyAvatarBytes',
    check: 'upload_round_trip',
    plant: (copy) => {
      copy.keeping = (picture) => ({ ...picture, bytes: picture.bytes.subarray(0, picture.bytes.length / 2) });
    },
  },
  {
    title: 'whoever uploads again gets the first picture again',
    operation: 'uploadMyAvatarBytes',
    check: 'upload_round_trip',
    plant: (copy) => {
      const stored: Buffer[] = [];
      copy.keeping = (picture) => ({ ...picture, bytes: stored[stored.push(picture.bytes) && 0] ?? picture.bytes });
    },
  },
  {
    title: 'one octet more than a picture may have',
    operation: 'uploadMyAvatarBytes',
    check: 'negative_data_rejection',
    plant: (copy) => {
      part(copy, 'schemas', 'JpegBytes').maxLength = 5_242_881;
    },
  },
  {
    title: 'more pixels than a picture may have',
    operation: 'uploadMyAvatarBytes',
    check: 'negative_data_rejection',
    plant: ({ rules }) => {
      rules.pictureDimensions = success;
    },
  },
  {
    title: 'WebP is refused',
    operation: 'uploadMyAvatarBytes',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      const { requestBody = { content: {} } } = operationIn(copy, 'uploadMyAvatarBytes');
      if ('content' in requestBody) delete requestBody.content['image/webp'];
    },
  },
  {
    title: 'a body that is no picture at all',
    operation: 'uploadMyAvatarBytes',
    check: 'negative_data_rejection',
    plant: ({ rules }) => {
      rules.pictureInvalid = success;
    },
  },
  {
    title: 'a PNG that says that it is a JPEG',
    operation: 'uploadMyAvatarBytes',
    check: 'negative_data_rejection',
    plant: ({ rules }) => {
      rules.pictureMistyped = success;
    },
  },
  {
    title: 'the address is looked at before who may',
    operation: 'replaceUserAvatarByUrl',
    check: 'failure_conformance',
    plant: (copy) => {
      operationIn(copy, 'replaceUserAvatarByUrl').security = [{ bearerToken: [] }];
    },
  },
  {
    title: 'a manager may not',
    operation: 'replaceUserAvatarByUrl',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      operationIn(copy, 'replaceUserAvatarByUrl').security = [{ bearerToken: ['master'] }, { cookieToken: ['master'] }];
    },
  },
];
