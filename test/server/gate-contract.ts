import { type Contract, contractOf, type Operation } from '../../src/contract/contract.ts';
import type { Document, Json } from '../../src/contract/document.ts';
import { headersOf } from '../../src/contract/reply.ts';
import { contracts } from '../contracts.ts';

const failure: Json = {
  description: 'It failed.',
  content: {
    'application/json': {
      schema: { $ref: '#/components/schemas/Failure' },
      example: { error: 'The server failed.' },
    },
  },
};

function operation(operationId: string, success: Record<string, Json>): Json {
  return { operationId, responses: { ...success, '500': { $ref: '#/components/responses/Failure' } } };
}

/** What no contract of Portrait's has: answers that are pictures, or texts. */
const document = {
  openapi: '3.1.0',
  info: { title: 'Zoo', version: '1.0.0' },
  paths: {
    '/picture': {
      get: operation('getPicture', { '200': { description: 'A picture.', content: { 'image/jpeg': {} } } }),
    },
    '/pictures/{id}': {
      get: operation('getAnyPicture', { '200': { description: 'A picture.', content: { 'image/*': {} } } }),
    },
    '/text': {
      get: operation('getText', {
        '200': {
          description: 'A text.',
          content: { 'text/plain': { schema: { type: 'string', maxLength: 20 }, example: 'A tame text.' } },
        },
        '302': {
          description: 'It is elsewhere.',
          headers: {
            Location: { required: true, schema: { type: 'string', format: 'uri-reference' }, example: '/text' },
          },
          content: { 'text/plain': { schema: { type: 'string' }, example: 'Elsewhere.' } },
        },
      }),
    },
    '/animals': {
      get: operation('listAnimals', {
        '200': {
          description: 'All animals.',
          headers: {
            'X-Legs': { required: true, schema: { type: 'array', items: { type: 'integer' } }, example: '2,4' },
            'X-Tame': { required: true, schema: { type: 'boolean' }, example: true },
          },
          content: {
            'application/json': {
              schema: { type: 'array', items: { $ref: '#/components/schemas/Animal' } },
              example: [{ name: 'Ada', legs: 4 }],
            },
          },
        },
      }),
    },
  },
  components: {
    responses: { Failure: failure },
    schemas: {
      Failure: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
      Animal: {
        type: 'object',
        required: ['name', 'legs'],
        properties: { name: { type: 'string' }, legs: { $ref: '#/components/schemas/Legs' } },
        additionalProperties: false,
      },
      Legs: { type: 'integer', multipleOf: 2 },
    },
  },
  'x-test-credentials': [],
} as unknown as Document;

/** The zoo's own contract. */
export const zoo: Contract = contractOf('zoo', document);

/** An operation with its contract, and an answer that keeps it. */
export interface Subject {
  contract: Contract;
  operation: Operation;
  good: GoodAnswer;
}

export interface GoodAnswer {
  status: number;
  /** As the contract spells them, with Content-Type, without Content-Length. */
  headers: Record<string, string>;
  /** Of a JSON body. */
  value: Json;
  /** The body as text; empty where there is none. */
  text: string;
}

/** @throws Error when there is no such operation. */
export function subjectOf(api: string, operationId: string): Subject {
  const contract = [zoo, ...contracts].find((one) => one.api === api);
  const found = contract?.operations.find(({ id }) => id === operationId);
  if (contract === undefined || found === undefined) throw new Error(`There is no ${api} ${operationId}.`);
  const [success] = found.responses.keys();
  return { contract, operation: found, good: answerDeclared(found, success ?? 0) };
}

/** The first example that an operation declares with a status. */
export function answerDeclared(operation: Operation, status: number): GoodAnswer {
  const response = operation.responses.get(status);
  if (response === undefined) throw new Error(`${operation.id} does not declare ${status}.`);
  const { media } = response;
  const [name = ''] = response.exampleNames;
  const value = media?.examples.get(name)?.value ?? null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    status,
    headers: {
      ...(media === undefined ? {} : { 'Content-Type': media.type }),
      ...Object.fromEntries(headersOf(response, name).filter(([header]) => header !== 'Content-Length')),
    },
    value,
    text: media === undefined ? '' : text,
  };
}
