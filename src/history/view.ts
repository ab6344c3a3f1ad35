import * as vscode from 'vscode';
import { type Connections, readOnlyBy } from '../connections';
import { connectionFor, readHistory } from '../changeFlow';
import type { HistoryItem } from '../changes';
import { oneLine } from '../domain';
import { COMMANDS, createTreeItem, describeFailure, factsMarkdown, setContext, VIEWS } from '../ui';
import {
  actNode,
  childrenOf,
  contextOf,
  failedNode,
  forgottenNode,
  type HistoryNode,
  messageNode,
  olderNode,
  parentOf,
  wordsOf,
} from './nodes';
import { type Act, actsIn, isInScope, type Scope } from './rows';

/** Whose changes are shown. */
export interface HistoryFilter extends Scope {
  /** What the entry or connection is called. */
  readonly name: string;
}

export interface HistoryDeps {
  readonly connections: Connections;
  readonly view: vscode.TreeView<HistoryNode>;
  /** Where changes of all windows are written down. */
  readonly folder: vscode.Uri;
  readonly log: (error: unknown, operation: string) => void;
}

/** Acts shown at once: nobody reads thousands. */
const PAGE = 100;
/** Changes of a batch come one after the other: they are shown together. */
const SETTLE_MS = 150;
/** A view that unfolds has no height yet: a row revealed by then would stay cut off. */
const UNFOLD_MS = 300;
/** How long ago something was is told anew. */
const AGO_MS = 60_000;

/** The view *History*: what was changed, the newest first. Reads nothing before it shows. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #deps: HistoryDeps;
  readonly #didChange = new vscode.EventEmitter<HistoryNode | undefined>();
  readonly #listeners: vscode.Disposable[];
  #filter: HistoryFilter | undefined;
  #shown = PAGE;
  #acts: Promise<readonly Act[]> | undefined;
  #waiting: NodeJS.Timeout | undefined;
  #watching: vscode.Disposable | undefined;

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
    const { connections, view } = deps;
    const soon = () => this.#refreshSoon();
    this.#listeners = [
      connections.onDidChangeLinks(soon),
      connections.onDidSettle(soon),
      connections.onDidChange(soon),
      view.onDidChangeVisibility(({ visible }) => this.#follow(visible)),
    ];
    if (view.visible) this.#watch();
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node) return childrenOf(node);
    try {
      return await this.#roots();
    } catch (error) {
      this.#acts = undefined;
      this.#deps.log(error, 'show the history of link changes');
      return [
        failedNode(describeFailure(error, vscode.l10n.t('Could not read the history of link changes'))),
      ];
    }
  }

  getParent(node: HistoryNode): HistoryNode | undefined {
    return parentOf(node);
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    const { icon, label, description } = wordsOf(node, Date.now());
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const isParent = node.of === 'act' || node.of === 'change';
    const spoken = [label, description].filter((text) => text !== '').join(', ');
    const item = createTreeItem({ label, description, spoken }, isParent ? Collapsed : None);
    item.id = node.id;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = contextOf(node, ({ connection }) => {
      const through = connectionFor(this.#deps.connections.list(), connection);
      return through !== undefined && readOnlyBy(through) !== false;
    });
    if (node.of === 'older')
      item.command = { command: COMMANDS.showOlderChanges, title: vscode.l10n.t('Show Older…') };
    if (node.of === 'failed')
      item.command = { command: COMMANDS.refreshHistory, title: vscode.l10n.t('Try Again') };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: HistoryNode): vscode.TreeItem {
    const { label, facts } = wordsOf(node, Date.now());
    item.tooltip = factsMarkdown({ title: label, facts });
    return item;
  }

  /** Shows the changes of a part of the history, or of all of it, and goes to the newest. */
  async show(filter?: HistoryFilter): Promise<void> {
    const { view } = this.#deps;
    const isUnfolding = !view.visible;
    setContext('showsHistory', true);
    this.setFilter(filter);
    await vscode.commands.executeCommand(`${VIEWS.history}.focus`);
    const [first] = await this.getChildren();
    if (isUnfolding) await new Promise((resolve) => setTimeout(resolve, UNFOLD_MS));
    if (first) await view.reveal(first, { select: true, focus: true });
  }

  setFilter(filter: HistoryFilter | undefined): void {
    this.#filter = filter;
    this.#shown = PAGE;
    this.#deps.view.description = oneLine(filter?.name ?? '');
    setContext('hasHistoryFilter', filter !== undefined);
    this.refresh();
  }

  /** All changes: those of all entries, whatever is shown. */
  read(): Promise<readonly HistoryItem[]> {
    return readHistory(this.#deps);
  }

  get selection(): readonly HistoryNode[] {
    return this.#deps.view.selection;
  }

  /** Shows as many older acts again, and goes to the first of them. */
  async showOlder(): Promise<void> {
    const before = this.#shown;
    this.#shown += PAGE;
    this.#didChange.fire(undefined);
    const first = (await this.getChildren())[before];
    if (first) await this.#deps.view.reveal(first, { select: true, focus: true });
  }

  /** Reads again; what is open stays open. */
  refresh(): void {
    this.#acts = undefined;
    this.#didChange.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#watching?.dispose();
    for (const listener of this.#listeners) listener.dispose();
    this.#didChange.dispose();
  }

  async #roots(): Promise<HistoryNode[]> {
    const acts = await (this.#acts ??= this.#read());
    const filter = this.#filter;
    const own = filter ? acts.filter(({ items }) => items.some((item) => isInScope(item, filter))) : acts;
    const older = own.length - this.#shown;
    const forgotten = await this.#deps.connections.journal.forgotten();
    // Without a filter, the view itself says that there is nothing yet.
    const isEmpty = own.length === 0 && (filter !== undefined || forgotten !== undefined);
    return [
      ...own.slice(0, this.#shown).map(actNode),
      ...(isEmpty ? [messageNode(vscode.l10n.t('No link changes yet'))] : []),
      ...(older > 0 ? [olderNode(older)] : []),
      ...(forgotten && older <= 0 ? [forgottenNode(forgotten)] : []),
    ];
  }

  async #read(): Promise<readonly Act[]> {
    return actsIn(await this.read());
  }

  #refreshSoon(): void {
    this.#acts = undefined;
    if (!this.#deps.view.visible) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.refresh(), SETTLE_MS);
  }

  /** While it shows, it follows what other windows write, and the clock. */
  #follow(isVisible: boolean): void {
    this.#watching?.dispose();
    this.#watching = undefined;
    if (!isVisible) return;
    this.#watch();
    // What happened while nobody looked.
    this.refresh();
  }

  #watch(): void {
    const files = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(this.#deps.folder, '*'),
    );
    const soon = () => this.#refreshSoon();
    const timer = setInterval(() => this.#didChange.fire(undefined), AGO_MS);
    this.#watching = vscode.Disposable.from(
      files,
      files.onDidCreate(soon),
      files.onDidChange(soon),
      files.onDidDelete(soon),
      { dispose: () => clearInterval(timer) },
    );
  }
}
