import type { Operation } from '../../contract/contract.ts';
import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { Subject } from '../subject.ts';
import type { WireAnswer } from '../wire.ts';
import { fetchPicture, picturePointers, targetOn, valueAt } from './pictures.ts';
import type { Sequence, SequenceTools, Step } from './sequence.ts';

const GONE = [404, 410];

/**
 * Deletes a picture whose address another deletion's answer still showed: from then on nobody can load it. What is shown
 * when nothing is left to be deleted can be loaded, however often one deletes.
 */
export const deletedPictures: Sequence = {
  name: 'load what was deleted',
  concerns: (subject, operation) => operation.method === 'delete' && neighboursOf(subject, operation).length > 0,
  writes: true,
  needsMemory: true,
  async run(tools) {
    const { subject, operation, ask } = tools;
    const [neighbour] = neighboursOf(subject, operation);
    if (neighbour === undefined) return;
    const before = await ask(neighbour.id, wired(goodRequest(subject.contract, neighbour)));
    const after = await ask(operation.id, wired(goodRequest(subject.contract, operation)));
    if (before.answer?.status !== 200 || after.answer?.status !== 200) return;
    const left = shownIn(subject, operation, after.answer);
    const gone = shownIn(subject, neighbour, before.answer).filter((address) => !left.includes(address));
    for (const address of gone) await tellGone(tools, after, address);
    const again = await ask(`${operation.id} again`, wired(goodRequest(subject.contract, operation)));
    if (again.answer?.status !== 200) return;
    for (const address of new Set(shownIn(subject, operation, again.answer))) await tellThere(tools, again, address);
  },
};

async function tellGone({ ask, tell, origin }: SequenceTools, deletion: Step, address: string): Promise<void> {
  const target = targetOn(origin, address);
  if (target === undefined) return;
  const loaded = await ask(`the picture ${target}, deleted`, { method: 'GET', target, headers: {} });
  const isGone = GONE.includes(loaded.answer?.status ?? 0);
  tell('use_after_free', [deletion, loaded], isGone ? undefined : { promised: `${target} was deleted: 404 or 410.` });
}

async function tellThere(tools: SequenceTools, deletion: Step, address: string): Promise<void> {
  const target = targetOn(tools.origin, address);
  if (target === undefined) return;
  const { step, problem } = await fetchPicture(tools, target);
  tools.tell('ensure_resource_availability', [deletion, step], problem);
}

/** Other deletions whose answers show pictures, as this one's does. */
function neighboursOf(subject: Subject, operation: Operation): Operation[] {
  if (picturePointers(subject, operation).length === 0) return [];
  return subject.contract.operations.filter(
    (one) => one !== operation && one.method === 'delete' && picturePointers(subject, one).length > 0,
  );
}

function shownIn(subject: Subject, operation: Operation, answer: WireAnswer): string[] {
  const addresses = picturePointers(subject, operation).map((pointer) => valueAt(answer, pointer));
  return addresses.filter((address) => typeof address === 'string');
}
