/** How far an audit is. */
export interface AuditProgress {
  /** The set is listed, searches tell which entries have links, or the rest is read: links, then entries at their ends. */
  readonly doing: 'listing' | 'searching' | 'readingLinks' | 'readingTargets';
  /** Things of this step that are read, and of how many, where that is known. */
  readonly done: number;
  readonly of?: number;
  /** Entries of the set that are known so far. */
  readonly entries: number;
  /** How long this step still takes, as fast as it went so far; milliseconds. */
  readonly msLeft?: number;
}

/** What was read before says nothing of how fast it goes: after so many one can tell. */
const TELLING = 8;

/** Counts the things of a step. A pause does not make it slower. */
export class StepClock {
  readonly #now: () => number;
  readonly #before: number;
  readonly #of: number;
  #began: number;

  constructor(now: () => number, before: number, of: number) {
    this.#now = now;
    this.#before = before;
    this.#of = of;
    this.#began = now();
  }

  paused(milliseconds: number): void {
    this.#began += milliseconds;
  }

  /** How long the rest takes; undefined where that can't be told yet. */
  msLeft(done: number): number | undefined {
    const own = done - this.#before;
    if (own < TELLING) return undefined;
    return Math.max(0, Math.round(((this.#now() - this.#began) / own) * (this.#of - done)));
  }
}
