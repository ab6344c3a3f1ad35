/** What kind of question an answer belongs to: kinds age differently. */
export type Kind =
  'entry' | 'entryByPath' | 'entryByUrl' | 'children' | 'links' | 'linkTypes' | 'repositories' | 'search';

/** An answer that is kept. */
export interface Kept {
  readonly kind: Kind;
  readonly key: string;
  /** The entry that was asked about, where there is one. */
  readonly entryId: number | undefined;
  readonly value: unknown;
  /** When it was asked for: what the server changes afterwards it can't know. */
  readonly askedAt: number;
  /** Questions are numbered as they are asked. */
  readonly asked: number;
  /** Number of things in it. */
  readonly weight: number;
}

/** What changed, as far as kept answers are concerned. */
export type Stale = (kept: Kept) => boolean;

export interface Limits {
  /** Longest time that an answer of a kind counts, in milliseconds. */
  readonly lifeMs: Readonly<Record<Kind, number>>;
  /** Most things (entries, links, …) in all answers together. */
  readonly maxWeight: number;
}

/** Answers by their questions, the least used going first. The order of the map is the order of use. */
export class Answers {
  readonly #kept = new Map<string, Kept>();
  readonly #limits: Limits;
  readonly #now: () => number;
  #weight = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Things in all answers together. */
  get weight(): number {
    return this.#weight;
  }

  /** The answer to a question, unless it is too old. */
  get(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#remove(kept);
    const age = this.#now() - kept.askedAt;
    // A clock that was set back tells nothing of the age.
    if (age < 0 || age >= this.#limits.lifeMs[kept.kind]) return undefined;
    this.#add(kept);
    return kept;
  }

  /** Keeps an answer, unless one that was asked for later is there, or it is too big to be kept at all. */
  put(kept: Kept): void {
    const there = this.#kept.get(kept.key);
    if (there && there.asked > kept.asked) return;
    if (there) this.#remove(there);
    if (kept.weight > this.#limits.maxWeight) return;
    this.#add(kept);
    for (const oldest of this.#kept.values()) {
      if (this.#weight <= this.#limits.maxWeight) break;
      this.#remove(oldest);
    }
  }

  /** Drops what is stale. */
  drop(stale: Stale): void {
    for (const kept of this.#kept.values()) if (stale(kept)) this.#remove(kept);
  }

  #add(kept: Kept): void {
    this.#kept.set(kept.key, kept);
    this.#weight += kept.weight;
  }

  #remove(kept: Kept): void {
    this.#kept.delete(kept.key);
    this.#weight -= kept.weight;
  }
}
