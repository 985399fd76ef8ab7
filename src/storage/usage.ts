import { LRUCache } from 'lru-cache';

/** How exact the time of a world's last use is in the database: not every request needs a write. */
const RESOLUTION_MS = 5_000;
const WORLDS_REMEMBERED = 10_000;

/** When this process last used the worlds, and what of it is not written yet. Times are milliseconds since 1970. */
export class Usage {
  readonly #written = new LRUCache<string, number>({ max: WORLDS_REMEMBERED });
  readonly #unwritten = new Map<string, number>();

  /** Whether this use has to be written now. If not, `takeUnwritten` gives it in time. */
  add(world: string, at: number): boolean {
    const written = this.#written.get(world);
    const isDue = written === undefined || at - written >= RESOLUTION_MS;
    if (isDue) this.#unwritten.delete(world);
    else if (at > (this.#unwritten.get(world) ?? written)) this.#unwritten.set(world, at);
    return isDue;
  }

  written(world: string, at: number): void {
    this.#written.set(world, at);
  }

  forget(world: string): void {
    this.#written.delete(world);
    this.#unwritten.delete(world);
  }

  /** By name, since whoever writes several in one transaction must lock them in the same order as everybody. */
  takeUnwritten(): [world: string, at: number][] {
    const uses = [...this.#unwritten].sort(([one], [other]) => (one < other ? -1 : 1));
    this.#unwritten.clear();
    return uses;
  }
}
