import { refuse } from '../../../src/contract/failures.ts';
import type { Animal } from './animal.ts';
import { credential, handle, part, rewrite } from './copy.ts';

const operation = 'deleteProfile';

/** Bugs in Adapty's deletion of profiles: what it names is gone, and the answer to that has no body. */
export const adaptyAnimals: readonly Animal[] = [
  {
    title: 'a deletion that deletes nothing',
    operation,
    check: 'use_after_free',
    plant: (copy) => handle(copy, operation, () => ({ status: 204 })),
  },
  {
    title: 'deleting again is a malformed request',
    operation,
    check: 'idempotent_delete',
    plant: (copy) =>
      handle(copy, operation, (right) =>
        right().catch(() => {
          throw refuse('subjectConflict', ['header'], 'It was deleted before.');
        }),
      ),
  },
  {
    title: 'a request that names no profile is a success',
    operation,
    check: 'missing_required_header',
    plant: ({ rules }) => {
      rules.parameterMissing = { status: 204, example: 'profileDeleted' };
    },
  },
  {
    title: 'one request id for all requests',
    operation,
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        if ('Request-Id' in headers) headers['Request-Id'] = '0'.repeat(32);
      };
    },
  },
  {
    title: 'a platform of the enum is refused',
    operation,
    check: 'positive_data_acceptance',
    plant: (copy) => {
      part(copy, 'parameters', 'AdaptyPlatform').schema = { type: 'string', enum: ['iOS', 'macOS', 'iPadOS', 'web'] };
    },
  },
  {
    title: 'a platform that does not exist is accepted',
    operation,
    check: 'negative_data_rejection',
    plant: (copy) => {
      part(copy, 'parameters', 'AdaptyPlatform').schema = { type: 'string' };
    },
  },
  {
    title: 'the key of another app deletes the profile',
    operation,
    check: 'negative_data_rejection',
    plant: (copy) => {
      credential(copy, 'other-app-secret-key').owner = credential(copy, 'secret-key').owner as string;
    },
  },
  {
    title: 'two names of two profiles delete one of them',
    operation,
    check: 'negative_data_rejection',
    plant: ({ rules }) => {
      rules.subjectConflict = { status: 204, example: 'profileDeleted' };
    },
  },
  {
    title: 'a request’s name with its hyphens',
    operation,
    check: 'response_headers_conformance',
    plant: ({ api }) => {
      api.behaviour.headers = (id) => ({ 'Request-Id': id });
    },
  },
  {
    title: 'the public key of the app gets in',
    operation,
    check: 'ignored_auth',
    plant: (copy) => void delete credential(copy, 'public-key').defect,
  },
  {
    title: 'whoever comes without a key gets in',
    operation,
    check: 'ignored_auth',
    plant: ({ rules }) => {
      rules.credentialMissing = { status: 204, example: 'profileDeleted' };
    },
  },
  {
    title: 'a profile that is not there is a path that is not there',
    operation,
    check: 'failure_conformance',
    plant: ({ rules }) => {
      rules.subjectUnknown = { status: 404, example: 'pathUnknown' };
    },
  },
  {
    title: 'an unknown key is a malformed request',
    operation,
    check: 'failure_conformance',
    plant: ({ rules }) => {
      rules.credentialUnknown = { status: 400, example: 'malformedRequest' };
    },
  },
  {
    title: 'Allow forgets the only method',
    operation,
    check: 'allow_header_conformance',
    plant: ({ rules }) => {
      rules.methodNotAllowed = { status: 405, example: 'methodNotAllowed', headers: { Allow: 'OPTIONS' } };
    },
  },
  {
    title: 'POST deletes as well',
    operation,
    check: 'unsupported_method',
    plant: ({ document, handlers }) => {
      const paths = document.paths['/api/v2/server-side-api/profile/'];
      if (paths?.delete) paths.post = { ...paths.delete, operationId: 'postProfile' };
      handlers['postProfile'] = handlers[operation] as never;
    },
  },
  {
    title: 'an anonymous profile is never answered',
    operation,
    check: 'not_a_server_error',
    timeoutMs: 700,
    plant: (copy) =>
      handle(copy, operation, (right, { subject }) =>
        subject.startsWith('e1c7d593') ? new Promise(() => {}) : right(),
      ),
  },
  {
    title: 'a failing lookup of customers',
    operation,
    check: 'not_a_server_error',
    plant: (copy) =>
      handle(copy, operation, (right, { subject }) => {
        if (subject.startsWith('b84e2f70')) throw new TypeError('Cannot read properties of undefined');
        return right();
      }),
  },
  {
    title: 'a length for the body that a 204 never has',
    operation,
    check: 'content_length',
    plant: (copy) => {
      copy.leaving = ({ status, headers }) => {
        if (status === 204) headers['Content-Length'] = '2';
      };
    },
  },
  {
    title: 'a failure is told in HTML',
    operation,
    check: 'content_type_conformance',
    plant: (copy) => {
      copy.leaving = ({ status, headers }) => {
        if (status >= 400) headers['Content-Type'] = 'text/html';
      };
    },
  },
  {
    title: 'the status in a failure is a text',
    operation,
    check: 'response_schema_conformance',
    plant: (copy) => {
      copy.leaving = (answer) => {
        rewrite(answer, String(answer.body).replace(/"status_code":(\d+)/, '"status_code":"$1"'));
      };
    },
  },
  {
    title: 'a deletion tells of itself in a body (200)',
    operation,
    check: 'status_code_conformance',
    plant: (copy) => {
      copy.leaving = (answer) => {
        if (answer.status === 204) Object.assign(answer, { status: 200, body: '{}' });
      };
    },
  },
];
