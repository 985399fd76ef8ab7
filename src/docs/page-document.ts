import type { Contract } from '../contract/contract.ts';
import { type Document, METHODS, type Provenance } from '../contract/document.ts';
import { OPENAPI_FOLDER } from '../contract/sources.ts';
import { code } from './markdown.ts';
import { openingOf } from './opening.ts';
import { provenanceMark } from './provenance.ts';
import { samplesOf } from './samples/samples.ts';
import type { Words } from './words.ts';

/**
 * The document that Redoc is given: the contract with its opening, samples for every operation, and the provenance of
 * everything before its description; `folder` holds the contracts. Redoc shows other extensions as bare words, and has
 * no place for legends.
 */
export function pageDocument(contract: Contract, words: Words, folder = OPENAPI_FOLDER): Document {
  const document = structuredClone(contract.document);
  document.info.description = openingOf(contract, words, folder);
  markProvenance(document, words);
  calmBytes(document);
  const { operations } = contract;
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      const declared = operations.find(({ id }) => id === operation?.operationId);
      if (operation === undefined || declared === undefined) continue;
      // Search finds what descriptions say, and nothing finds an operationId otherwise.
      operation.description = `${code(declared.id)} ${operation.description ?? ''}`;
      Object.assign(operation, { 'x-codeSamples': samplesOf(contract, declared) });
    }
  }
  return document;
}

interface Marked {
  description?: string;
  'x-provenance'?: Provenance;
}

/** Whatever has a provenance gets its mark; an operation's stands in a line of its own. */
function markProvenance(node: unknown, words: Words): void {
  if (typeof node !== 'object' || node === null) return;
  const { 'x-provenance': provenance, description } = node as Marked;
  if (provenance !== undefined && (typeof description === 'string' || 'schema' in node || 'responses' in node)) {
    const gap = 'responses' in node ? '\n\n' : ' ';
    Object.assign(node, { description: `${provenanceMark(provenance, words)}${gap}${description ?? ''}` });
  }
  for (const [key, child] of Object.entries(node)) {
    if (!['examples', 'example', 'x-test-credentials'].includes(key)) markProvenance(child, words);
  }
}

/** What is a picture has its length in octets, and Redoc would call them characters; the description says it right. */
function calmBytes(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('x-image' in node && 'maxLength' in node) {
    delete node.maxLength;
    Object.assign(node, { format: 'binary' });
  }
  Object.values(node).forEach(calmBytes);
}
