/** `npm run generate`: bundles and types of every contract, into `generated/`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import openapiTS, { astToString, type SchemaObject } from 'openapi-typescript';
import ts from 'typescript';
import { apis } from '../apis/index.ts';
import { bundled } from './bundler.ts';
import type { Document, Schema } from './document.ts';
import { digestsFile, generatedFile, sourceDigest } from './sources.ts';
import { isBinarySchema } from './uploads.ts';

const HEAD = '/** Made from openapi/ by `npm run generate`. Do not edit. */\n';

/** Bytes travel as Blob or File, never as text. */
const BINARY = ts.factory.createUnionTypeNode([
  ts.factory.createTypeReferenceNode('Blob'),
  ts.factory.createTypeReferenceNode('File'),
]);

async function typesOf(document: Document): Promise<string> {
  const tree = await openapiTS(document as unknown as Parameters<typeof openapiTS>[0], {
    alphabetize: false,
    transform: (schema: SchemaObject) => (isBinarySchema(schema as Schema) ? BINARY : undefined),
  });
  return HEAD + astToString(tree);
}

async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const digests: Record<string, string> = {};
  for (const { name } of apis) {
    const { document, problems } = await bundled(name);
    if (document === undefined) throw new Error(`${name} cannot be bundled:\n  ${problems?.join('\n  ')}`);
    files.set(generatedFile(name, 'json'), `${JSON.stringify(document, null, 2)}\n`);
    files.set(generatedFile(name, 'd.ts'), await typesOf(document));
    digests[name] = sourceDigest(name);
  }
  return files.set(digestsFile(), `${JSON.stringify(digests, null, 2)}\n`);
}

const { check: isCheck = false } = new Command('generate')
  .description('Makes bundles and types of every contract, into generated/.')
  .option('--check', 'write nothing, and say what is stale')
  .parse()
  .opts<{ check?: boolean }>();
const stale: string[] = [];
for (const [file, text] of await generated()) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale.push(basename(file));
  if (!isCheck) writeFileSync(file, text);
}
if (isCheck && stale.length > 0) {
  process.stderr.write(`Not up to date: ${stale.join(', ')}. Make them with: npm run generate\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(stale.length === 0 ? 'generated/ is up to date.\n' : `Written: ${stale.join(', ')}\n`);
}
