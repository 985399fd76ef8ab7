import type { Operation } from '../contract.ts';
import { type Document, type Response, resolve } from '../document.ts';
import { token } from '../json-pointer.ts';

/** Where things stand in a bundled document, as JSON pointers (RFC 6901); references are followed to what they mean. */
export interface Places {
  /** Of a node of the document itself, by identity; undefined for any other object. */
  of(node: object): string | undefined;
  operation(operation: Operation): string;
  /** Of the answers that are declared as `200`, `4XX` or `default`; of all of the operation's answers where none is. */
  response(operation: Operation, code: string): string;
  /** Of a header that a response declares, by its name there. */
  header(operation: Operation, code: string, name: string): string;
}

/** Knows all places of a document. Reads it whole at the first question, for most documents are never asked about. */
export function placesOf(document: Document): Places {
  let known: Map<object, string> | undefined;
  const of = (node: object): string | undefined => {
    known ??= indexOf(document);
    return known.get(node);
  };
  const operationAt = ({ path, method }: Operation): string => `/paths/${token(path)}/${method}`;
  const responseNode = ({ path, method }: Operation, code: string): Response | undefined => {
    const declared = document.paths[path]?.[method]?.responses;
    const node = declared?.[code] ?? declared?.[code.toLowerCase()];
    return node && resolve<Response>(document, node);
  };
  const response = (operation: Operation, code: string): string => {
    const node = responseNode(operation, code);
    return (node && of(node)) ?? `${operationAt(operation)}/responses`;
  };
  return {
    of,
    operation: operationAt,
    response,
    header(operation, code, name) {
      const node = responseNode(operation, code)?.headers?.[name];
      return (node && of(resolve(document, node))) ?? `${response(operation, code)}/headers`;
    },
  };
}

function indexOf(document: Document): Map<object, string> {
  const places = new Map<object, string>();
  const visit = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null || places.has(node)) return;
    places.set(node, place);
    for (const [name, child] of Object.entries(node)) visit(child, `${place}/${token(name)}`);
  };
  visit(document, '');
  return places;
}
