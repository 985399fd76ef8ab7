/** Thrown where a run is cut short. */
export class Interrupted extends Error {}

/** Waits for some work, but not beyond the signal. */
export function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Ctrl+C, and what CI sends when it cancels a job, with the exit status that shells know them by. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interruption {
  signal: AbortSignal;
  /** Exit status of a process that ended so; undefined where nobody interrupted it. */
  status(): number | undefined;
  /** Leaves signals to themselves again. */
  dispose(): void;
}

/** Listens for the first signal; a second one ends the process at once, as ever. */
export function interruption(): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  const listeners = Object.entries(SIGNALS).map(([name, value]): [string, () => void] => [
    name,
    () => {
      status = value;
      dispose();
      controller.abort();
    },
  ]);
  const dispose = (): void => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
  for (const [name, listener] of listeners) process.once(name, listener);
  return { signal: controller.signal, status: () => status, dispose };
}
