import * as vscode from 'vscode';
import { untilAborted } from '../api';
import type { Connections } from '../connections';
import type { RepositoryRef } from '../domain';
import { loadCode, once } from '../ui';
import { toTreeItem } from './item';
import {
  type ConnectionNode,
  entryOf,
  isConnection,
  isEntry,
  isFilter,
  isLink,
  isLoadMore,
  isNode,
  isParent,
  isSearch,
  labelOf,
  type LinkNode,
  type Node,
  type ParentNode,
  pinsRow,
  type PlaceNode,
  ROOT_ID,
  type Row,
  rowsIn,
  tellsOfMore,
} from './kinds';
import { countEntries, listConnections, type Listing, withSignIn } from './listing';
import type { Enough } from './found';
import type { Loader, LoaderDeps } from './loader';
import { LoadingIndicator } from './loadingIndicator';
import type { TreeParts } from './parts';
import { Pins } from './pins';
import { ReadyItems } from './readyItems';
import { Recounted } from './recounted';
import { rowsToRedraw } from './redraw';
import type { Rows } from './reveal';
import { type Arrange, RowStates } from './rowStates';
import { Filters, ListingStore } from './store';
import {
  type LinksRead,
  updateRoots,
  updateElsewhere,
  updateLinks,
  updateRead,
  updateState,
  type Trouble,
} from './storeUpdates';

export interface TreeDeps extends LoaderDeps {
  readonly connections: Connections;
  /** What VS Code counts as selected. */
  readonly selected?: () => readonly Node[];
  /** What is needed seldom, and loaded then. */
  readonly parts: () => Promise<TreeParts>;
  /** The rows with nothing above them; left out: the connections. */
  readonly roots?: RootSource;
}

/** Where the rows with nothing above them come from. */
export interface RootSource {
  readonly onDidChange: vscode.Event<unknown>;
  list(): readonly Node[];
  readonly arrange: Arrange;
}

/** Older rows are read again when somebody opens what they stand below. */
const OLD_MS = 5 * 60_000;

export interface Shown {
  readonly entries: number;
  /** Nothing is missing. */
  readonly complete: boolean;
  /** Why it, or the rest of it, could not be read. */
  readonly error?: unknown;
}

export interface LoadMoreOptions {
  readonly enough?: Enough;
  readonly signal?: AbortSignal;
}

/** A page came: the row that asked for it, and the first row that came. */
export interface PageLoaded {
  readonly asked: Row;
  readonly first: Node | undefined;
}

/** Connections, their folders and documents, and the links of these. Reads what is opened, once, and keeps it until a refresh. */
export class RepositoryTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #connections: Connections;
  readonly #parts: () => Promise<TreeParts>;
  readonly #loader: () => Promise<Loader>;
  readonly #pins = new Pins((connection) => this.#connections.recents(connection));
  readonly #selected: () => readonly Node[];
  readonly #indicator = new LoadingIndicator((isShown) => this.#didChangeLoading.fire(isShown));
  readonly #store = new ListingStore({ onPending: (count) => this.#indicator.note(count) });
  readonly #filters = new Filters();
  readonly #ready = new ReadyItems<vscode.TreeItem>();
  readonly #recounted = new Recounted((rows) => this.#changed(rows));
  readonly #didChange = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #didLoadMore = new vscode.EventEmitter<PageLoaded>();
  readonly #didShowLinks = new vscode.EventEmitter<void>();
  readonly #didChangeLoading = new vscode.EventEmitter<boolean>();
  readonly #didFilter = new vscode.EventEmitter<boolean>();
  /** Connections that wait for a person to sign in, or for their server. */
  readonly #troubles = new Map<string, Trouble>();
  readonly #states: RowStates;
  readonly #listRoots: () => Listing;
  readonly #listeners: readonly vscode.Disposable[];

  readonly onDidChangeTreeData = this.#didChange.event;
  readonly onDidLoadMore = this.#didLoadMore.event;
  /** Links of an entry are shown. */
  readonly onDidShowLinks = this.#didShowLinks.event;
  /** Rows have been loading for a while (true), or none are loading any more. */
  readonly onDidChangeLoading = this.#didChangeLoading.event;
  /** Whether any folder is filtered. */
  readonly onDidFilter = this.#didFilter.event;

  constructor(deps: TreeDeps) {
    this.#connections = deps.connections;
    this.#parts = deps.parts;
    const { roots } = deps;
    this.#listRoots = () => (roots ? { children: roots.list() } : listConnections(deps.connections.list()));
    this.#states = new RowStates(this.#store, this.#troubles, this.#filters, this.#pins, roots?.arrange);
    this.#loader = once(async () => (await loadCode(() => import('./loader'))).createLoader(deps)).get;
    this.#selected = deps.selected ?? (() => []);
    this.#listeners = [
      deps.connections.onDidChange(() => this.#showRoots()),
      ...(roots ? [roots.onDidChange(() => this.#setRoots())] : []),
      deps.connections.onDidChangeLinks((change) => {
        const rows = updateLinks(this.#store, change);
        for (const row of rows) this.#states.count(row);
        this.#changed(rows);
      }),
      deps.connections.onDidChangeLinksElsewhere((change) =>
        this.#changed(updateElsewhere(this.#store, change)),
      ),
      deps.connections.onDidChangePins((connectionId) => this.#showPins(connectionId)),
      deps.connections.onDidChangeState((connectionId) => this.#showState(connectionId)),
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return this.#ready.take(node) ?? toTreeItem(node, this.#states.of(node));
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { tooltipMarkdown } = await this.#parts();
    item.tooltip = await tooltipMarkdown(this.#connections, node, token, this.#states.of(node).below);
    return item;
  }

  getParent(node: Node): Node | undefined {
    const { parent } = node;
    if (!isNode(parent)) return undefined;
    // A row may know its group from before another one came or went, or rows were arranged otherwise.
    const listed = rowsIn(parent) ? parent.parent : parent;
    if (!isNode(listed)) return parent;
    const rows = this.#states.rowsBelow(listed);
    const group = rows.find((row) => rowsIn(row)?.some(({ id }) => id === node.id));
    return group ?? (rows.some(({ id }) => id === node.id) ? listed : parent);
  }

  getChildren(node?: Node): Promise<Node[]> {
    return this.#recounted.during(() => this.#childrenOf(node));
  }

  async #childrenOf(node: Node | undefined): Promise<Node[]> {
    if (!node) return [...(await this.#roots()).children];
    if (!isParent(node)) return [];
    const pinned = isConnection(node) || isSearch(node) ? this.#pins.rowsOf(node) : [];
    const children = rowsIn(node) ?? (await this.#listing(node)).children;
    if (children.some(isLink)) this.#didShowLinks.fire();
    if (this.#states.count(node)) this.#recounted.add(node);
    const above = await pinned;
    const rows = [...(isConnection(node) ? above : []), ...this.rowsBelow(node)];
    await this.#ready.prepare(rows, (row) => toTreeItem(row, this.#states.of(row)));
    if (!isConnection(node) || this.#troubles.get(node.connectionId) !== 'signInNeeded') return rows;
    return [...withSignIn(node, node.connection.name, rows)];
  }

  /** Reads the root folder of a connection, so that its rows are there once VS Code asks for them. Never rejects. */
  async warm(connectionId: string): Promise<void> {
    const row = await this.connectionRow(connectionId);
    if (row) await this.#listing(row);
  }

  /** Reads what stands below a row again, or below all rows. Expansion and selection stay. */
  refresh(node?: Node): void {
    if (!node) {
      this.#showRoots();
      return;
    }
    // A group is not read by itself.
    const { id }: Row = isParent(node) && !rowsIn(node) ? node : (node.parent ?? node);
    const row = this.#store.node(id) ?? this.#pins.row(id);
    if (row) this.#drop([row]);
  }

  /** Reads again what stands below every row of an entry, links to it included. */
  refreshEntry(connectionId: string, entryId: number): void {
    this.#drop(
      [...this.#store.nodes()].filter((node) => {
        const ref = entryOf(node);
        return ref?.connectionId === connectionId && (ref.entryId === entryId || ref.linkEntryId === entryId);
      }),
    );
  }

  /** Appends the next page of a folder, or pages until it is enough. A failure shows in the row itself. */
  async loadMore(folder: ParentNode, { enough, signal }: LoadMoreOptions = {}): Promise<void> {
    const before = new Set(this.#store.peek(folder.id)?.children);
    const asked = [...before].find(isLoadMore);
    if (!asked) return;
    const stop = (): void => this.#store.cancelExtending(folder.id);
    const extended = this.#more(folder, enough);
    this.#changed([asked]);
    signal?.addEventListener('abort', stop, { once: true });
    const changed = await extended.finally(() => signal?.removeEventListener('abort', stop));
    this.#changed([changed ? folder : asked]);
    if (!changed) return;
    const first = this.#store.peek(folder.id)?.children.find((row) => isEntry(row) && !before.has(row));
    this.#didLoadMore.fire({ asked, first });
  }

  /** Whether a folder has the row *Load more…*. */
  async hasMore(folder: ParentNode): Promise<boolean> {
    return (await this.#listing(folder)).children.some(isLoadMore);
  }

  /** The folders whose row *Load more…* is known. */
  foldersWithMore(): readonly ParentNode[] {
    return [...this.#store.nodes()]
      .filter(isLoadMore)
      .map(({ parent }) => parent)
      .filter(isParent);
  }

  /** How much of a folder is shown. */
  async shown(folder: ParentNode): Promise<Shown> {
    const { children, error } = await this.#listing(folder);
    const complete = !children.some(tellsOfMore) && error === undefined;
    return { entries: countEntries(children), complete, ...(error !== undefined && { error }) };
  }

  /** Ends all reading that is under way; rows say so, and can be read again. */
  cancel(): void {
    this.#store.cancel();
  }

  /** Shows only what the server finds in a folder for this text; everything again for an empty one. */
  filter(folder: ParentNode, text: string | undefined): void {
    if (!this.#filters.set(folder, text)) return;
    this.#didFilter.fire(this.#filters.any);
    this.#drop([folder]);
  }

  filterOf(folder: ParentNode): string | undefined {
    return this.#filters.of(folder);
  }

  /** The folders whose row *Filter: …* is known. */
  filteredFolders(): readonly ParentNode[] {
    return [...this.#store.nodes()]
      .filter(isFilter)
      .map(({ parent }) => parent)
      .filter(isParent);
  }

  /** A row is opened: what was read too long ago is read again. */
  opened(node: Node): void {
    if ((this.#store.age(node.id) ?? 0) > OLD_MS) this.refresh(node);
  }

  /**
   * The row of an entry in its folder, ready to be revealed; what is missing is read, page by page.
   * Resolves to undefined when it is not found or `signal` was aborted between requests; rejects with `ApiError`
   * (reason `cancelled` when it was aborted during one) or `UserError`.
   */
  async findEntryNode(
    connectionId: string,
    entryId: number,
    signal = new AbortController().signal,
    onRead?: (shown: number) => void,
  ): Promise<PlaceNode | undefined> {
    const [{ findEntry }, { repository }] = await Promise.all([
      this.#parts(),
      untilAborted(this.#connections.open(connectionId), signal),
    ]);
    return findEntry(this.#rows(signal), repository, connectionId, entryId, signal, onRead);
  }

  /** The row of an outgoing link below its source's row, both read where missing. */
  async findLinkNode(
    connectionId: string,
    sourceId: number,
    link: { readonly targetId: number; readonly linkTypeId: number },
  ): Promise<LinkNode | undefined> {
    const [{ findLink }, source] = await Promise.all([
      this.#parts(),
      this.findEntryNode(connectionId, sourceId),
    ]);
    return source && findLink(this.#rows(new AbortController().signal), source, link);
  }

  /** What shows below a row, or as connections, as far as it is read. */
  rowsBelow(row: Node | undefined): readonly Node[] {
    if (!row) return this.#store.peek(ROOT_ID)?.children ?? [];
    return rowsIn(row) ?? this.#states.rowsBelow(row);
  }

  /** A row as it is now. */
  current({ id }: Row): Node | undefined {
    return this.#store.node(id) ?? this.#pins.row(id);
  }

  /** A form has read the links of an entry: rows that show others follow. */
  linksRead(read: LinksRead): void {
    const rows = updateRead(this.#store, read);
    for (const row of rows) this.#states.count(row);
    this.#changed(rows);
  }

  /** What a row is called. */
  labelOf(row: Row): string {
    return labelOf(row);
  }

  /** The repository whose entries are selected as link source: elsewhere nothing can be linked from them. */
  setLinkSource(source: RepositoryRef | undefined): void {
    this.#changed(this.#states.setLinkSource(source));
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#store.dispose();
    this.#ready.clear();
    this.#recounted.dispose();
    this.#didChange.dispose();
    this.#didLoadMore.dispose();
    this.#didShowLinks.dispose();
    this.#didChangeLoading.dispose();
    this.#didFilter.dispose();
  }

  /** The row of a connection. */
  async connectionRow(connectionId: string): Promise<ConnectionNode | undefined> {
    return (await this.#roots()).children.find(
      (node): node is ConnectionNode => isConnection(node) && node.connectionId === connectionId,
    );
  }

  #roots(): Promise<Listing> {
    return this.#store.get(ROOT_ID, () => Promise.resolve(this.#listRoots()));
  }

  #listing(node: ParentNode): Promise<Listing> {
    return this.#store.get(node.id, async (request) => {
      const loader = await this.#loader();
      // The row may have been replaced while it was read, for example since its root folder turned out to be another one.
      const now = this.current(node);
      return loader.load(now && isParent(now) ? now : node, request, this.#filters.of(node));
    });
  }

  #more(node: ParentNode, enough?: Enough): Promise<boolean> {
    return this.#store.extend(node.id, async (listing, signal) =>
      (await this.#loader()).more(node, listing, signal, enough),
    );
  }

  #drop(rows: readonly Node[]): void {
    for (const row of rows) this.#store.drop(row.id);
    this.#changed(rows);
  }

  #changed(rows: readonly Node[]): void {
    if (rows.length === 0) return;
    this.#didChange.fire(rowsToRedraw(rows, this.#selected())?.filter(isNode));
  }

  #showRoots(): void {
    const rows = updateRoots(this.#store, this.#listRoots());
    if (rows) this.#changed(rows);
    else this.#didChange.fire(undefined);
  }

  /** Other rows stand on top: whatever stays keeps what was read. */
  #setRoots(): void {
    this.#store.set(ROOT_ID, this.#listRoots());
    this.#didChange.fire(undefined);
  }

  #showState(connectionId: string): void {
    const state = this.#connections.state(connectionId);
    this.#changed(updateState(this.#store, this.#troubles, connectionId, state));
  }

  #showPins(connectionId: string): void {
    const roots = this.#store.peek(ROOT_ID)?.children ?? [];
    const rows = roots.filter((node) => node.connectionId === connectionId);
    for (const row of rows) this.#store.drop(pinsRow(row).id);
    // Rows of the same entries elsewhere are drawn with it: whether they are pinned shows in their menus.
    this.#changed(rows);
  }

  /** @param signal ends the waiting for rows, not their reading: others may wait for them as well. */
  #rows(signal: AbortSignal): Rows {
    return {
      connection: (connectionId) => this.connectionRow(connectionId),
      known: () => this.#store.nodes(),
      isKnown: (node) => this.#store.has(node.id),
      listing: (node) => untilAborted(this.#listing(node), signal),
      more: async (node, enough) => {
        const stop = (): void => this.#store.cancelExtending(node.id);
        signal.addEventListener('abort', stop, { once: true });
        const changed = await this.#more(node, enough).finally(() =>
          signal.removeEventListener('abort', stop),
        );
        if (changed) this.#changed([node]);
      },
      refresh: (node) => this.refresh(node),
      filterOf: (node) => this.filterOf(node),
      filter: (node, text) => this.filter(node, text),
    };
  }
}
