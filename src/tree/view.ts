import * as vscode from 'vscode';
import { VIEWS } from '../host/ids';
import { dragAndDrop } from './dragAndDrop';
import type { Drop } from './drop';
import { ROOT_FOLDER_ID } from './ids';
import type { Node } from './nodes';
import { RepositoryTree, type TreeDeps } from './provider';

/** The view in the sidebar. */
export interface RepositoryView {
  readonly tree: RepositoryTree;
  readonly view: vscode.TreeView<Node>;
  /** Entries were dropped onto a row. */
  readonly onDidDrop: vscode.Event<Drop>;
  /** Shows, selects and focuses a row, opening what it stands below. */
  reveal(node: Node, options?: { readonly expand?: boolean }): Promise<void>;
  /** Shows and opens the row of a connection. */
  revealConnection(connectionId: string): Promise<void>;
  selection(): readonly Node[];
  dispose(): void;
}

export function createRepositoryView(deps: TreeDeps): RepositoryView {
  const tree = new RepositoryTree(deps);
  const didDrop = new vscode.EventEmitter<Drop>();
  const view = vscode.window.createTreeView<Node>(VIEWS.repository, {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: dragAndDrop((drop) => didDrop.fire(drop)),
  });
  const reveal = async (node: Node, { expand = false }: { readonly expand?: boolean } = {}) =>
    view.reveal(node, { select: true, focus: true, expand });

  // The first row that came takes the place of the row "Load more…": whoever chose that goes on from there.
  const listener = tree.onDidLoadMore(({ asked, first }) => {
    if (!first || !view.selection.some(({ id }) => id === asked.id)) return;
    reveal(first).catch((error: unknown) => deps.log(error, 'Show the entries that were loaded'));
  });
  return {
    tree,
    view,
    onDidDrop: didDrop.event,
    reveal,
    async revealConnection(connectionId) {
      const node = await tree.findEntryNode(connectionId, ROOT_FOLDER_ID);
      if (node) await reveal(node, { expand: true });
    },
    selection: () => view.selection,
    dispose() {
      listener.dispose();
      didDrop.dispose();
      view.dispose();
      tree.dispose();
    },
  };
}
