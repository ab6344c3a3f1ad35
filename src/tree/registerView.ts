import * as vscode from 'vscode';
import { DRAGGED, type Lazy } from '../ui';
import type { Node } from './kinds';
import type { RepositoryView } from './view';

type Rows = Pick<RepositoryView, 'tree' | 'dragAndDrop'>;

/** A view of rows in the sidebar: VS Code knows it from the start, its rows are loaded when it first asks for them. */
export function registerView<T extends { dispose(): unknown }>(
  services: Lazy<T>,
  id: string,
  rows: (part: T) => Rows,
): vscode.TreeView<Node> {
  return vscode.window.createTreeView<Node>(id, {
    treeDataProvider: {
      onDidChangeTreeData: services.event((part) => rows(part).tree.onDidChangeTreeData),
      getChildren: (node) => services.use((part) => rows(part).tree.getChildren(node)),
      getTreeItem: (node) => services.use((part) => rows(part).tree.getTreeItem(node)),
      getParent: (node) => services.use((part) => rows(part).tree.getParent(node)),
      resolveTreeItem: (item, node, token) =>
        services.use((part) => rows(part).tree.resolveTreeItem(item, node, token)),
    },
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: [DRAGGED.rows, DRAGGED.text],
      dropMimeTypes: [DRAGGED.rows, DRAGGED.found],
      handleDrag: (dragged, transfer) =>
        services.use((part) => rows(part).dragAndDrop.handleDrag(dragged, transfer)),
      handleDrop: (onto, transfer) =>
        services.use((part) => rows(part).dragAndDrop.handleDrop(onto, transfer)),
    },
  });
}
