import * as vscode from 'vscode';
import { draggable, dropOf, type Drop } from './drop';
import { isNode, type Node } from './nodes';

/** VS Code's name for what is dragged out of the view: its id, in lower case. */
const ROWS = 'application/vnd.code.tree.laserfichelinks.repository';
const TEXT = 'text/plain';

/** Drags entries onto entries of the same view, and their paths out of it. What a drop means is told to `onDrop`. */
export function dragAndDrop(onDrop: (drop: Drop) => void): vscode.TreeDragAndDropController<Node> {
  return {
    dragMimeTypes: [ROWS, TEXT],
    dropMimeTypes: [ROWS],
    handleDrag(rows, transfer) {
      const entries = draggable(rows);
      if (entries.length === 0) return;
      const paths = entries.map(({ path, name }) => path ?? name);
      transfer.set(ROWS, new vscode.DataTransferItem(rows));
      transfer.set(TEXT, new vscode.DataTransferItem(paths.join('\n')));
    },
    handleDrop(onto, transfer) {
      const rows: unknown = transfer.get(ROWS)?.value;
      const entries = Array.isArray(rows) ? draggable(rows.filter(isNode)) : [];
      if (entries.length > 0) onDrop(dropOf(entries, onto));
    },
  };
}
