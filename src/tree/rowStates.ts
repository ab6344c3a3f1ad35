import { type RepositoryRef, sameRepository } from '../domain';
import type { Connection } from '../connections';
import {
  connectionOf,
  isLink,
  isSearch,
  linksBelow,
  type Node,
  regroup,
  ROOT_ID,
  type Row,
  type RowState,
} from './kinds';
import type { Pins } from './pins';
import type { Filters, ListingStore } from './store';
import type { Trouble } from './storeUpdates';

/** Arranges what was read below a row in its own way; undefined where it does not. */
export type Arrange = (row: Row, children: readonly Node[]) => readonly Node[] | undefined;

/** What rows show besides their data, and how those that were read are arranged. */
export class RowStates {
  /** How many links entries have, by the ids of their rows. */
  readonly #counts = new Map<string, number>();
  /** What searches found when it was last told. */
  readonly #found = new Map<string, readonly Node[]>();
  /** Groups of links, by the listing that they are made of. */
  readonly #grouped = new WeakMap<readonly Node[], readonly Node[]>();
  readonly #store: ListingStore;
  readonly #troubles: ReadonlyMap<string, Trouble>;
  readonly #filters: Pick<Filters, 'of'>;
  readonly #pins: Pick<Pins, 'has'>;
  readonly #arrange: Arrange | undefined;
  #linkSource: RepositoryRef | undefined;

  constructor(
    store: ListingStore,
    troubles: ReadonlyMap<string, Trouble>,
    filters: Pick<Filters, 'of'>,
    pins: Pick<Pins, 'has'>,
    arrange?: Arrange,
  ) {
    this.#arrange = arrange;
    this.#filters = filters;
    this.#pins = pins;
    this.#store = store;
    this.#troubles = troubles;
  }

  of(node: Row): RowState {
    const { parent, connectionId } = node;
    return {
      isFolderGrowing: parent !== undefined && this.#store.isExtending(parent.id),
      needsSignIn: this.#troubles.get(connectionId) === 'signInNeeded',
      isUnreachable: this.#troubles.get(connectionId) === 'unreachable',
      filter: this.#filters.of(node),
      linkCount: this.#counts.get(node.id),
      isPinned: this.#pins.has(node),
      below: isSearch(node) ? this.#store.peek(node.id)?.children : undefined,
      isOtherSource: isOther(connectionOf(node), this.#linkSource),
    };
  }

  /** What stands below a row that was read: links in groups, where these are many. */
  rowsBelow(row: Row): readonly Node[] {
    const { children } = this.#store.peek(row.id) ?? { children: [] };
    const arranged = this.#arrange?.(row, children);
    if (arranged) return arranged;
    const known = this.#grouped.get(children) ?? regroup(children);
    this.#grouped.set(children, known);
    return known;
  }

  /** Notes how many links an entry has, as far as these were read. Answers whether its row says something else by that. */
  count(node: Node): boolean {
    const listing = this.#store.peek(node.id);
    if (listing && isSearch(node)) {
      const isNew = this.#found.get(node.id) !== listing.children;
      this.#found.set(node.id, listing.children);
      return isNew;
    }
    if (!listing || linksBelow(node) === undefined || isLink(node)) return false;
    const count = listing.error === undefined ? listing.children.filter(isLink).length : undefined;
    if (this.#counts.get(node.id) === count) return false;
    if (count === undefined) this.#counts.delete(node.id);
    else this.#counts.set(node.id, count);
    return true;
  }

  /** Gives the rows that another link source changes: where it can be linked from, they stay as they are. */
  setLinkSource(source: RepositoryRef | undefined): readonly Node[] {
    // Without one no menu asks: rows go on showing what held for the last one.
    if (!source) return [];
    const before = this.#linkSource;
    this.#linkSource = source;
    const roots = this.#store.peek(ROOT_ID)?.children ?? [];
    return roots.filter((row) => isOther(connectionOf(row), before) !== isOther(connectionOf(row), source));
  }
}

const isOther = (connection: Connection | undefined, source: RepositoryRef | undefined): boolean =>
  source !== undefined && connection !== undefined && !sameRepository(connection, source);
