import type { Entry, Link } from '../../domain';
import { cancelled } from './abort';
import { around, questionOf, type About, type ApiRequest, type Http, type LinkWrite } from './request';

export interface CacheOptions {
  readonly now?: (() => number) | undefined;
  /** Most things (entries, links, …) in all answers together; 10,000 unless told. */
  readonly maxWeight?: number | undefined;
}

export interface Cached {
  /** Answers from what is kept where that is young enough, unless a request is to be `fresh`. */
  readonly kept: Http;
  /** Always asks the server, for changes: nothing may be written on the ground of an old answer. */
  readonly direct: Http;
  /** Forgets everything. */
  readonly forget: () => void;
  /** Things in all kept answers together. */
  readonly weight: () => number;
}

/** An answer that is kept. */
interface Kept {
  readonly about: About<unknown>;
  readonly question: string;
  readonly value: unknown;
  /** The things in it, where it is a list. */
  readonly items: readonly unknown[];
  /** When it was asked for: what the server changes afterwards it can't know. */
  readonly askedAt: number;
  /** Requests are numbered as they are sent. */
  readonly asked: number;
  readonly weight: number;
}

interface Flight {
  readonly about: About<unknown>;
  readonly question: string;
  /** Requests are numbered as they are sent. */
  readonly asked: number;
  stale: boolean;
}

/**
 * Keeps answers for a while. An answer is never older than it may be kept, counted from when it was asked for, nor than
 * our own last write that touches it, nor than the last `forget`; and one that was asked for before any of these and
 * comes late is given to who waits for it, but not kept.
 */
export function cached(http: Http, { now = Date.now, maxWeight = 10_000 }: CacheOptions = {}): Cached {
  const answers = new Answers(maxWeight, now);
  const flights = new Set<Flight>();
  let requests = 0;

  function drop(isStale: (kept: Kept) => boolean, mayBecomeStale: (about: About<unknown>) => boolean): void {
    answers.drop(isStale);
    for (const flight of flights) if (mayBecomeStale(flight.about)) flight.stale = true;
  }

  async function read<T>(request: ApiRequest<T>, about: About<T>): Promise<T> {
    if (request.signal?.aborted) throw cancelled();
    const question = questionOf(request);
    const kept = request.fresh ? undefined : answers.get(question);
    // The kind is a part of the question: what is kept is what this request would be answered with.
    if (kept) return kept.value as T;
    const [askedAt, asked] = [now(), (requests += 1)];
    const flight: Flight = { about, question, asked, stale: false };
    flights.add(flight);
    try {
      const value = await http(request);
      const items = about.items?.(value) ?? [];
      // What was asked for earlier and comes later is older than this, however soon this makes room for others.
      for (const other of flights) if (other.question === question && other.asked < asked) other.stale = true;
      // Not to be kept, it still shows that what is there is older than what somebody has seen.
      if (flight.stale) answers.drop((there) => there.question === question && there.asked < asked);
      else
        answers.put({
          about: flight.about,
          question,
          value,
          items,
          askedAt,
          asked,
          weight: 1 + items.length,
        });
      return value;
    } finally {
      flights.delete(flight);
    }
  }

  async function write<T>(request: ApiRequest<T>, changes: LinkWrite): Promise<T> {
    const forget = () => drop(staleAfter(changes), (about) => mayBecomeStale(changes, about));
    forget();
    try {
      return await http(request);
    } finally {
      // Whatever came of it: a failure may have been written all the same.
      forget();
    }
  }

  const direct: Http = around(
    (request) => (request.changes ? write(request, request.changes) : http(request)),
    http.reserve,
  );
  return {
    direct,
    kept: around((request) => (request.about ? read(request, request.about) : direct(request)), http.reserve),
    forget: () =>
      drop(
        () => true,
        () => true,
      ),
    weight: () => answers.weight,
  };
}

/** Answers by their questions, the least used going first. The order of the map is the order of use. */
class Answers {
  readonly #kept = new Map<string, Kept>();
  readonly #maxWeight: number;
  readonly #now: () => number;
  #weight = 0;

  constructor(maxWeight: number, now: () => number) {
    this.#maxWeight = maxWeight;
    this.#now = now;
  }

  /** Things in all answers together. */
  get weight(): number {
    return this.#weight;
  }

  /** The answer to a question, unless it is too old. */
  get(question: string): Kept | undefined {
    const kept = this.#kept.get(question);
    if (!kept) return undefined;
    this.#remove(kept);
    const age = this.#now() - kept.askedAt;
    // A clock that was set back tells nothing of the age.
    if (age < 0 || age >= kept.about.keepMs) return undefined;
    this.#add(kept);
    return kept;
  }

  /** Keeps an answer, unless it is too big to be kept at all. */
  put(kept: Kept): void {
    const there = this.#kept.get(kept.question);
    if (there) this.#remove(there);
    if (kept.weight > this.#maxWeight) return;
    this.#add(kept);
    for (const oldest of this.#kept.values()) {
      if (this.#weight <= this.#maxWeight) break;
      this.#remove(oldest);
    }
  }

  /** Drops what is stale. */
  drop(isStale: (kept: Kept) => boolean): void {
    for (const kept of this.#kept.values()) if (isStale(kept)) this.#remove(kept);
  }

  #add(kept: Kept): void {
    this.#kept.set(kept.question, kept);
    this.#weight += kept.weight;
  }

  #remove(kept: Kept): void {
    this.#kept.delete(kept.question);
    this.#weight -= kept.weight;
  }
}

/** Whether a write may have changed what an answer says. */
function staleAfter({ sourceId, targetIds }: LinkWrite): (kept: Kept) => boolean {
  const isTouched = (id: number) => id === sourceId || targetIds.has(id);
  return ({ about: { staleBy, entryId }, items }) => {
    switch (staleBy) {
      case 'linksOfEntry':
        return entryId === undefined || isTouched(entryId) || linksChanged(items as readonly Link[], entryId);
      // Assigning links can make a record of an entry, or change when it was modified.
      case 'entry':
        return entryId === undefined || isTouched(entryId);
      case 'entriesInside':
        return (items as readonly Entry[]).some(({ id }) => isTouched(id));
      case 'anyWrite':
        return true;
      case 'noWrite':
        return false;
    }
  };

  /** Links of an entry that the write does not name: it may have removed one of them. */
  function linksChanged(links: readonly Link[], entryId: number): boolean {
    // A shortcut answers with the links of the entry it stands for. Without any nothing tells which that is.
    const own = links.length > 0 && links.every((link) => [link.sourceId, link.targetId].includes(entryId));
    return own
      ? links.some((link) => link.sourceId === sourceId)
      : links.length === 0 || links.some((link) => isTouched(link.sourceId) || isTouched(link.targetId));
  }
}

/** Whether a write may change the answer to a request that is still under way. */
function mayBecomeStale({ sourceId, targetIds }: LinkWrite, { staleBy, entryId }: About<unknown>): boolean {
  if (staleBy === 'noWrite') return false;
  return staleBy !== 'entry' || entryId === undefined || entryId === sourceId || targetIds.has(entryId);
}
