import type { Animal } from './animal.ts';
import { changed, credential, forgetting, handle, operationIn, part, succeed } from './copy.ts';

interface Envelope {
  data: { name: string | null; counts: object; avatar_image: { width: number; height: number; url: string } };
}

const success = { status: 200, example: 'newAvatar' };

/** Bugs in App.net's profiles: redirects to pictures, uploads in sizes, texts. */
export const appNetAnimals: readonly Animal[] = [
  {
    title: 'a redirect to nowhere',
    operation: 'getUserAvatar',
    check: 'redirect_leads_to_image',
    plant: (copy) =>
      succeed(copy, 'getUserAvatar', ({ headers }) => ({ headers: { Location: `${headers?.['Location']}x` } })),
  },
  {
    title: 'a redirect to a page',
    operation: 'getUserAvatar',
    check: 'redirect_leads_to_image',
    plant: (copy) =>
      handle(copy, 'getUserAvatar', (_, { origin }) => ({ status: 302, headers: { Location: `${origin}/` } })),
  },
  {
    title: 'a redirect without its address',
    operation: 'getUserAvatar',
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => void delete headers['Location'];
    },
  },
  {
    title: 'a redirect to somebody else’s picture',
    operation: 'getUserAvatar',
    check: 'redirect_leads_to_image',
    plant: (copy) => handle(copy, 'getUserAvatar', (right) => right({ subject: '3' })),
  },
  {
    title: 'a redirect that forgets the size',
    operation: 'getUserAvatar',
    check: 'redirect_leads_to_image',
    plant: (copy) => void delete part(copy, 'headers', 'AvatarLocation')['x-forwards-query-except'],
  },
  {
    title: 'a redirect that takes the token along',
    operation: 'getMyAvatar',
    check: 'response_headers_conformance',
    plant: (copy) => {
      part(copy, 'headers', 'AvatarLocation')['x-forwards-query-except'] = [];
    },
  },
  {
    title: 'a redirect for good (301)',
    operation: 'getUserAvatar',
    check: 'status_code_conformance',
    plant: (copy) => {
      copy.leaving = (answer) => {
        if (answer.status === 302) answer.status = 301;
      };
    },
  },
  {
    title: 'a body beside the redirect',
    operation: 'getUserAvatar',
    check: 'response_schema_conformance',
    plant: (copy) => {
      copy.leaving = (answer, { method }) => {
        if (answer.status !== 302 || method === 'HEAD') return;
        Object.assign(answer, { body: 'Found', headers: { ...answer.headers, 'Content-Length': '5' } });
      };
    },
  },
  {
    title: 'HEAD is another method than GET',
    operation: 'getUserAvatar',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      copy.leaving = (answer, { method }) => {
        if (method === 'HEAD') answer.status = 405;
      };
    },
  },
  {
    title: 'an unknown user is the server’s fault',
    operation: 'getUserAvatar',
    check: 'not_a_server_error',
    plant: ({ rules }) => {
      rules.subjectUnknown = { status: 500, example: 'serverError' };
    },
  },
  {
    title: 'a failure tells another code than its status',
    operation: 'getUserAvatar',
    check: 'failure_conformance',
    plant: (copy) => {
      copy.leaving = (answer) => {
        answer.body = String(answer.body).replace('"code":404', '"code":400');
      };
    },
  },
  {
    title: 'an odd width is never answered',
    operation: 'getUserAvatar',
    check: 'not_a_server_error',
    timeoutMs: 700,
    plant: (copy) =>
      handle(copy, 'getUserAvatar', (right, { query }) => (query['w'] === '-1' ? new Promise(() => {}) : right())),
  },
  {
    title: 'Allow forgets POST',
    operation: 'getMyAvatar',
    check: 'allow_header_conformance',
    plant: ({ rules }) => {
      rules.methodNotAllowed = { status: 405, example: 'methodNotAllowed', headers: { Allow: 'GET' } };
    },
  },
  {
    title: 'the token of an app gets in',
    operation: 'getMyAvatar',
    check: 'ignored_auth',
    plant: (copy) => void Object.assign(credential(copy, 'appToken'), { defect: undefined, owner: '1558' }),
  },
  {
    title: 'a crash on an emoji in the name',
    operation: 'updateMyProfile',
    check: 'not_a_server_error',
    plant: (copy) =>
      handle(copy, 'updateMyProfile', (right, { body }) => {
        if (/\p{Surrogate}|[\u{10000}-\u{10ffff}]/u.test(body?.name ?? '')) throw new Error('invalid byte sequence');
        return right();
      }),
  },
  {
    title: 'a crash where a key is missing',
    operation: 'updateMyProfile',
    check: 'not_a_server_error',
    plant: (copy) =>
      handle(copy, 'updateMyProfile', (right, { body }) => right({ body: { ...body, name: body.name.trim() } })),
  },
  {
    title: 'a name that is longer by one',
    operation: 'updateMyProfile',
    check: 'negative_data_rejection',
    plant: (copy) => {
      (part(copy, 'schemas', 'ProfileName').maxLength as number) += 1;
    },
  },
  {
    title: 'a name that is as long as it may be is refused',
    operation: 'updateMyProfile',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      (part(copy, 'schemas', 'ProfileName').maxLength as number) -= 1;
    },
  },
  {
    title: 'a time zone that does not exist',
    operation: 'updateMyProfile',
    check: 'negative_data_rejection',
    plant: (copy) => {
      copy.api.rules = {};
    },
  },
  {
    title: 'null for a name',
    operation: 'updateMyProfile',
    check: 'response_schema_conformance',
    plant: (copy) =>
      succeed(copy, 'updateMyProfile', ({ body }) => ({
        body: changed(body as Envelope, ({ data }) => {
          data.name = null;
        }),
      })),
  },
  {
    title: 'an update empties what it does not name',
    operation: 'updateMyProfile',
    check: 'workflow_conformance',
    plant: (copy) =>
      handle(copy, 'updateMyProfile', (right, { body }) => right({ body: { description: { text: '' }, ...body } })),
  },
  {
    title: 'an update is forgotten at once',
    operation: 'updateMyProfile',
    check: 'workflow_conformance',
    plant: (copy) => handle(copy, 'updateMyProfile', (right, _, world) => right({}, forgetting(world))),
  },
  {
    title: 'scopes that the token does not have',
    operation: 'updateMyProfile',
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        headers['X-OAuth-Scopes'] &&= 'stream';
      };
    },
  },
  {
    title: 'whoever may read may write',
    operation: 'updateMyProfile',
    check: 'scope_enforcement',
    plant: (copy) => void operationIn(copy, 'updateMyProfile').security?.push({ userToken: [] }),
  },
  {
    title: 'an empty body is an update of nothing',
    operation: 'updateMyProfile',
    check: 'empty_body',
    plant: ({ rules }) => {
      rules.bodyMissing = { status: 200, example: 'updatedProfile' };
    },
  },
  {
    title: 'a size that is none of the picture',
    operation: 'uploadMyAvatar',
    check: 'upload_round_trip',
    plant: (copy) =>
      succeed(copy, 'uploadMyAvatar', ({ body }) => ({
        body: changed(body as Envelope, ({ data }) => {
          data.avatar_image.width = 200;
        }),
      })),
  },
  {
    title: 'a size that is asked for, and not given',
    operation: 'uploadMyAvatar',
    check: 'upload_round_trip',
    plant: (copy) => {
      copy.keeping = (picture) => ({ ...picture, resize: false });
    },
  },
  {
    title: 'an upload is shown, and forgotten',
    operation: 'uploadMyAvatar',
    check: 'ensure_resource_availability',
    plant: (copy) => handle(copy, 'uploadMyAvatar', (right, _, world) => right({}, forgetting(world))),
  },
  {
    title: 'a PNG is refused',
    operation: 'uploadMyAvatar',
    check: 'positive_data_acceptance',
    plant: (copy) => {
      const { requestBody = { content: {} } } = operationIn(copy, 'uploadMyAvatar');
      const form = 'content' in requestBody ? requestBody.content['multipart/form-data'] : undefined;
      if (form) form.encoding = { avatar: { contentType: 'image/jpeg, image/gif' } };
    },
  },
  {
    title: 'text where the file is due',
    operation: 'uploadMyAvatar',
    check: 'part_encoding',
    plant: ({ rules }) => {
      rules.partNotFile = success;
    },
  },
  {
    title: 'the picture twice, and nobody minds',
    operation: 'uploadMyAvatar',
    check: 'part_encoding',
    plant: ({ rules }) => {
      rules.partRepeated = success;
    },
  },
  {
    title: 'a part of whatever type',
    operation: 'uploadMyAvatar',
    check: 'part_encoding',
    plant: (copy) => {
      const { requestBody = { content: {} } } = operationIn(copy, 'uploadMyAvatar');
      const form = 'content' in requestBody ? requestBody.content['multipart/form-data'] : undefined;
      if (form)
        form.encoding = {
          avatar: { contentType: 'image/jpeg, image/png, image/gif, image/*' },
        };
    },
  },
];
