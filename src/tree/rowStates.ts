import { type RepositoryRef, sameRepository } from '../domain';
import type { Connection } from '../connections';
import {
  connectionOf,
  isConnection,
  isLink,
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

/** What rows show besides their data, and how those that were read are arranged. */
export class RowStates {
  /** How many links entries have, by the ids of their rows. */
  readonly #counts = new Map<string, number>();
  /** Groups of links, by the listing that they are made of. */
  readonly #grouped = new WeakMap<readonly Node[], readonly Node[]>();
  readonly #store: ListingStore;
  readonly #troubles: ReadonlyMap<string, Trouble>;
  readonly #filters: Pick<Filters, 'of'>;
  readonly #pins: Pick<Pins, 'has'>;
  #linkSource: RepositoryRef | undefined;

  constructor(
    store: ListingStore,
    troubles: ReadonlyMap<string, Trouble>,
    filters: Pick<Filters, 'of'>,
    pins: Pick<Pins, 'has'>,
  ) {
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
      isOtherSource: isOther(connectionOf(node), this.#linkSource),
    };
  }

  /** What stands below a row that was read: links in groups, where these are many. */
  rowsBelow({ id }: Row): readonly Node[] {
    const { children } = this.#store.peek(id) ?? { children: [] };
    const known = this.#grouped.get(children) ?? regroup(children);
    this.#grouped.set(children, known);
    return known;
  }

  /** Notes how many links an entry has, as far as these were read. Answers whether its row says something else by that. */
  count(node: Node): boolean {
    const listing = this.#store.peek(node.id);
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
    const connections = this.#store.peek(ROOT_ID)?.children.filter(isConnection) ?? [];
    return connections.filter(
      ({ connection }) => isOther(connection, before) !== isOther(connection, source),
    );
  }
}

const isOther = (connection: Connection, source: RepositoryRef | undefined): boolean =>
  source !== undefined && !sameRepository(connection, source);
