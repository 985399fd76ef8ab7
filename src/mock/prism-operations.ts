import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import type { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { type Document, targetOf } from '../contract/document.ts';

export type PrismOperations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

/**
 * The operations of a bundled document as Prism wants them. Its own loader takes four times as long, because it
 * expects references to other files and copies the document for each operation; it is left to do what we cannot:
 * documents whose references run in circles.
 */
export async function prismOperations(document: Document): Promise<PrismOperations> {
  const whole = dereferenced(document);
  if (whole !== undefined) return transformOas3Operations(whole) as PrismOperations;
  const { getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
  // It rewrites the document that it is given.
  return getHttpOperationsFromSpec(structuredClone(document) as object);
}

/** The document with what its references stand for in their place, shared and not copied; undefined for a circle. */
function dereferenced(document: Document): Record<string, unknown> | undefined {
  const done = new Map<object, unknown>();
  const busy = new Set<object>();
  const walk = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (done.has(node)) return done.get(node);
    if (busy.has(node)) throw CIRCLE;
    busy.add(node);
    const { $ref } = node as { $ref?: unknown };
    const whole = typeof $ref === 'string' ? walk(targetOf(document, $ref)) : copied(node, walk);
    busy.delete(node);
    done.set(node, whole);
    return whole;
  };
  try {
    return walk(document) as Record<string, unknown>;
  } catch (error) {
    if (error === CIRCLE) return undefined;
    throw error;
  }
}

const CIRCLE = new Error('The references run in a circle.');

function copied(node: object, walk: (child: unknown) => unknown): unknown {
  if (Array.isArray(node)) return node.map(walk);
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
}
