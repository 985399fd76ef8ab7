import type { components } from '../../../generated/app-net.d.ts';
import { invalidBody, type Refusal } from '../../contract/failures.ts';

export type Annotation = components['schemas']['Annotation'];
type AnnotationChange = components['schemas']['AnnotationChange'];

/** Octets of all annotations of a user, as JSON (facts sheet 2.6). */
const MAX_OCTETS = 8_192;

const PLACE = ['annotations'];

/** What no schema can say of the annotations in a request: one of a type, and those that are written within the size. */
export function annotationRules(changes: readonly AnnotationChange[]): Refusal | undefined {
  const types = new Set<string>();
  for (const { type } of changes) {
    if (types.has(type)) {
      return invalidBody(PLACE, `There are two annotations of ${type}.`, 'repeated');
    }
    types.add(type);
  }
  return sizeRefusal(changes.filter(({ value }) => value !== undefined));
}

/**
 * The annotations after a change: those of a type that came are written in their place or at the end, without a value
 * deleted, and the others stay (facts sheet 2.6).
 * @throws Refusal bodyInvalid `tooLarge`, when all together are too large then.
 */
export function annotationsAfter(before: readonly Annotation[], changes: readonly AnnotationChange[]): Annotation[] {
  const values = new Map(before.map(({ type, value }) => [type, value]));
  for (const { type, value } of changes) {
    if (value === undefined) values.delete(type);
    else values.set(type, value);
  }
  const after = [...values].map(([type, value]) => ({ type, value }));
  const refusal = sizeRefusal(after);
  if (refusal !== undefined) throw refusal;
  return after;
}

function sizeRefusal(annotations: readonly AnnotationChange[]): Refusal | undefined {
  const octets = Buffer.byteLength(JSON.stringify(annotations));
  if (octets <= MAX_OCTETS) return undefined;
  const message = `The annotations take ${octets} octets; at most ${MAX_OCTETS} are allowed.`;
  return invalidBody(PLACE, message, 'tooLarge');
}
