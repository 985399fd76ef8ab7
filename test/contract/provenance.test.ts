import { describe, expect, it } from '@jest/globals';
import { METHODS, type OperationObject, resolve } from '../../src/contract/document.ts';
import { contracts } from '../contracts.ts';

const PROVENANCES = ['documented', 'observed', 'chosen'];

describe.each(contracts.map((contract) => [contract.api, contract] as const))('%s', (_, { document }) => {
  const objects = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : partsOf(operation, `${method} ${path}`);
    }),
  );

  it('says of each operation, parameter, response and header where it comes from', () => {
    expect(objects.filter(([, provenance]) => !PROVENANCES.includes(provenance ?? ''))).toEqual([]);
    expect(objects.length).toBeGreaterThan(10);
  });

  it('says of its CORS where it comes from', () => {
    const cors = document['x-cors'] as { 'x-provenance'?: string } | undefined;
    if (cors !== undefined) expect(PROVENANCES).toContain(cors['x-provenance']);
  });

  it('has a version, a licence and nobody to contact', () => {
    const info = document.info as unknown as Record<string, unknown>;
    expect(info).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/), license: { identifier: 'MIT' } });
    expect(info).not.toHaveProperty('contact');
  });

  /** The operation and everything in it that has a provenance, each with its place. */
  function partsOf(operation: OperationObject, place: string): [place: string, provenance: string | undefined][] {
    const parameters = (operation.parameters ?? []).map((node) => resolve(document, node));
    const responses = Object.entries(operation.responses).map(
      ([status, node]) => [status, resolve(document, node)] as const,
    );
    return [
      [place, operation['x-provenance']],
      ...parameters.map((one): [string, string | undefined] => [`${place} ${one.name}`, one['x-provenance']]),
      ...responses.flatMap(([status, response]): [string, string | undefined][] => [
        [`${place} ${status}`, response['x-provenance']],
        ...Object.entries(response.headers ?? {}).map(([name, node]): [string, string | undefined] => [
          `${place} ${status} ${name}`,
          resolve(document, node)['x-provenance'],
        ]),
      ]),
    ];
  }
});
