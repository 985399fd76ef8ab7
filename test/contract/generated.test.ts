import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { generatedFile, isStale } from '../../src/contract/sources.ts';
import { filePartsOf, isBinary } from '../../src/contract/uploads.ts';
import { contracts } from '../contracts.ts';

describe.each(contracts.map((contract) => [contract.api, contract] as const))('%s', (api, contract) => {
  const text = readFileSync(generatedFile(api, 'd.ts'), 'utf8');
  const source = ts.createSourceFile(`${api}.d.ts`, text, ts.ScriptTarget.Latest, true);
  const uploads = contract.operations.flatMap((operation) =>
    [...(operation.body?.content.values() ?? [])].map((media) => ({ operation, media })),
  );

  it('has a bundle made from what stands in openapi/', () => {
    expect(isStale(api)).toBe(false);
  });

  it('says at its head that nobody should edit it', () => {
    expect(text.split('\n', 1)[0]).toContain('Do not edit');
  });

  it('names every operation', () => {
    const names = membersOf('operations');
    expect(names).toEqual(contract.operations.map(({ id }) => id));
  });

  it('has bytes as Blob or File wherever the contract has bytes', () => {
    const files = uploads.flatMap(({ media }) => filePartsOf(media).map(([name]) => name));
    const types = propertiesNamed(
      new Set([...uploads.flatMap(({ media }) => (isBinary(media) ? [media.type] : [])), ...files]),
    );
    const expected = uploads.some(({ media }) => isBinary(media) || filePartsOf(media).length > 0);
    expect(types.length > 0).toBe(expected);
    for (const type of types) expect(typeBehind(type)).toBe('Blob | File');
  });

  /** Properties of the tree that stand for bytes: file parts, and the content of a raw media type. */
  function propertiesNamed(names: ReadonlySet<string>): ts.TypeNode[] {
    const found: ts.TypeNode[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isPropertySignature(node) && node.type !== undefined && names.has(nameOf(node))) found.push(node.type);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  /** The text of a type, references to `components["schemas"]` followed. */
  function typeBehind(type: ts.TypeNode): string {
    const schema = /^components\["schemas"\]\["(\w+)"\]$/.exec(type.getText())?.[1];
    const target = schema === undefined ? undefined : schemaNamed(schema);
    return target === undefined ? type.getText() : typeBehind(target);
  }

  function schemaNamed(name: string): ts.TypeNode | undefined {
    const schemas = interfaceNamed('components')?.members.find((member) => nameOf(member) === 'schemas');
    if (schemas === undefined || !ts.isPropertySignature(schemas) || schemas.type === undefined) return undefined;
    if (!ts.isTypeLiteralNode(schemas.type)) return undefined;
    const member = schemas.type.members.find((one) => nameOf(one) === name);
    return member !== undefined && ts.isPropertySignature(member) ? member.type : undefined;
  }

  function membersOf(name: string): string[] {
    return (interfaceNamed(name)?.members ?? []).map(nameOf);
  }

  function interfaceNamed(name: string): ts.InterfaceDeclaration | undefined {
    return source.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  }
});

function nameOf({ name }: ts.TypeElement): string {
  return name === undefined ? '' : ts.isComputedPropertyName(name) ? name.getText() : name.text;
}
