import { PictureError } from './picture-error.ts';
import { turns } from './turns.ts';

/** What is done with pictures, as metrics name it. */
export type ImageWork = 'inspect' | 'resize' | 'square' | 'clean' | 'jpeg';

/** `refused`: the picture is to blame; `failed`: we are. */
export type ImageOutcome = 'done' | 'refused' | 'failed';

/** Told of each piece of work when it ends; seconds without the time spent waiting. */
export type ImageWorkListener = (work: ImageWork, seconds: number, outcome: ImageOutcome) => void;

/** Pictures in work at once. Each takes one thread, and the memory of one picture. */
const AT_ONCE = 2;

const inTurn = turns(AT_ONCE);
const listeners = new Set<ImageWorkListener>();

/** Lets a listener know of all work on pictures in this process; gives the way to end that. */
export function onImageWork(listener: ImageWorkListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Does work on a picture when it is its turn: two at once, the others wait in the order in which they came. */
export function imageWork<T>(work: ImageWork, act: () => Promise<T>): Promise<T> {
  return inTurn(async () => {
    const started = performance.now();
    const ended = (outcome: ImageOutcome): void => {
      const seconds = (performance.now() - started) / 1000;
      for (const listener of listeners) listener(work, seconds, outcome);
    };
    try {
      const result = await act();
      ended('done');
      return result;
    } catch (error) {
      ended(error instanceof PictureError ? 'refused' : 'failed');
      throw error;
    }
  });
}
