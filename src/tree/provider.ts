import * as vscode from 'vscode';
import type { Connections, LinksChanged } from '../connections';
import { entryOf, linksBelow } from './entryOf';
import { ROOT_ID } from './ids';
import { tooltipMarkdown, toTreeItem } from './item';
import { listConnections, listLinks, withSignIn, type Listing } from './listing';
import { createLoader, type Loader, type LoaderDeps } from './loader';
import { labelOf } from './labels';
import {
  isParent,
  type ConnectionNode,
  type LinkNode,
  type LoadMoreNode,
  type Node,
  type ParentNode,
} from './nodes';
import { findEntry, findLink, type PlaceNode, type Rows } from './reveal';
import { ListingStore } from './store';

export interface TreeDeps extends LoaderDeps {
  readonly connections: Connections;
}

/** A page came: the row that asked for it, and the first row that came. */
export interface PageLoaded {
  readonly asked: LoadMoreNode;
  readonly first: Node | undefined;
}

/** Connections, their folders and documents, and the links of these. Reads what is opened, once, and keeps it until a refresh. */
export class RepositoryTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #connections: Connections;
  readonly #loader: Loader;
  readonly #store = new ListingStore();
  readonly #didChange = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #didLoadMore = new vscode.EventEmitter<PageLoaded>();
  readonly #didShowLinks = new vscode.EventEmitter<void>();
  /** Connections that wait for a person to sign in. */
  readonly #signedOut = new Set<string>();
  readonly #listeners: readonly vscode.Disposable[];

  readonly onDidChangeTreeData = this.#didChange.event;
  readonly onDidLoadMore = this.#didLoadMore.event;
  /** Links of an entry are shown. */
  readonly onDidShowLinks = this.#didShowLinks.event;

  constructor(deps: TreeDeps) {
    this.#connections = deps.connections;
    this.#loader = createLoader(deps);
    this.#listeners = [
      deps.connections.onDidChange(() => this.#showConnections()),
      deps.connections.onDidChangeLinks((change) => this.#showLinks(change)),
      deps.connections.onDidChangeState((connectionId) => this.#showState(connectionId)),
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return toTreeItem(node, {
      busy: node.kind === 'loadMore' && this.#store.isExtending(node.parent.id),
      needsSignIn: node.kind === 'connection' && this.#signedOut.has(node.connectionId),
    });
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    item.tooltip = tooltipMarkdown(node);
    return item;
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...(await this.#roots()).children];
    if (!isParent(node)) return [];
    const { children } = await this.#listing(node);
    if (children.some(({ kind }) => kind === 'link')) this.#didShowLinks.fire();
    const signIn = node.kind === 'connection' && this.#signedOut.has(node.connectionId);
    return [...(signIn ? withSignIn(node, children) : children)];
  }

  /** Reads what stands below a row again, or below all rows. Expansion and selection stay. */
  refresh(node?: Node): void {
    if (!node) {
      this.#store.drop(ROOT_ID);
      this.#didChange.fire(undefined);
      return;
    }
    const row = this.#store.node(isParent(node) ? node.id : node.parent.id);
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

  /** Appends the next page of a folder. A failure shows in the row itself. */
  async loadMore(node: LoadMoreNode): Promise<void> {
    const { parent } = node;
    const before = new Set(this.#store.peek(parent.id)?.children);
    const extended = this.#more(parent);
    this.#didChange.fire(node);
    const changed = await extended;
    this.#didChange.fire(changed ? parent : node);
    if (!changed) return;
    const first = this.#store
      .peek(parent.id)
      ?.children.find((row) => row.kind === 'entry' && !before.has(row));
    this.#didLoadMore.fire({ asked: node, first });
  }

  /**
   * The row of an entry in its folder, ready to be revealed; what is missing is read, page by page.
   * Resolves to undefined when it is not found or `token` was cancelled between requests; rejects with `ApiError`
   * (reason `cancelled` when it was cancelled during one) or `UserError`.
   */
  async findEntryNode(
    connectionId: string,
    entryId: number,
    token?: vscode.CancellationToken,
  ): Promise<PlaceNode | undefined> {
    const abort = new AbortController();
    const listener = token?.onCancellationRequested(() => abort.abort());
    if (token?.isCancellationRequested) abort.abort();
    try {
      const { repository } = await this.#connections.open(connectionId);
      return await findEntry(this.#rows(), repository, connectionId, entryId, abort.signal);
    } finally {
      listener?.dispose();
    }
  }

  /** The row of an outgoing link below its source's row, both read where missing. */
  async findLinkNode(
    connectionId: string,
    sourceId: number,
    link: { readonly targetId: number; readonly linkTypeId: number },
  ): Promise<LinkNode | undefined> {
    const source = await this.findEntryNode(connectionId, sourceId);
    return source && findLink(this.#rows(), source, link);
  }

  /** The rows *Load more…* that are known. */
  loadMoreNodes(): readonly LoadMoreNode[] {
    return [...this.#store.nodes()].filter((node) => node.kind === 'loadMore');
  }

  /** What a row is called. */
  labelOf(node: Node): string {
    return labelOf(node);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#store.dispose();
    this.#didChange.dispose();
    this.#didLoadMore.dispose();
    this.#didShowLinks.dispose();
  }

  #roots(): Promise<Listing> {
    return this.#store.get(ROOT_ID, () => Promise.resolve(listConnections(this.#connections.list())));
  }

  #listing(node: ParentNode): Promise<Listing> {
    return this.#store.get(node.id, (request) => this.#loader.load(node, request));
  }

  #more(node: ParentNode): Promise<boolean> {
    return this.#store.extend(node.id, (listing, signal) => this.#loader.more(node, listing, signal));
  }

  #drop(rows: readonly Node[]): void {
    for (const row of rows) this.#store.drop(row.id);
    this.#changed(rows);
  }

  #changed(rows: readonly Node[]): void {
    if (rows.length > 0) this.#didChange.fire([...rows]);
  }

  /** Connections came or went: the others keep what was read. The list is the same: one of them signed in or was reset. */
  #showConnections(): void {
    const before = this.#store.peek(ROOT_ID)?.children;
    const listing = listConnections(this.#connections.list());
    this.#store.set(ROOT_ID, listing);
    const after = this.#store.peek(ROOT_ID)?.children ?? [];
    const same = before?.length === after.length && after.every((node, index) => node === before[index]);
    if (same) this.refresh();
    else this.#didChange.fire(undefined);
  }

  /** Signed out, a connection says so and keeps what was read; signed in again, whatever waited for that is read. */
  #showState(connectionId: string): void {
    const state = this.#connections.state(connectionId);
    // A request on its way may be the one that fails again.
    if (state === 'working' || (state === 'signInNeeded') === this.#signedOut.has(connectionId)) return;
    const own = (node: Node) => node.connectionId === connectionId;
    const row = this.#store.peek(ROOT_ID)?.children.find(own);
    if (state === 'signInNeeded') {
      this.#signedOut.add(connectionId);
    } else {
      this.#signedOut.delete(connectionId);
      const waiting = [...this.#store.nodes()].filter((node) => own(node) && saysSignIn(node));
      for (const { parent } of waiting) if (parent) this.#store.drop(parent.id);
    }
    // Rows further down that waited are children of this one: it is drawn with all of them.
    if (row) this.#changed([row]);
  }

  /** The source's links are known from the answer; those of the other ends are read again when they show. */
  #showLinks({ connectionId, sourceId, links, targetIds }: LinksChanged): void {
    const targets = new Set(targetIds);
    const update = (node: Node): boolean => {
      // An update further up may have replaced the row.
      if (!isParent(node) || !this.#store.has(node.id) || this.#store.node(node.id) !== node) return false;
      const id = linksBelow(node);
      if (id === sourceId) this.#store.set(node.id, listLinks(node, sourceId, links));
      else if (id !== undefined && targets.has(id)) this.#store.drop(node.id);
      else return false;
      return true;
    };
    const rows = [...this.#store.nodes()].filter((node) => node.connectionId === connectionId);
    this.#changed(rows.filter(update));
  }

  #rows(): Rows {
    return {
      connection: async (connectionId) =>
        (await this.#roots()).children.find(
          (node): node is ConnectionNode => node.kind === 'connection' && node.connectionId === connectionId,
        ),
      known: () => this.#store.nodes(),
      isKnown: (node) => this.#store.has(node.id),
      listing: (node) => this.#listing(node),
      more: async (node) => {
        if (await this.#more(node)) this.#didChange.fire(node);
      },
      refresh: (node) => this.refresh(node),
    };
  }
}

function saysSignIn(node: Node): boolean {
  return node.kind === 'message' && node.state === 'signedOut';
}
