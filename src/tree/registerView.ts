import * as vscode from 'vscode';
import { DRAGGED, type Lazy, VIEWS } from '../ui';
import type { Node } from './kinds';
import type { RepositoryView } from './view';

type Rows = Pick<RepositoryView, 'tree' | 'dragAndDrop'>;

/** A view of rows in the sidebar: VS Code knows it from the start, its rows are loaded when it first asks for them. */
export function registerView<T extends { readonly view: Rows; dispose(): unknown }>(
  services: Lazy<T>,
  id: string = VIEWS.repository,
): vscode.TreeView<Node> {
  return vscode.window.createTreeView<Node>(id, {
    treeDataProvider: {
      onDidChangeTreeData: services.event(({ view }) => view.tree.onDidChangeTreeData),
      getChildren: (node) => services.use(({ view }) => view.tree.getChildren(node)),
      getTreeItem: (node) => services.use(({ view }) => view.tree.getTreeItem(node)),
      getParent: (node) => services.use(({ view }) => view.tree.getParent(node)),
      resolveTreeItem: (item, node, token) =>
        services.use(({ view }) => view.tree.resolveTreeItem(item, node, token)),
    },
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: [DRAGGED.rows, DRAGGED.text],
      dropMimeTypes: [DRAGGED.rows, DRAGGED.found],
      handleDrag: (rows, transfer, token) =>
        services.use(({ view }) => view.dragAndDrop.handleDrag(rows, transfer, token)),
      handleDrop: (onto, transfer, token) =>
        services.use(({ view }) => view.dragAndDrop.handleDrop(onto, transfer, token)),
    },
  });
}
