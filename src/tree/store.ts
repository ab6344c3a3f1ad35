import { cancelled } from '../api';
import { isGroup, isWithin, type Node, parentIdOf, ROOT_ID, type Row } from './kinds';
import { countEntries, type Listing } from './listing';

export interface LoadRequest {
  /** Aborted when the answer is not wanted any more. */
  readonly signal: AbortSignal;
  /** Number of entries that the listing had before it was dropped: a refresh reads as many again. */
  readonly before: number;
  /** It was dropped, or what it stands below was refreshed: only the server knows. */
  readonly fresh: boolean;
}

export interface StoreOptions {
  readonly onPending?: (count: number) => void;
  readonly now?: () => number;
}

interface Slot {
  readonly abort: AbortController;
  readonly loading: Promise<Listing>;
  /** How many entries the listing before had. */
  readonly before: number;
  listing?: Listing;
  /** When the listing came. */
  since?: number;
  /** More of it is on its way. */
  extending?: { readonly done: Promise<void>; readonly abort: AbortController };
}

/**
 * What has been read, by the id of the row it stands below. While a listing is kept, its rows are the same objects.
 * Each listing lives in a slot; dropping it makes room for a new slot, so that a late answer to the old one goes nowhere.
 */
export class ListingStore {
  readonly #slots = new Map<string, Slot>();
  /** How many entries dropped listings had. */
  readonly #before = new Map<string, number>();
  readonly #onPending: (count: number) => void;
  readonly #now: () => number;
  #pending = 0;
  #disposed = false;

  /** @param onPending is told how many listings are under way, whenever that changes. */
  constructor({ onPending = () => undefined, now = Date.now }: StoreOptions = {}) {
    this.#onPending = onPending;
    this.#now = now;
  }

  /** The listing below a row, loaded when it is not there. `load` never rejects: a failure is a listing too. */
  async get(id: string, load: (request: LoadRequest) => Promise<Listing>): Promise<Listing> {
    for (;;) {
      const slot = this.#slots.get(id) ?? this.#start(id, load);
      const listing = await slot.loading;
      const newest = this.#slots.get(id);
      if (newest === slot) return slot.listing ?? listing;
      if (this.#disposed) return listing;
    }
  }

  peek(id: string): Listing | undefined {
    return this.#slots.get(id)?.listing;
  }

  /** Whether a listing is there or on its way. */
  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Puts a listing in place of whatever is there or on its way. Rows that did not change stay the same objects. */
  set(id: string, listing: Listing): void {
    const old = this.#slots.get(id);
    if (old) abort(old);
    const children = this.#reconcile(old?.listing?.children ?? [], listing.children);
    const kept = { ...listing, children };
    const loading = Promise.resolve(kept);
    this.#slots.set(id, {
      abort: new AbortController(),
      loading,
      before: 0,
      listing: kept,
      since: this.#now(),
    });
  }

  /** How old a listing is, in milliseconds; undefined where there is none. */
  age(id: string): number | undefined {
    const since = this.#slots.get(id)?.since;
    return since === undefined ? undefined : this.#now() - since;
  }

  /** Ends whatever is under way. What was on its way becomes a listing that says so. */
  cancel(): void {
    for (const slot of this.#slots.values()) abort(slot);
  }

  /** Ends the reading of more of a listing; what came stays. */
  cancelExtending(id: string): void {
    this.#slots.get(id)?.extending?.abort.abort(cancelled());
  }

  /** Drops what is known below a row, however deep. */
  drop(id: string): void {
    if (id !== ROOT_ID && !this.#before.has(id)) this.#before.set(id, 0);
    for (const [key, slot] of this.#slots) {
      if (!isWithin(key, id)) continue;
      abort(slot);
      this.#before.set(key, slot.listing ? countEntries(slot.listing.children) : slot.before);
      this.#slots.delete(key);
    }
  }

  /** Changes a listing once at a time; nothing happens when it is not there, or replaced meanwhile. Resolves to whether it changed. */
  async extend(
    id: string,
    change: (listing: Listing, signal: AbortSignal) => Promise<Listing>,
  ): Promise<boolean> {
    const slot = this.#slots.get(id);
    if (!slot?.listing) return false;
    const before = slot.listing;
    if (!slot.extending) {
      const stop = new AbortController();
      const done = this.#track(change(before, stop.signal))
        .then((listing) => {
          if (this.#slots.get(id) === slot) slot.listing = listing;
        })
        .finally(() => delete slot.extending);
      slot.extending = { done, abort: stop };
    }
    await slot.extending.done;
    return this.#slots.get(id) === slot && slot.listing !== before;
  }

  isExtending(id: string): boolean {
    return this.#slots.get(id)?.extending !== undefined;
  }

  /** The row of an id, as it is now. */
  node(id: string): Node | undefined {
    return this.peek(parentIdOf(id))?.children.find((node) => node.id === id);
  }

  /** All rows that are known, shown or not. */
  *nodes(): Generator<Node> {
    for (const { listing } of this.#slots.values()) yield* listing?.children ?? [];
  }

  dispose(): void {
    this.#disposed = true;
    this.drop(ROOT_ID);
    this.#before.clear();
  }

  #start(id: string, load: (request: LoadRequest) => Promise<Listing>): Slot {
    const abort = new AbortController();
    const before = this.#before.get(id) ?? 0;
    const fresh = this.#before.delete(id);
    const slot: Slot = {
      abort,
      before,
      loading: this.#track(load({ signal: abort.signal, before, fresh })).then((listing) => {
        slot.since = this.#now();
        return (slot.listing = listing);
      }),
    };
    this.#slots.set(id, slot);
    return slot;
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#onPending((this.#pending += 1));
    try {
      return await work;
    } finally {
      this.#onPending((this.#pending -= 1));
    }
  }

  #reconcile(before: readonly Node[], after: readonly Node[]): readonly Node[] {
    const old = new Map(before.map((node) => [node.id, node]));
    const rows = after.map((node) => {
      const was = old.get(node.id);
      return was && sameRow(was, node) ? was : node;
    });
    const kept = new Set(rows);
    for (const node of before) if (!kept.has(node)) this.drop(node.id);
    return rows;
  }
}

/** Equal data below the same parent. Groups are made anew with each listing: those of one id are the same. */
function sameRow(a: Node, b: Node): boolean {
  return a.parent?.id === b.parent?.id && readFor(a) === readFor(b) && dataOf(a) === dataOf(b);
}

/** The row below which a row was read. */
const readFor = ({ parent }: Node): Row | undefined => (parent && isGroup(parent) ? parent.parent : parent);

function dataOf(node: Node): string {
  return JSON.stringify({ ...node, parent: undefined });
}

function abort({ abort: loading, extending }: Slot): void {
  loading.abort(cancelled());
  extending?.abort.abort(cancelled());
}

/** For what folders are filtered, by the ids of their rows: a filter outlives a refresh. */
export class Filters {
  readonly #texts = new Map<string, string>();

  of({ id }: Row): string | undefined {
    return this.#texts.get(id);
  }

  /** Whether that changed anything. */
  set({ id }: Row, text: string | undefined): boolean {
    const trimmed = text?.trim() ?? '';
    if (trimmed === (this.#texts.get(id) ?? '')) return false;
    if (trimmed === '') this.#texts.delete(id);
    else this.#texts.set(id, trimmed);
    return true;
  }

  get any(): boolean {
    return this.#texts.size > 0;
  }
}
