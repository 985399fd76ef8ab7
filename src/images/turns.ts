/** Runs what it is given when it is its turn; passes on what comes of it. */
export type Turns = <T>(act: () => Promise<T>) => Promise<T>;

/** Lets at most `limit` things run at once; the others wait in the order in which they came. */
export function turns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (act) => {
    if (running < limit) running++;
    // Whoever ends hands its place on, so that nobody who comes later slips in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
