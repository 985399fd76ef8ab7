import { describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { type Parameter, resolve, type Schema } from '../../src/contract/document.ts';
import {
  type FailureDetail,
  type FailureKind,
  type FailureRow,
  type FailureTable,
  failureRow,
  USUAL,
} from '../../src/contract/failures.ts';
import { failureReply } from '../../src/contract/reply.ts';
import { filePartsOf, isBinary } from '../../src/contract/uploads.ts';
import { contracts, operations } from '../contracts.ts';
import { answerFaults, faultsOf } from '../declared.ts';

/** A failure that a request can meet: its kind, and what is typically known of it. */
type Case = [kind: FailureKind, detail: FailureDetail];

const tables = new Map<string, FailureTable>(apis.map(({ name, failures }) => [name, failures]));

describe.each(contracts.map((contract) => [contract.api, contract] as const))('%s', (api, contract) => {
  const { defects, rules } = tableOf(api);

  it('begins its test credentials with a good one', () => {
    expect(contract.credentials[0]).not.toHaveProperty('defect');
    expect(contract.credentials.length).toBeGreaterThan(2);
  });

  it('has test credentials that differ in name and secret', () => {
    const names = contract.credentials.map(({ name }) => name);
    const secrets = contract.credentials.map(({ credential }) => credential.replace(/^\S+ /, ''));
    expect([new Set(names).size, new Set(secrets).size]).toEqual([names.length, names.length]);
  });

  it('has an unknown credential, and a row for every other defect', () => {
    const found = contract.credentials.flatMap(({ defect }) => defect ?? []);
    expect(found).toContain('unknown');
    expect(Object.keys(defects).sort()).toEqual([...new Set(found.filter((defect) => defect !== 'unknown'))].sort());
  });

  it('has a row for everything that each of its operations can meet, and none that nothing can meet', () => {
    const met = new Set(contract.operations.flatMap((operation) => casesOf(contract, operation).map(([kind]) => kind)));
    met.delete('credentialDefective');
    met.add('storageFailed');
    const unmet = [...met].filter((kind) => !(kind in rules) && !(kind in USUAL));
    const idle = Object.keys(rules).filter((kind) => !met.has(kind as FailureKind));
    expect({ unmet, idle }).toEqual({ unmet: [], idle: [] });
  });

  it('says of a storage that fails that the server does', () => {
    expect(failureRow(tableOf(api), 'storageFailed', detailOf([], 'storageFailed')).status).toBeGreaterThanOrEqual(500);
  });

  it('declares every example that its failure table names, with the status there', () => {
    const rows = contract.operations.flatMap((operation) => casesOf(contract, operation).map((one) => rowOf(api, one)));
    for (const { status, example } of rows) {
      for (const name of [example].flat()) {
        const declaring = contract.operations.filter((operation) => declares(operation, { status, example: name }));
        expect([status, name, declaring.length > 0]).toEqual([status, name, true]);
      }
    }
  });
});

describe.each(operations)('%s', (_, contract, operation) => {
  it.each(casesOf(contract, operation).map(([kind, detail]) => [titleOf(kind, detail), kind, detail] as const))(
    'words %s as it declares',
    (_title, kind, detail) => {
      const reply = failureReply(contract, operation, tableOf(contract.api), kind, detail);
      const body = Buffer.from(reply.body === undefined ? '' : JSON.stringify(reply.body));
      const headers = Object.fromEntries(reply.headers.map(([name, value]) => [name.toLowerCase(), value]));
      const answer = {
        status: reply.status,
        headers: { 'content-type': reply.type ?? '', ...headers, 'content-length': String(body.length) },
        rawHeaders: [],
        body,
      };
      expect(answerFaults(contract, operation, answer)).toEqual([]);
    },
  );

  it('can be told any message in its own shape', () => {
    const table = tableOf(contract.api);
    for (const { status, media } of operation.responses.values()) {
      if (status < 400 || media === undefined) continue;
      for (const { value } of media.examples.values()) {
        const said = table.say(structuredClone(value ?? null), 'A message of its own.', detailOf(['method'], 'any'));
        expect(JSON.stringify(said)).toContain('A message of its own.');
        expect(faultsOf(contract, media.schema ?? {}, said)).toEqual([]);
      }
    }
  });
});

function tableOf(api: string): FailureTable {
  const table = tables.get(api);
  if (table === undefined) throw new Error(`${api} has no failure table.`);
  return table;
}

function rowOf(api: string, [kind, detail]: Case): FailureRow {
  return failureRow(tableOf(api), kind, detail);
}

function titleOf(kind: FailureKind, { defect, violations: [{ location, code }] }: FailureDetail): string {
  return [kind, defect ?? [...location.slice(1), code].join(' ')].join(', ');
}

function detailOf(
  place: string[],
  code: string,
  message = 'Something is wrong.',
  more: Partial<FailureDetail> = {},
): FailureDetail {
  return { violations: [{ location: ['request', ...place], severity: 'Error', code, message }], ...more };
}

/** Every failure that requests to this operation can meet, as its contract says. */
function casesOf(contract: Contract, operation: Operation): Case[] {
  const allow = contract.operations.filter(({ path }) => path === operation.path).map(({ method }) => method);
  const identifying = operation.parameters.filter((parameter) => parameter['x-identifies'] !== undefined);
  const elsewhere: Case[] = [
    ['pathUnknown', detailOf(['path'], 'pathUnknown')],
    ['methodNotAllowed', detailOf(['method'], 'methodNotAllowed', 'No.', { allow })],
  ];
  return [
    ...elsewhere.filter((one) => declares(operation, rowOf(contract.api, one))),
    ['requestMalformed', detailOf([], 'requestMalformed')],
    ['preferenceUnknown', detailOf(['header', 'prefer'], 'preferenceUnknown', 'There is no such example.')],
    ['serverFailed', detailOf([], 'serverFailed')],
    ...(operation.rateLimits.length > 0 ? [['rateLimited', detailOf([], 'rateLimited')] as Case] : []),
    ...credentialCases(contract, operation),
    ...operation.parameters.flatMap((parameter) => parameterCases(contract, parameter)),
    ...operation.requiredAnyOf.map(
      ([name = '']): Case => ['parameterMissing', detailOf(['header', name], 'parameterMissing')],
    ),
    ...identifying.map(({ in: place, name }): Case => ['subjectUnknown', detailOf([place, name], 'subjectUnknown')]),
    ...identifying
      .slice(1)
      .map(({ in: place, name }): Case => ['subjectConflict', detailOf([place, name], 'subjectConflict')]),
    ...(operation.body === undefined ? [] : bodyCases(operation)),
  ];
}

/** A wrong path or method leads to no operation; the answer is declared by those that have it. */
function declares({ responses }: Operation, { status, example }: FailureRow): boolean {
  const names = responses.get(status)?.exampleNames ?? [];
  return example.length === 0 ? names.length > 0 : names.includes(String(example));
}

function credentialCases({ credentials }: Contract, { security, ownerParameter }: Operation): Case[] {
  if (security.length === 0) return [];
  const place = ['header', 'authorization'];
  const defects = new Set(credentials.flatMap(({ defect = 'unknown' }) => (defect === 'unknown' ? [] : [defect])));
  const needsScope = security.every((need) => Object.values(need).some((scopes) => scopes.length > 0));
  const kinds: FailureKind[] = ['credentialMissing', 'credentialMalformed', 'credentialUnknown'];
  return [
    ...kinds.map((kind): Case => [kind, detailOf(place, kind)]),
    ...[...defects].map((defect): Case => ['credentialDefective', detailOf(place, defect, 'No.', { defect })]),
    ...(needsScope || ownerParameter !== undefined ? [['scopeMissing', detailOf(place, 'scopeMissing')] as Case] : []),
  ];
}

/** Codes as the validator gives them, one for each rule that the parameter's schema has. */
function parameterCases({ document }: Contract, { in: place, name, schema = {} }: Parameter): Case[] {
  const rules = resolve<Schema>(document, schema);
  const codes = ['pattern', 'enum', 'minimum', 'maximum', 'format', 'minLength', 'maxLength'].filter(
    (code) => code in rules,
  );
  if (rules.type !== undefined && rules.type !== 'string') codes.push('type');
  return codes.map((code): Case => ['parameterInvalid', detailOf([place, name], code)]);
}

function bodyCases(operation: Operation): Case[] {
  const common: FailureKind[] = ['bodyTooLarge', 'bodyIncomplete', 'mediaTypeUnsupported'];
  const required: FailureKind[] = operation.body?.required ? ['bodyMissing'] : [];
  const media = [...(operation.body?.content.values() ?? [])];
  return [
    ...[...common, ...required].map((kind): Case => [kind, detailOf(['body'], kind)]),
    ...media.flatMap((one): Case[] => {
      if (isBinary(one)) return pictureCases(['body'], one.schema);
      if (!one.type.startsWith('multipart/')) return jsonCases(one.schema ?? {});
      return [
        ['formMalformed', detailOf(['body'], 'formMalformed')],
        ...filePartsOf(one).flatMap(([name, schema]) => [
          ...(['partMissing', 'partRepeated', 'partNotFile', 'partTypeRefused'] as const).map(
            (kind): Case => [kind, detailOf(['body', name], kind)],
          ),
          ...pictureCases(['body', name], schema),
        ]),
      ];
    }),
  ];
}

function pictureCases(place: string[], schema: Schema | undefined): Case[] {
  const pixels = Object.keys(schema?.['x-image'] ?? {});
  return [
    ...(['pictureTooLarge', 'pictureInvalid', 'pictureMistyped'] as const).map(
      (kind): Case => [kind, detailOf(place, kind)],
    ),
    ...pixels.map((code): Case => ['pictureDimensions', detailOf(place, code)]),
  ];
}

/** Of a JSON body: that it is none, of the wrong type, without a required key, with a wrong value at each key. */
function jsonCases({ required = [], properties = {} }: Schema): Case[] {
  return [
    ['bodyMalformed', detailOf(['body'], 'bodyMalformed')],
    ['bodyInvalid', detailOf(['body'], 'type', 'Request body must be object')],
    ['bodyInvalid', detailOf(['body'], 'bodyInvalid', 'The body is null; expected is an object.')],
    ...required.map(
      (key): Case => [
        'bodyInvalid',
        detailOf(['body'], 'required', `Request body must have required property '${key}'`),
      ],
    ),
    ...addressesIn(properties).flatMap((key): Case[] => [
      ...['private', 'notFetchable', 'notAPicture'].map(
        (code): Case => ['bodyInvalid', detailOf(['body', key], code, 'It leads nowhere.')],
      ),
      ...(['pictureTooLarge', 'pictureInvalid'] as const).map((kind): Case => [kind, detailOf(['body', key], kind)]),
    ]),
    ...Object.keys(properties).flatMap((key): Case[] => [
      ['bodyInvalid', detailOf(['body', key], 'type', `Request body property ${key} must be string`)],
      [
        'bodyInvalid',
        detailOf(['body', key], 'maxLength', `Request body property ${key} must NOT have more than 50 characters`),
      ],
      ['bodyInvalid', detailOf(['body', key], 'format', `Request body property ${key} must match format "uri"`)],
    ]),
  ];
}

/** Keys of a body that name what the server fetches. */
function addressesIn(properties: NonNullable<Schema['properties']>): string[] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    'format' in schema && schema['format'] === 'uri' ? [key] : [],
  );
}
