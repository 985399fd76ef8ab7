import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/contract.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { Subject } from '../subject.ts';
import { headerOf, type WireAnswer } from '../wire.ts';
import { picturePointers, valueAt } from './pictures.ts';
import type { SequenceTools, Step } from './sequence.ts';

/**
 * Operations that read what one writes: those at the same path, or else those beside it whose answers have their pictures
 * at the same places.
 */
export function readersOf({ subject, operation }: Pick<SequenceTools, 'subject' | 'operation'>): Operation[] {
  const reading = subject.contract.operations.filter(({ method }) => method === 'get');
  const same = reading.filter(({ path }) => path === operation.path);
  if (same.length > 0) return same;
  const pointers = picturePointers(subject, operation);
  return reading.filter(
    (one) =>
      parentOf(one) === parentOf(operation) &&
      pointers.length > 0 &&
      isDeepStrictEqual(picturePointers(subject, one), pointers),
  );
}

function parentOf({ path }: Operation): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Whoever reads after a change is shown a picture that the answer to the change showed. */
export async function tellReaders(tools: SequenceTools, written: Step): Promise<void> {
  const { subject, operation, ask, tell } = tools;
  if (written.answer === undefined) return;
  const addresses = picturesIn(subject, operation, written.answer);
  for (const reader of readersOf(tools)) {
    const read = await ask(`${reader.id} after ${operation.id}`, wired(goodRequest(subject.contract, reader)));
    if (read.answer === undefined) continue;
    const isThere = picturesIn(subject, reader, read.answer).some((address) => addresses.includes(address));
    const promised = `${reader.id} shows what ${operation.id} has put there: one of ${addresses.join(', ')}.`;
    tell('ensure_resource_availability', [written, read], isThere ? undefined : { promised });
  }
}

/** The addresses of pictures in an answer: where it leads to, and what its body shows. */
export function picturesIn(subject: Subject, operation: Operation, answer: WireAnswer): string[] {
  const [location] = headerOf(answer, 'location')?.split('?') ?? [];
  const inBody = picturePointers(subject, operation).map((pointer) => String(valueAt(answer, pointer)));
  return [...(location === undefined ? [] : [location]), ...inBody];
}
