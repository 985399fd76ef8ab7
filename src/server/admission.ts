/** Lets bodies in as long as there is room for them, first come, first served. */
export interface Admission {
  /** Resolves when there is room for so many octets; gives what frees it again. */
  enter(octets: number): Promise<() => void>;
}

/** Room for `octets` in all. More than that at once is let in alone. */
export function admissionOf(octets: number): Admission {
  let free = octets;
  const waiting: { wanted: number; admit(): void }[] = [];
  const admitNext = (): void => {
    for (let next = waiting[0]; next !== undefined && next.wanted <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.wanted;
      next.admit();
    }
  };
  return {
    enter(asked) {
      const wanted = Math.min(asked, octets);
      return new Promise((resolve) => {
        let isInside = true;
        const leave = (): void => {
          if (!isInside) return;
          isInside = false;
          free += wanted;
          admitNext();
        };
        waiting.push({ wanted, admit: () => resolve(leave) });
        admitNext();
      });
    },
  };
}
