import * as vscode from 'vscode';
import { DRAGGED } from '../ui';
import { draggable, dropOf, type Drop } from './drop';
import { isNode, type Node } from './nodes';

export type DragAndDrop = Required<Pick<vscode.TreeDragAndDropController<Node>, 'handleDrag' | 'handleDrop'>>;

/** Drags entries onto entries of the same view, and their paths out of it. What a drop means is told to `onDrop`. */
export function dragAndDrop(onDrop: (drop: Drop) => void): DragAndDrop {
  return {
    handleDrag(rows, transfer) {
      const entries = draggable(rows);
      if (entries.length === 0) return;
      const paths = entries.map(({ path, name }) => path ?? name);
      transfer.set(DRAGGED.rows, new vscode.DataTransferItem(rows));
      transfer.set(DRAGGED.text, new vscode.DataTransferItem(paths.join('\n')));
    },
    handleDrop(onto, transfer) {
      const rows: unknown = transfer.get(DRAGGED.rows)?.value;
      const entries = Array.isArray(rows) ? draggable(rows.filter(isNode)) : [];
      if (entries.length > 0) onDrop(dropOf(entries, onto));
    },
  };
}
