import { type Header, headerOf, isLarge } from './decoder.ts';
import { PictureError } from './picture-error.ts';
import { type Turns, turns } from './turns.ts';

/** What is done with pictures, as metrics name it. */
export type ImageWork = 'inspect' | 'resize' | 'square' | 'clean' | 'jpeg';

/** `refused`: the picture is to blame; `failed`: we are. */
export type ImageOutcome = 'done' | 'refused' | 'failed';

/** Told of each piece of work when it ends; seconds without the time spent waiting. */
export type ImageWorkListener = (work: ImageWork, seconds: number, outcome: ImageOutcome) => void;

/** Pictures in work at once. Each takes one thread, and the memory of one picture. */
const AT_ONCE = 2;
/** Whoever has waited for longer is sent away before anything is done. */
const MAX_WAIT_MS = 15_000;

/** There are more pictures to be worked on than can be in time. */
export class PicturesBusy extends Error {
  override name = 'PicturesBusy';

  constructor() {
    super('Too many pictures are waiting to be worked on.');
  }
}

const inTurn = turns(AT_ONCE);
const oneLarge = turns(1);
const listeners = new Set<ImageWorkListener>();

/** Lets a listener know of all work on pictures in this process; gives the way to end that. */
export function onImageWork(listener: ImageWorkListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Reads a picture's header, and does work on it when it is its turn: two at once, only one of them large, the others
 * wait in the order in which they came.
 * @throws PictureError of the header or of the work.
 */
export async function imageWork<T>(work: ImageWork, bytes: Buffer, act: (header: Header) => Promise<T>): Promise<T> {
  const started = performance.now();
  let waited = 0;
  let outcome: ImageOutcome = 'failed';
  try {
    const header = await headerOf(bytes);
    const asked = performance.now();
    const result = await laneOf(header)(() => {
      waited = performance.now() - asked;
      if (waited > MAX_WAIT_MS) throw new PicturesBusy();
      return act(header);
    });
    outcome = 'done';
    return result;
  } catch (error) {
    if (error instanceof PictureError) outcome = 'refused';
    throw error;
  } finally {
    const seconds = (performance.now() - started - waited) / 1000;
    for (const listener of listeners) listener(work, seconds, outcome);
  }
}

function laneOf(header: Header): Turns {
  return isLarge(header) ? (act) => oneLarge(() => inTurn(act)) : inTurn;
}
