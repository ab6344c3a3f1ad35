import * as vscode from 'vscode';
import { DRAGGED, VIEWS } from '../host/ids';
import type { Lazy } from '../host/lazy';
import type { Node } from './nodes';
import type { RepositoryView } from './view';

type Rows = Pick<RepositoryView, 'tree' | 'dragAndDrop'>;

/** The view in the sidebar: VS Code knows it from the start, its rows are loaded when it first asks for them. */
export function registerView<T extends { readonly view: Rows; dispose(): unknown }>(
  parts: Lazy<T>,
): vscode.TreeView<Node> {
  return vscode.window.createTreeView<Node>(VIEWS.repository, {
    treeDataProvider: {
      onDidChangeTreeData: parts.event(({ view }) => view.tree.onDidChangeTreeData),
      getChildren: (node) => parts.use(({ view }) => view.tree.getChildren(node)),
      getTreeItem: (node) => parts.use(({ view }) => view.tree.getTreeItem(node)),
      getParent: (node) => parts.use(({ view }) => view.tree.getParent(node)),
      resolveTreeItem: (item, node) => parts.use(({ view }) => view.tree.resolveTreeItem(item, node)),
    },
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: [DRAGGED.rows, DRAGGED.text],
      dropMimeTypes: [DRAGGED.rows],
      handleDrag: (rows, transfer, token) =>
        parts.use(({ view }) => view.dragAndDrop.handleDrag(rows, transfer, token)),
      handleDrop: (onto, transfer, token) =>
        parts.use(({ view }) => view.dragAndDrop.handleDrop(onto, transfer, token)),
    },
  });
}
