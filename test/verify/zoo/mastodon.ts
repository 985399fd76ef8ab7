import { withPictures } from '../../../src/apis/mastodon/pictures.ts';
import type { Account } from '../../../src/apis/mastodon/records.ts';
import { refuse } from '../../../src/contract/failures.ts';
import type { AnyHandler } from '../../../src/server/handler.ts';
import type { Animal } from './animal.ts';
import { changing, credential, handle, operationIn, succeed } from './copy.ts';

/** The id of the account in the contract's story. */
const ROB = '110357222516183152';
const operation = 'deleteProfileHeader';

/** Bugs in Mastodon's profile, where something is deleted that everybody has. */
export const mastodonAnimals: readonly Animal[] = [
  {
    title: 'a deletion is accepted, not done (202)',
    operation,
    check: 'status_code_conformance',
    plant: (copy) => {
      copy.leaving = (answer) => {
        if (answer.status === 200) answer.status = 202;
      };
    },
  },
  {
    title: 'an id that leaks as a number',
    operation,
    check: 'response_schema_conformance',
    plant: (copy) => succeed(copy, operation, ({ body }) => ({ body: { ...body, id: Number(ROB) } })),
  },
  {
    title: 'null where the account has a truth',
    operation,
    check: 'response_schema_conformance',
    plant: (copy) => succeed(copy, operation, ({ body }) => ({ body: { ...body, locked: null } })),
  },
  {
    title: 'an answer in Latin-1',
    operation,
    check: 'content_type_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        headers['Content-Type'] = 'application/json; charset=iso-8859-1';
      };
    },
  },
  {
    title: 'a remaining allowance in words',
    operation,
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        headers['X-RateLimit-Remaining'] = 'plenty';
      };
    },
  },
  {
    title: 'a time of reset in seconds instead of a date',
    operation,
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => {
        headers['X-RateLimit-Reset'] = '60';
      };
    },
  },
  {
    title: 'the right to read is enough to delete',
    operation,
    check: 'scope_enforcement',
    plant: (copy) => void operationIn(copy, operation).security?.push({ oauth2: [] }),
  },
  {
    title: 'an expired token gets in',
    operation,
    check: 'ignored_auth',
    plant: (copy) => void delete credential(copy, 'rob-expired').defect,
  },
  {
    title: 'a login that a moderator has disabled gets in',
    operation,
    check: 'ignored_auth',
    plant: (copy) => void Object.assign(credential(copy, 'disabled-write-accounts'), { defect: undefined, owner: ROB }),
  },
  {
    title: 'a token in the query is not read',
    operation,
    check: 'positive_data_acceptance',
    plant: (copy) => {
      operationIn(copy, operation).security = [{ oauth2: ['write:accounts'] }, { oauth2: ['write'] }];
    },
  },
  {
    title: 'the umbrella scope is not enough',
    operation,
    check: 'positive_data_acceptance',
    plant: (copy) => {
      operationIn(copy, operation).security = [
        { oauth2: ['write:accounts'] },
        { accessTokenQuery: ['write:accounts'] },
      ];
    },
  },
  {
    title: 'deleting again finds nothing',
    operation,
    check: 'idempotent_delete',
    plant: (copy) =>
      handle(copy, operation, async (right, { subject }, world) => {
        const account = (await world.read('account', subject)) as Account | undefined;
        if (account?.header.endsWith('missing.png')) throw refuse('pathUnknown', ['path'], 'There is no header.');
        return right();
      }),
  },
  {
    title: 'whoever asks too often is told of scopes',
    operation: 'deleteProfileAvatar',
    check: 'failure_conformance',
    plant: ({ rules }) => {
      rules.rateLimited = { status: 403, example: 'insufficientScope' };
    },
  },
  {
    title: 'deleting the avatar deletes the header, too',
    operation: 'deleteProfileAvatar',
    check: 'workflow_conformance',
    plant: (copy) => {
      const deleteHeader = copy.handlers[operation] as AnyHandler;
      handle(copy, 'deleteProfileAvatar', (right, ...given) => right().then(() => deleteHeader(...given)));
    },
  },
  {
    title: 'a deletion leaves the header where it is',
    operation,
    check: 'workflow_conformance',
    plant: (copy) =>
      handle(copy, operation, async (_, { subject, origin }, world) => ({
        status: 200,
        body: withPictures((await world.read('account', subject)) as Account, (path) => `${origin}${path}`),
      })),
  },
  {
    title: 'a deleted picture can be loaded still',
    operation,
    check: 'use_after_free',
    plant: (copy) =>
      handle(copy, operation, (right, _, world) => right({}, changing(world, { removePicture: async () => {} }))),
  },
  {
    title: 'a revoked token is told like any unknown one',
    operation,
    check: 'failure_conformance',
    plant: ({ defects }) => {
      defects['revoked'] = { status: 401, example: 'invalidToken' };
    },
  },
  {
    title: 'a missing scope is no token (401 for 403)',
    operation,
    check: 'failure_conformance',
    plant: ({ rules }) => {
      rules.scopeMissing = { status: 401, example: 'invalidToken' };
    },
  },
  {
    title: 'a wrong method is forbidden instead of not found',
    operation,
    check: 'failure_conformance',
    plant: ({ rules }) => {
      rules.methodNotAllowed = { status: 403, example: 'insufficientScope' };
    },
  },
  {
    title: 'a link does what only DELETE may: GET is answered with 200',
    operation,
    check: 'unsupported_method',
    plant: (copy) => {
      const paths = copy.document.paths['/api/v1/profile/header'] ?? {};
      paths.get = { ...operationIn(copy, operation), operationId: 'getHeader' };
      copy.handlers['getHeader'] = copy.handlers[operation] as never;
    },
  },
  {
    title: 'pages of other origins are not let in',
    operation,
    check: 'response_headers_conformance',
    plant: (copy) => {
      copy.leaving = ({ headers }) => void delete headers['Access-Control-Allow-Origin'];
    },
  },
  {
    title: 'a preflight that does not allow DELETE',
    operation,
    check: 'response_headers_conformance',
    plant: ({ document }) => {
      if (document['x-cors']) document['x-cors'].allowMethods = ['GET', 'POST'];
    },
  },
];
