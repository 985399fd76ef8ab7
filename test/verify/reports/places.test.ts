import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Document } from '../../../src/contract/document.ts';
import { token } from '../../../src/contract/json-pointer.ts';
import { type Place, placesIn } from '../../../src/contract/source-places.ts';
import { contracts } from '../../contracts.ts';
import { places } from './run.ts';

const texts = new Map<string, string[]>();

/** What stands at a place, from its column on. */
function standsAt({ file, line, column }: Place): string {
  const lines = texts.get(file) ?? readFileSync(file, 'utf8').split('\n');
  texts.set(file, lines);
  return (lines[line - 1] ?? '').slice(column - 1);
}

/** Every pointer of a document: operations, responses, headers, parameters, properties of schemas, examples, all. */
function pointersOf(node: unknown, pointer = ''): string[] {
  if (typeof node !== 'object' || node === null) return [pointer];
  return [pointer, ...Object.entries(node).flatMap(([name, child]) => pointersOf(child, `${pointer}/${token(name)}`))];
}

/** What a place has to show: the name of the thing, or that it is the one thing of the file of that name. */
function namesIt(pointer: string, place: Place): boolean {
  const name = (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
  const text = standsAt(place);
  if ([`${name}:`, `"${name}":`, `'${name}':`].some((key) => text.startsWith(key))) return true;
  if (/^\/components\/[^/]+\/[^/]+$/.test(pointer)) return basename(place.file) === `${name}.yaml` && place.line === 1;
  return false;
}

describe.each(contracts.map((contract): [string, Contract] => [contract.api, contract]))(
  'places of %s',
  (api, contract) => {
    const placeOf = places.get(api);
    const all = pointersOf(contract.document);

    test('name what their pointers name', () => {
      const keys = all.filter(
        (pointer) => pointer !== '' && !/\/\d+(\/|$)/.test(pointer.replace(/\/responses\/\d{3}/g, '')),
      );
      const wrong = keys.filter((pointer) => {
        const place = placeOf?.(pointer);
        return place === undefined || !namesIt(pointer, place);
      });
      expect(keys.length).toBeGreaterThan(200);
      // The lists of components are the bundler's: it fills them from files.
      expect(wrong.filter((pointer) => !/^\/components\/[^/]+$/.test(pointer))).toEqual([]);
    });

    test('lead into the items of lists', () => {
      const items = all.filter((pointer) => /\/(parameters|tags|required|enum)\/\d+$/.test(pointer));
      const wrong = items.filter((pointer) => {
        const place = placeOf?.(pointer);
        return place === undefined || !/^(- |\$ref|name:|[\w"'\-{[])/.test(standsAt(place));
      });
      expect(wrong).toEqual([]);
    });

    test('exist for what the conformance check points to', () => {
      for (const operation of contract.operations) {
        const pointer = `/paths/${token(operation.path)}/${operation.method}`;
        expect(standsAt(placeOf?.(pointer) as Place)).toBe(`${operation.method}:`);
        for (const status of operation.responses.keys())
          expect(standsAt(placeOf?.(`${pointer}/responses/${status}`) as Place)).toBe(`"${status}":`);
      }
    });
  },
);

describe('a place', () => {
  test('is in the file that a component came from', () => {
    expect(places.get('creators-hub')?.('/components/responses/BodyTooLarge/headers/Cache-Control')).toEqual({
      file: 'openapi/creators-hub/responses/BodyTooLarge.yaml',
      line: 5,
      column: 3,
    });
  });

  test('of nothing is that of what is around it', () => {
    const placeOf = places.get('creators-hub');
    const headers = placeOf?.('/components/responses/BodyTooLarge/headers');
    expect(placeOf?.('/components/responses/BodyTooLarge/headers/X-Nothing/schema/type')).toEqual(headers);
    expect(placeOf?.('/nothing')).toEqual({ file: 'openapi/creators-hub/openapi.yaml', line: 1, column: 1 });
    expect(placeOf?.('#/info/title')).toEqual(placeOf?.('/info/title'));
  });

  test('is found through references of every kind, and not in circles', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portrait-places-'));
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    write(
      'api.yaml',
      [
        '# a comment first',
        'openapi: 3.1.0',
        'paths:',
        '  /a~b/{c}:',
        "    $ref: 'more/../path%20item.yaml#/items/0'",
        'components:',
        '  schemas:',
        '    Node: {$ref: "schemas.yaml#/$defs/Node"}',
        '    Circle: {$ref: "#/components/schemas/Circle"}',
        '    Far: {$ref: "https://example.com/far.yaml"}',
        '    Anchored: &anchor {type: string}',
        '    Alias: *anchor',
        '    Gone: {$ref: gone.yaml}',
      ].join('\n'),
    );
    write('path item.yaml', 'items:\n  - get:\n      responses:\n        200: {description: fine}\n');
    write(
      'schemas.yaml',
      '$defs:\n  Node:\n    properties:\n      next: {$ref: "#/$defs/Node"}\n      "a/b": {type: string}\n',
    );
    const node = { properties: { next: { $ref: '#/components/schemas/Node' }, 'a/b': { type: 'string' } } };
    const document = {
      openapi: '3.1.0',
      paths: { '/a~b/{c}': { get: { responses: { 200: { description: 'fine' } } } } },
      components: {
        schemas: {
          Node: node,
          Circle: { $ref: '#/components/schemas/Circle' },
          Far: { type: 'object', properties: {} },
          Anchored: { type: 'string' },
          Alias: { type: 'string' },
        },
      },
    } as unknown as Document;
    const placeOf = placesIn(join(folder, 'api.yaml'), document);
    const at = (pointer: string): string | undefined => {
      const place = placeOf(pointer);
      return place && `${basename(place.file)}:${place.line}:${place.column}`;
    };
    expect(at('/paths/~1a~0b~1{c}/get/responses/200/description')).toBe('path item.yaml:4:15');
    expect(at('/components/schemas/Node/properties/a~1b/type')).toBe('schemas.yaml:5:15');
    expect(at('/components/schemas/Node/properties/next/properties/next')).toBe('schemas.yaml:4:7');
    expect(at('/components/schemas/Circle/type')).toBe('api.yaml:9:5');
    expect(at('/components/schemas/Far/properties')).toBe('api.yaml:10:5');
    expect(at('/components/schemas/Alias/type')).toBe('api.yaml:11:24');
    expect(at('/components/schemas/Gone/type')).toBe('api.yaml:13:5');
    expect(at('')).toBe('api.yaml:2:1');
    rmSync(folder, { recursive: true });
  });

  test('is not known where the source is not', () => {
    expect(placesIn('/nowhere/openapi.yaml', (contracts[0] as Contract).document)('/paths')).toBeUndefined();
  });
});
