import * as vscode from 'vscode';
import { lazyMethods, setContext, showProgress, VIEWS } from '../ui';
import { Chosen } from './chosen';
import type { DragAndDrop, Drop } from './dragAndDrop';
import type { Node } from './kinds';
import { RepositoryTree, type TreeDeps } from './provider';

/** The view in the sidebar. */
export interface RepositoryView {
  /** The name of the view. */
  readonly name: 'repository' | 'searches';
  readonly tree: RepositoryTree;
  readonly view: vscode.TreeView<Node>;
  readonly dragAndDrop: DragAndDrop;
  /** Entries were dropped onto a row. */
  readonly onDidDrop: vscode.Event<Drop>;
  /** What a person sees as chosen. */
  readonly chosen: Chosen;
  /** Shows and selects a row, opening what it stands below, and gives it the focus unless told otherwise. */
  readonly reveal: (
    node: Node,
    options?: { readonly expand?: boolean; readonly focus?: boolean },
  ) => Promise<void>;
  /** Shows and opens the row of a connection. */
  revealConnection(connectionId: string): Promise<void>;
  dispose(): void;
}

export interface ViewDeps extends TreeDeps {
  /** Left out: the repository's. */
  readonly name?: 'repository' | 'searches';
  /** Was registered when VS Code started, and passes on to this. */
  readonly view: vscode.TreeView<Node>;
}

export function createRepositoryView({ view, name = 'repository', ...deps }: ViewDeps): RepositoryView {
  const tree = new RepositoryTree({ ...deps, selected: () => view.selection });
  const chosen = new Chosen(view, {
    getParent: (row) => tree.getParent(row),
    onDidChangeTreeData: tree.onDidChangeTreeData,
  });
  const didDrop = new vscode.EventEmitter<Drop>();
  const reveal: RepositoryView['reveal'] = async (node, { expand = false, focus = true } = {}) =>
    view.reveal(node, { select: true, focus, expand });

  const listeners = [
    // The first row that came takes the place of the row "Load more…": whoever chose that goes on from there.
    tree.onDidLoadMore(({ asked, first }) => {
      if (!first || !view.selection.some(({ id }) => id === asked.id)) return;
      reveal(first).catch((error: unknown) => deps.log(error, 'Show the entries that were loaded'));
    }),
    view.onDidExpandElement(({ element }) => tree.opened(element)),
    tree.onDidFilter((any) => setContext(name === 'repository' ? 'hasFilter' : 'hasFilterBelowSearch', any)),
    tree.onDidChangeLoading((isShown) => showLoading(name, isShown, tree.onDidChangeLoading)),
  ];
  return {
    name,
    tree,
    view,
    chosen,
    dragAndDrop: lazyMethods(
      async () => (await deps.parts()).dragAndDrop((drop) => didDrop.fire(drop)),
      ['handleDrag', 'handleDrop'],
    ),
    onDidDrop: didDrop.event,
    reveal,
    async revealConnection(connectionId) {
      // VS Code takes a while to show and open the row: its folders need not wait for that.
      void tree.warm(connectionId);
      const node = await tree.connectionRow(connectionId);
      if (node) await reveal(node, { expand: true });
    },
    dispose() {
      chosen.dispose();
      for (const one of listeners) one.dispose();
      didDrop.dispose();
      tree.dispose();
    },
  };
}

/** While rows are loading, the view shows a progress bar, and *Cancel Loading* in its title. */
function showLoading(
  name: 'repository' | 'searches',
  isShown: boolean,
  onDidChange: vscode.Event<boolean>,
): void {
  setContext(name === 'repository' ? 'isLoading' : 'isSearching', isShown);
  if (!isShown) return;
  void showProgress({ location: { viewId: VIEWS[name] } }, () => once(onDidChange));
}

function once<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const listener = event((value) => {
      listener.dispose();
      resolve(value);
    });
  });
}
